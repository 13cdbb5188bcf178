/** What an outgoing link says of itself: to the event stream, the log and the meters. */
import type { LinkAccount } from '../config.ts';
import { BIND_STATES } from '../link/states.ts';
import { type ToldBind, tellBind, tellUnbind } from '../telling/binds.ts';
import type { Audience } from '../telling/watch.ts';
import type { BindName } from './bind.ts';
import type { KeeperOptions } from './keeper.ts';

/** The wire of a link, as the gateway knows it. */
export function wireOf({ name }: Pick<LinkAccount, 'name'>): string {
  return `link:${name}`;
}

/** Who hears what happens to one of a link's binds. */
export function tellingOf(
  audience: Audience,
  account: LinkAccount,
  command: BindName,
): Pick<KeeperOptions, 'onBound' | 'onLost' | 'onFailed'> {
  const { gateway, log } = audience;
  const { world } = account;
  const wire = wireOf(account);
  const toldOf = (link: ToldBind['link']): ToldBind => ({
    link,
    state: BIND_STATES[command],
    world,
    wire,
    account: wire,
  });
  return {
    onBound: (link) => tellBind(audience, toldOf(link)),
    onLost: (link, reason) => tellUnbind(audience, toldOf(link), reason),
    onFailed(why, retryIn) {
      gateway.tell(world, 'smpp.retry', undefined, { wire, command, why, retryIn });
      log.warn({ wire, command, why, retryIn }, 'SMPP: not bound to the SMSC; it is tried again');
    },
  };
}
