/** Who may send what in which state (SMPP 3.4 §2.2 and §2.3; link keeping in every state, as SMPP 5.0 §2.4 and field practice have it). */
import type { CommandName } from '../pdu/commands.ts';
import type { StatusName } from '../pdu/statuses.ts';
import type { BoundState, LinkState, Side } from './types.ts';

const BINDS = ['bind_receiver', 'bind_transmitter', 'bind_transceiver'] as const satisfies readonly CommandName[];
/** The state that each of them brings. */
export const BIND_STATES: Readonly<Record<(typeof BINDS)[number], BoundState>> = {
  bind_receiver: 'bound_rx',
  bind_transmitter: 'bound_tx',
  bind_transceiver: 'bound_trx',
};
const KEEPING = ['enquire_link'] as const satisfies readonly CommandName[];
const SUBMITTING = [
  'submit_sm',
  'submit_multi',
  'data_sm',
  'query_sm',
  'replace_sm',
  'cancel_sm',
] as const satisfies readonly CommandName[];
const DELIVERING = ['deliver_sm', 'data_sm', 'alert_notification'] as const satisfies readonly CommandName[];

type Allowed = Readonly<Record<Side, ReadonlySet<CommandName>>>;

function allowed(esme: readonly CommandName[], smsc: readonly CommandName[]): Allowed {
  return { esme: new Set(esme.concat(KEEPING)), smsc: new Set(smsc.concat(KEEPING)) };
}

/** Requests and notices by state and sender. Responses are not here: they are always taken. */
const MATRIX: Readonly<Record<LinkState, Allowed>> = {
  open: allowed(BINDS, ['outbind']),
  bound_rx: allowed(['unbind'], [...DELIVERING, 'unbind']),
  bound_tx: allowed([...SUBMITTING, 'unbind'], ['unbind']),
  bound_trx: allowed([...SUBMITTING, 'unbind'], [...DELIVERING, 'unbind']),
  unbound: allowed([], []),
  closed: { esme: new Set(), smsc: new Set() },
};

/** Whether `sender` may send this request or notice in this state. */
export function maySend(state: LinkState, sender: Side, command: CommandName): boolean {
  return MATRIX[state][sender].has(command);
}

/** The other end of the link. */
export function peerOf(side: Side): Side {
  return side === 'smsc' ? 'esme' : 'smsc';
}

/** Whether this is one of the three binds. */
export function isBind(command: CommandName): boolean {
  return (BINDS as readonly CommandName[]).includes(command);
}

/** Whether a session stands in this state. */
export function isBound(state: LinkState): state is BoundState {
  return state === 'bound_rx' || state === 'bound_tx' || state === 'bound_trx';
}

/** The command_status for what the state does not allow (SMPP 3.4 §5.1.3): a bind over a bind is told apart from the rest. */
export function wrongState(state: LinkState, command: CommandName): StatusName {
  return isBound(state) && isBind(command) ? 'ESME_RALYBND' : 'ESME_RINVBNDSTS';
}
