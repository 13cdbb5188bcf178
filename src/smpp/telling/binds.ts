/** Binds that begin and end, whichever side asked for them: to the event stream, the log and the meters. */
import type { BoundState, CloseReason, Link } from '../link/types.ts';
import type { Audience } from './watch.ts';

/** A bind in the eyes of others. */
export interface ToldBind {
  readonly link: Pick<Link, 'id' | 'remote'>;
  readonly state: BoundState;
  readonly world: string;
  readonly wire: string;
  /** Whose it is in the meters. */
  readonly account: string;
}

/** It stands. */
export function tellBind({ gateway, log, meters }: Audience, { link, state, world, wire, account }: ToldBind): void {
  const { id: bind, remote: address } = link;
  meters.bind(account, state, 1);
  gateway.tell(world, 'smpp.bind', undefined, { wire, bind, state, address });
  log.info({ wire, bind, state, address }, 'SMPP: bound');
}

/** It is gone. */
export function tellUnbind(
  { gateway, log, meters }: Audience,
  { link, state, world, wire, account }: ToldBind,
  reason: CloseReason,
): void {
  meters.bind(account, state, -1);
  gateway.tell(world, 'smpp.unbind', undefined, { wire, bind: link.id, reason });
  log.info({ wire, bind: link.id, reason }, 'SMPP: unbound');
}
