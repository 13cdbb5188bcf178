/** SMPP: the SMSC, the links to those of others, and where the codes of applications lead. */
import { buildRoutes, ROUTE_REASONS } from '../code/routes.ts';
import type { Gateway } from '../flow/api.ts';
import type { Definitions, Destinations } from '../flow/deps.ts';
import { destinationsOf, type ServedCodes } from '../flow/destinations.ts';
import { readSmpp } from '../smpp/config/read.ts';
import type { SmppConfig } from '../smpp/config.ts';
import { openOutgoing } from '../smpp/esme/outgoing.ts';
import { type Pulse, startPulse } from '../smpp/link/pulse.ts';
import { type Smsc, type SmscOptions, startSmsc } from '../smpp/smsc/listen.ts';
import { type Meters, smppMeters } from '../smpp/telling/meters.ts';
import type { Logger, Opened } from './parts.ts';
import type { CallbackRoute } from './routes.ts';

/** Where SMPP listens, and who may bind; without accounts the one of the manual, and its sink. */
export interface SmppSetup extends Partial<SmppConfig> {
  readonly host: string;
  /** Port 0 picks a free one; null: not without TLS. */
  readonly port: number | null;
  readonly tls?: SmscOptions['tls'];
}

/** What both sides of SMPP share. */
export interface SmppWire {
  readonly gateway: Gateway;
  readonly log: Logger;
  readonly pulse: Pulse;
  readonly meters: Meters;
}

/** One for the SMSC and all links: their clock and their figures. */
export function smppWire(gateway: Gateway, log: Logger): SmppWire {
  return {
    gateway,
    log,
    pulse: startPulse(undefined, (err) => log.error({ err }, 'SMPP: a timer')),
    meters: smppMeters(),
  };
}

const BY_DEFAULT = readSmpp(undefined, {}).config;

/** Listens. @returns where */
export async function openSmpp(
  { host, port, tls = null, accounts = BY_DEFAULT.accounts }: SmppSetup,
  wire: SmppWire,
  opened: Opened,
): Promise<Smsc> {
  const smsc = await startSmsc({ ...wire, accounts, host, port, tls });
  opened.push(smsc.close);
  return smsc;
}

/** Binds to the SMSCs of others, also where the gateway itself does not listen for SMPP. */
export function openLinks(smpp: SmppSetup | undefined, wire: SmppWire, opened: Opened): void {
  const outgoing = openOutgoing({ ...wire, links: smpp?.links ?? [] });
  opened.push(outgoing.close);
}

/**
 * Where the codes of applications and the sinks lead. Throws with one clear sentence about a code that never comes as USSD.
 * @param routed what leads to applications elsewhere; it goes before accounts
 */
export function destinationsFor(smpp: SmppSetup | undefined, routed: readonly ServedCodes[]): Destinations {
  if (smpp === undefined) return destinationsOf(routed, []);
  const { accounts = BY_DEFAULT.accounts, sinks = BY_DEFAULT.sinks } = smpp;
  const served = [...routed, ...accounts.map(({ systemId, codes }) => ({ application: systemId, codes }))];
  const dialled = served.flatMap(({ application, codes }) => codes.map((code) => ({ code, target: application })));
  const [refused] = buildRoutes(dialled.filter(({ code }) => /[*#]/.test(code))).refused;
  if (refused === undefined) return destinationsOf(served, sinks);
  throw new Error(`The account ${refused.target} cannot serve ${refused.code}. ${ROUTE_REASONS[refused.reason]}`);
}

/** A warning for each code of a service that an account of the configuration, or a route, has taken over. */
export function takenOver(
  smpp: SmppSetup | undefined,
  routes: readonly CallbackRoute[],
  definitions: Definitions,
): readonly string[] {
  const accounts = (smpp?.accounts ?? []).flatMap(({ systemId, codes }) =>
    codes.map((code) => ({ who: `The account ${systemId}`, code })),
  );
  const routed = routes.map(({ code, url }) => ({ who: `The route to ${url.host}`, code }));
  return [...accounts, ...routed].flatMap(({ who, code }) => {
    const service = serviceAt(definitions, code);
    return service === null ? [] : `${who} has ${code}, which is a code of the service ${service}.`;
  });
}

function serviceAt({ findUssd, findSms }: Definitions, code: string): string | null {
  if (!/[*#]/.test(code)) return findSms(code)?.service.id ?? null;
  const bare = code.replace(/#$/, '');
  const found = findUssd(`${bare}#`);
  return found?.code === bare ? found.service.id : null;
}
