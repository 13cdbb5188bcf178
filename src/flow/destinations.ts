/** Where numbers lead besides the services: applications and sinks, from the configuration. */
import { normaliseMsisdn } from '../code/msisdn.ts';
import { buildRoutes } from '../code/routes.ts';
import type { Destinations } from './deps.ts';

/** Nothing but services. */
export const NO_DESTINATIONS: Destinations = { findUssd: () => null, findSms: () => null };

/** Who serves what: codes with a `*` or `#` are dialled, others are short codes for SMS. */
export interface ServedCodes {
  readonly application: string;
  readonly codes: readonly string[];
}

type Receiver = ReturnType<Destinations['findSms']>;

/**
 * Builds the table of a gateway. Where two claim one code the first has it. A number too long for a short code (an 8 800 one) is
 * found in any form in which a phone number is written.
 */
export function destinationsOf(applications: readonly ServedCodes[], sinks: readonly string[]): Destinations {
  const served = applications.flatMap(({ application, codes }) => codes.map((code) => ({ code, target: application })));
  const routes = buildRoutes(served.filter(({ code }) => isDialled(code)));
  const numbers = new Map<string, Receiver>();
  const put = (code: string, receiver: Receiver) => numbers.set(code, receiver).set(international(code), receiver);
  for (const code of sinks) put(code, { kind: 'sink' });
  for (const { code, target } of served.toReversed()) put(code, { kind: 'application', name: target });
  const hasLong = [...numbers.keys()].some((code) => normaliseMsisdn(code).ok);
  return {
    findUssd(dialled) {
      const found = routes.find(dialled);
      return found && { application: found.target, code: found.code };
    },
    findSms: (number) => numbers.get(number) ?? (hasLong ? numbers.get(international(number)) : null) ?? null,
  };
}

function isDialled(code: string): boolean {
  return /[*#]/.test(code);
}

function international(code: string): string {
  const read = normaliseMsisdn(code);
  return read.ok ? read.msisdn : code;
}
