/** From a dialled code or a short code to the service that answers it. */
import { buildKeywords, type KeywordMatch } from '../../code/keywords.ts';
import { buildRoutes } from '../../code/routes.ts';
import type { KeywordRoute, Service, SmsRoute } from '../types.ts';

export interface UssdTarget {
  readonly service: Service;
  readonly start: string;
  /** The route that was found. */
  readonly code: string;
  /** What was dialled beyond it: answers given in advance. */
  readonly inputs: readonly string[];
}

export interface SmsTarget {
  readonly service: Service;
  readonly route: SmsRoute;
  match(text: string): KeywordMatch<KeywordRoute>;
}

export interface Router {
  /** Takes a dialled string, or its segments; null where no service has a route for it. */
  findUssd(code: string | readonly string[]): UssdTarget | null;
  findSms(shortCode: string): SmsTarget | null;
}

function smsTarget(service: Service, route: SmsRoute): SmsTarget {
  const entries = route.keywords.map((keyword) => ({ word: keyword.word, aliases: keyword.aliases, target: keyword }));
  const { match } = buildKeywords(entries);
  return { service, route, match };
}

/** The router of these services. Where two claim one code, the first has it: the compiler refuses the second. */
export function buildRouter(services: readonly Service[]): Router {
  const codes = services.flatMap((service) =>
    service.ussd.map(({ code, start }) => ({ code, target: { service, start } })),
  );
  const routes = buildRoutes(codes);
  const targets = services.flatMap((service) => service.sms.map((route) => smsTarget(service, route)));
  const shortCodes = new Map(targets.toReversed().map((target) => [target.route.shortCode, target]));
  return {
    findUssd(code) {
      const found = routes.find(code);
      return found && { ...found.target, code: found.code, inputs: found.inputs };
    },
    findSms: (shortCode) => shortCodes.get(shortCode) ?? null,
  };
}
