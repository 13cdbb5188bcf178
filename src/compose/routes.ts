/** HTTP applications behind codes (`--route`): the same in every world, for they keep nothing. */
import { callbackApplication } from '../callback/application.ts';
import { ALL_WORLDS, type Gateway } from '../flow/api.ts';
import type { ServedCodes } from '../flow/destinations.ts';
import type { Logger, Opened } from './parts.ts';

/** A code that leads to an application elsewhere. */
export interface CallbackRoute {
  /** Like `*384*77`. */
  readonly code: string;
  readonly url: URL;
}

/** What the routes serve, for the table of destinations. */
export function routedCodes(routes: readonly CallbackRoute[]): readonly ServedCodes[] {
  return routes.map(({ code }) => ({ application: nameOf(code), codes: [code] }));
}

/** The applications are there from now on. */
export function attachRoutes(
  gateway: Gateway,
  routes: readonly CallbackRoute[],
  { log, opened }: { readonly log: Logger; readonly opened: Opened },
): void {
  for (const { code, url } of routes) {
    const onTrouble = (why: string) => log.warn({ code, application: url.host, why }, 'An application gave no screen.');
    const detach = gateway.attachApplication(ALL_WORLDS, nameOf(code), callbackApplication({ url, onTrouble }));
    opened.push(async () => detach());
  }
}

/** No account has a colon in its system_id. */
function nameOf(code: string): string {
  return `route:${code}`;
}
