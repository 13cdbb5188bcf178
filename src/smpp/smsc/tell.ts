/** What the server says of itself: to the event stream with names and numbers, to the log without them. */
import type { Logger } from 'pino';
import type { CloseReason, Link } from '../link/types.ts';
import type { StatusName } from '../pdu/statuses.ts';
import type { Trouble } from '../phones/adapter.ts';
import { type BindPdu, MAIN_WORLD } from './bindChecks.ts';
import type { House, Seat } from './house.ts';
import type { Bound } from './parties.ts';

type Told = Pick<House, 'gateway' | 'log' | 'meters'>;

/** Somebody has bound. */
export function tellBind({ gateway, log, meters }: Told, { link, party, state }: Bound): void {
  const { account, world, wire } = party;
  const { id: bind, remote: address } = link;
  meters.bind(account.systemId, state, 1);
  gateway.tell(world, 'smpp.bind', undefined, { wire, bind, state, address });
  log.info({ wire, bind, state, address }, 'SMPP: bound');
}

/** A bind is gone. */
export function tellUnbind({ gateway, log, meters }: Told, { link, party, state }: Bound, reason: CloseReason): void {
  const { account, world, wire } = party;
  meters.bind(account.systemId, state, -1);
  gateway.tell(world, 'smpp.unbind', undefined, { wire, bind: link.id, reason });
  log.info({ wire, bind: link.id, reason }, 'SMPP: unbound');
}

/**
 * A bind was refused, which is told in the main world: nobody has proved to belong to another, or that there is one. The name may be
 * anything, a password included: only the event stream hears it.
 */
export function tellRefusal({ gateway, log }: Told, link: Link, { command, body }: BindPdu, status: StatusName): void {
  const { remote: address } = link;
  gateway.tell(MAIN_WORLD, 'smpp.refused', undefined, { command, status, systemId: body.system_id, address });
  log.warn({ status, address }, 'SMPP: a bind was refused');
}

/** The peer does not speak SMPP, or has lost its thread. */
export function tellBroken({ gateway, log }: Told, link: Link, { bound, world }: Seat, looksLike: string): void {
  const { id: bind, remote: address } = link;
  const wire = bound?.party.wire ?? null;
  gateway.tell(world, 'smpp.broken', undefined, { wire, bind, address, looksLike });
  log.warn({ wire, address, looksLike }, 'SMPP: the peer sent what is no PDU');
}

/** Something went wrong where no peer waits for an answer. */
export function tellTrouble(log: Logger, wire: string, trouble: Trouble): void {
  if (trouble.kind === 'error') return void log.error({ wire, err: trouble.error }, trouble.what);
  const { kind, ...more } = trouble;
  log.warn({ wire, ...more }, TROUBLES[kind]);
}

const TROUBLES: Readonly<Record<Exclude<Trouble['kind'], 'error'>, string>> = {
  'parts-abandoned': 'SMPP: the rest of an SMS never came',
  'screen-refused': 'SMPP: the far side did not take a screen',
};
