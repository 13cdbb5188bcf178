/** Faults that a wire itself must play: the flow draws them, the wire has the connection. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { WireFaults, WireRequest } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { readSessionId } from '../sessionId.ts';
import { NO_LUCK } from './board.ts';
import type { Setting } from './settings.ts';

/** What a request beyond the rate is refused with: Too Many Requests (RFC 6585 §4), ESME_RTHROTTLED. */
const THROTTLED = { http: 429, smpp: 0x58 } as const;

/** See `Gateway.wireFaults`. */
export function wireFaults(deps: FlowDeps, world: string, request: WireRequest): WireFaults | null {
  if (!deps.faults.isBusy()) return null;
  const msisdn = numberOf(request);
  const luck = msisdn === null ? NO_LUCK : deps.faults.luckOnWire(world, msisdn);
  if (msisdn === null || luck === NO_LUCK) return null;
  const { wire, call } = request;
  const fits = (setting: Setting) => call === undefined || setting.calls.includes(call);
  const rate = luck(`${wire}Throttle`, '', fits);
  const isOver = rate !== null && !deps.faults.admits(rate.setting, msisdn, deps.stopwatch());
  const reject = isOver ? THROTTLED[wire] : (luck(`${wire}Reject`, '', fits)?.setting.status ?? null);
  const cut = luck(`${wire}Cut`, '', fits)?.setting.when ?? null;
  const delay = luck(`${wire}Delay`, '', fits)?.setting.by ?? 0;
  return reject === null && cut === null && delay === 0 ? null : { reject, cut, delay };
}

function numberOf({ msisdn, sessionId }: WireRequest): string | null {
  if (sessionId !== undefined) return readSessionId(sessionId)?.msisdn ?? null;
  const read = msisdn === undefined ? null : normaliseMsisdn(msisdn);
  return read?.ok ? read.msisdn : null;
}
