/**
 * Faults that a wire itself must play: the flow draws them, the wire has the connection. A step reads its world anyway, and sees what
 * any process has put; a wire that refuses a request takes no step. So it looks itself: each time where it knows of such faults, so that they
 * end for all at once; else where no step has looked for a second, so that they begin everywhere within that.
 */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { Result, WireFaults, WireRequest } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { ok } from '../results.ts';
import { readSessionId } from '../sessionId.ts';
import type { Setting } from './settings.ts';

/** What a request beyond the rate is refused with: Too Many Requests (RFC 6585 §4), ESME_RTHROTTLED. */
const THROTTLED = { http: 429, smpp: 0x58 } as const;

/** See `Gateway.wireFaults`; here its promise is rejected as that of a step is. */
export type FaultsOnWire = (world: string, request: WireRequest) => Promise<Result<WireFaults | null>> | null;

/** Makes what tells wires of their faults. */
export function faultsOnWire(deps: FlowDeps): FaultsOnWire {
  const looks = new Map<string, Promise<void>>();

  const lookAround = (id: string, now: number) => {
    const look = see(deps, id, now).finally(() => looks.delete(id));
    looks.set(id, look);
    return look;
  };

  /** Who comes while a world is looked at must not overtake those who wait for that: a bind's messages keep their order. */
  const isPlain = (id: string, wire: WireRequest['wire'], now: number) =>
    !deps.faults.hasOnWire(id, wire) && deps.faults.isInSight(id, now) && !looks.has(id);

  const sight = (id: string, wire: WireRequest['wire'], now: number) => {
    if (deps.faults.hasOnWire(id, wire)) return see(deps, id, now);
    // What an earlier look found may have been ended since.
    return looks.get(id)?.then(() => again(id, wire)) ?? lookAround(id, now);
  };

  const again = async (id: string, wire: WireRequest['wire']) => {
    if (deps.faults.hasOnWire(id, wire)) await see(deps, id, deps.stopwatch());
  };

  return (id, request) => {
    const { wire } = request;
    const now = deps.stopwatch();
    const msisdn = isPlain(id, wire, now) ? null : numberOf(request);
    return msisdn === null ? null : sight(id, wire, now).then(() => ok(playedOn(deps, id, request, msisdn)));
  };
}

async function see({ store, faults }: FlowDeps, id: string, now: number): Promise<void> {
  const world = await store.world(id);
  if (world === null) faults.forget(id);
  else faults.see(world, now);
}

function playedOn(deps: FlowDeps, world: string, { wire, call }: WireRequest, msisdn: string): WireFaults | null {
  const luck = deps.faults.luckOnWire(world, msisdn);
  const fits = (setting: Setting) => call === undefined || setting.calls.includes(call);
  const rate = luck(`${wire}Throttle`, '', fits);
  const isOver = rate !== null && !deps.faults.admits(rate, deps.stopwatch());
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
