/** What the server says of those who bind: to the event stream with their names, to the log without them. */
import type { CloseReason, Link } from '../link/types.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { type ToldBind, tellBind, tellUnbind } from '../telling/binds.ts';
import { type BindPdu, MAIN_WORLD } from './bindChecks.ts';
import type { House } from './house.ts';
import type { Bound } from './parties.ts';

/** Somebody has bound. */
export function tellEntry(house: House, bound: Bound): void {
  tellBind(house, toldOf(bound));
}

/** A bind is gone. */
export function tellExit(house: House, bound: Bound, reason: CloseReason): void {
  tellUnbind(house, toldOf(bound), reason);
}

function toldOf({ link, state, party }: Bound): ToldBind {
  const { account, world, wire } = party;
  return { link, state, world, wire, account: account.systemId };
}

/**
 * A bind was refused, which is told in the main world: nobody has proved to belong to another, or that there is one. The name may be
 * anything, a password included: only the event stream hears it.
 */
export function tellRefusal({ gateway, log }: House, link: Link, { command, body }: BindPdu, status: StatusName): void {
  const { remote: address } = link;
  gateway.tell(MAIN_WORLD, 'smpp.refused', undefined, { command, status, systemId: body.system_id, address });
  log.warn({ status, address }, 'SMPP: a bind was refused');
}
