/** Keeps one bind to somebody's SMSC alive: connect, bind, and after any end try again, ever later. */
import type { Socket } from 'node:net';
import type { LinkAccount } from '../config.ts';
import { openLink } from '../link/link.ts';
import type { Pulse } from '../link/pulse.ts';
import type { BoundState, CloseReason, Link, LinkLimits, LinkWatch, Outcome } from '../link/types.ts';
import type { RequestName } from '../pdu/commands.ts';
import { statusName } from '../pdu/statuses.ts';
import type { MessageAdapter } from '../phones/adapter.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { type Connecting, connect } from './connect.ts';
import { retryAfter } from './retry.ts';

/** Which of the three binds. */
export type BindName = Extract<RequestName, `bind_${string}`>;

const STATES: Readonly<Record<BindName, BoundState>> = {
  bind_receiver: 'bound_rx',
  bind_transmitter: 'bound_tx',
  bind_transceiver: 'bound_trx',
};

/** SMPP 3.4. */
const INTERFACE_VERSION = 0x34;

/** What happened to a link, in words for the log; no numbers and texts. */
export type Happening =
  | { readonly kind: 'bound' }
  | { readonly kind: 'lost'; readonly reason: CloseReason }
  | { readonly kind: 'failed'; readonly why: string; readonly retryIn: number };

export interface KeeperOptions {
  readonly account: LinkAccount;
  readonly bind: BindName;
  readonly adapter: MessageAdapter;
  readonly limits: LinkLimits;
  readonly pulse: Pulse;
  readonly watch: LinkWatch;
  /** An unpredictable integer from 0 to `below` - 1. */
  readonly chance: (below: number) => number;
  /** Runs `work` after so many ms of the machine's clock, unless cancelled. */
  readonly later: (work: () => void, ms: number) => () => void;
  readonly onHappening: (happening: Happening) => void;
  readonly onError: (error: unknown, what: string) => void;
}

export interface Keeper {
  readonly isBound: () => boolean;
  /** Unbinds if it is bound; nothing is tried again. */
  close(): Promise<void>;
}

/** Begins at once. */
export function keepBound(options: KeeperOptions): Keeper {
  const { account, adapter, onHappening } = options;
  let link: Link | null = null;
  let connecting: Connecting | null = null;
  let cancelRetry = () => {};
  let failures = 0;
  let isBound = false;
  let isOver = false;
  let whyRefused = '';

  const begin = () => {
    connecting = connect(account, speak, fail);
  };

  const fail = (why: string) => {
    connecting = null;
    if (isOver) return;
    failures += 1;
    const retryIn = retryAfter(failures, options.chance);
    onHappening({ kind: 'failed', why, retryIn });
    cancelRetry = options.later(begin, retryIn);
  };

  const speak = (socket: Socket) => {
    connecting = null;
    whyRefused = '';
    const opened = openLink({ ...options, socket, side: 'esme', handler: handlerOf(options, onClose) });
    link = opened;
    const asked = opened.request({ command: options.bind, body: bindBody(account) }, (outcome) => {
      if (isGranted(outcome)) enter(opened);
      else refused(opened, outcome);
    });
    if (!asked) opened.close('closed-here');
  };

  const enter = (opened: Link) => {
    failures = 0;
    isBound = true;
    opened.bound(STATES[options.bind]);
    adapter.join(opened);
    onHappening({ kind: 'bound' });
  };

  const refused = (opened: Link, outcome: Outcome) => {
    whyRefused = refusalOf(outcome);
    opened.close('closed-here');
  };

  const onClose = (gone: Link, reason: CloseReason) => {
    link = null;
    if (!isBound) return fail(whyRefused === '' ? `the connection ended: ${reason}` : whyRefused);
    isBound = false;
    adapter.leave(gone);
    onHappening({ kind: 'lost', reason });
    fail(`the bind was lost: ${reason}`);
  };

  begin();
  return {
    isBound: () => isBound,
    async close() {
      isOver = true;
      cancelRetry();
      connecting?.cancel();
      await link?.unbind();
    },
  };
}

function handlerOf(
  { adapter }: KeeperOptions,
  onClose: (link: Link, reason: CloseReason) => void,
): Parameters<typeof openLink>[0]['handler'] {
  return {
    onRequest(link, request) {
      if (request.command === 'deliver_sm' || request.command === 'data_sm')
        adapter.onMessage(link, request as UssdPdu);
      else link.refuse(request, 'ESME_RINVBNDSTS');
    },
    // alert_notification: the next SMS to that phone is tried anyway.
    onNotice: () => {},
    onClose,
  };
}

function bindBody({ systemId, password, systemType }: LinkAccount) {
  return {
    system_id: systemId,
    password,
    system_type: systemType,
    interface_version: INTERFACE_VERSION,
    addr_ton: 0,
    addr_npi: 0,
    address_range: '',
  };
}

function isGranted(outcome: Outcome): boolean {
  return outcome.kind === 'answered' && outcome.response.status === 0;
}

function refusalOf(outcome: Outcome): string {
  if (outcome.kind === 'lost') return `no answer to the bind: ${outcome.why}`;
  const { status } = outcome.response;
  return `the bind was refused: ${statusName(status) ?? `0x${status.toString(16)}`}`;
}
