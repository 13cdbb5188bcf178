/** What an outgoing link says of itself: to the event stream, the log and the meters. */
import type { LinkAccount } from '../config.ts';
import { type ToldBind, tellBind, tellUnbind } from '../telling/binds.ts';
import type { Audience } from '../telling/watch.ts';
import { type BindName, STATES } from './bind.ts';
import type { Happening } from './keeper.ts';

/** The wire of a link, as the gateway knows it. */
export function wireOf({ name }: Pick<LinkAccount, 'name'>): string {
  return `link:${name}`;
}

/** Tells what happened to one of a link's binds. */
export function tellHappening(audience: Audience, account: LinkAccount, bind: BindName, happening: Happening): void {
  switch (happening.kind) {
    case 'bound':
      tellBind(audience, toldOf(account, bind, happening.link));
      break;
    case 'lost':
      tellUnbind(audience, toldOf(account, bind, happening.link), happening.reason);
      break;
    case 'failed':
      tellFailure(audience, account, bind, happening);
  }
}

function toldOf(account: LinkAccount, bind: BindName, link: ToldBind['link']): ToldBind {
  const wire = wireOf(account);
  return { link, state: STATES[bind], world: account.world, wire, account: wire };
}

function tellFailure(
  { gateway, log }: Audience,
  account: LinkAccount,
  command: BindName,
  { why, retryIn }: Extract<Happening, { kind: 'failed' }>,
): void {
  const wire = wireOf(account);
  gateway.tell(account.world, 'smpp.retry', undefined, { wire, command, why, retryIn });
  log.warn({ wire, command, why, retryIn }, 'SMPP: not bound to the SMSC; it is tried again');
}
