/** Where numbers lead besides the services: applications and sinks, from the configuration. */
import { buildRoutes } from '../code/routes.ts';
import type { Destinations } from './deps.ts';

/** Nothing but services. */
export const NO_DESTINATIONS: Destinations = { findUssd: () => null, findSms: () => null };

/** Who serves what: codes with a `*` or `#` are dialled, others are short codes for SMS. */
export interface ServedCodes {
  readonly application: string;
  readonly codes: readonly string[];
}

/** Builds the table of a gateway. Where two claim one code the first has it. */
export function destinationsOf(applications: readonly ServedCodes[], sinks: readonly string[]): Destinations {
  const served = applications.flatMap(({ application, codes }) => codes.map((code) => ({ code, target: application })));
  const routes = buildRoutes(served.filter(({ code }) => isDialled(code)));
  const numbers = new Map<string, ReturnType<Destinations['findSms']>>(sinks.map((code) => [code, { kind: 'sink' }]));
  for (const { code, target } of served.toReversed()) numbers.set(code, { kind: 'application', name: target });
  return {
    findUssd(dialled) {
      const found = routes.find(dialled);
      return found && { application: found.target, code: found.code };
    },
    findSms: (number) => numbers.get(number) ?? null,
  };
}

function isDialled(code: string): boolean {
  return /[*#]/.test(code);
}
