/** The clock of a world: read and changed over the API. All processes step under a change before its call answers. */
import type { WorldState } from '../store/port.ts';
import type { Call, ClockChange, ClockView, Result } from './api.ts';
import { applyChange, clockView, worldNow } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { ok } from './results.ts';
import { sweepOut } from './sweep.ts';
import { changeWorld, unknownWorld } from './worldChange.ts';

/** The time in the world of the call. */
export async function clock(deps: FlowDeps, call: Call): Promise<Result<ClockView>> {
  const world = await deps.store.world(call.world);
  return world === null ? unknownWorld(call.world) : ok(clockView(world.clock, deps.machineTime()));
}

/** Answers when all that fell due on the way is done. @returns the new time, or `bad-clock` */
export async function changeClock(deps: FlowDeps, call: Call, by: ClockChange): Promise<Result<ClockView>> {
  await sweepNow(deps, call.world);
  const result = await changeWorld(deps, call, (world) => {
    const changed = applyChange(world.clock, by, deps.machineTime());
    if ('type' in changed) return changed;
    const clock = { ...changed, setAt: deps.machineTime() };
    return { state: { ...world, clock }, answer: clockView(clock, deps.machineTime()) };
  });
  if (!result.ok) return result;
  const { world, answer } = result.value;
  await sweepOut(deps, world, nowIn(deps, world));
  deps.hub.publish('clock', call.world, nowIn(deps, world), undefined, { frozen: answer.frozen });
  return ok(answer);
}

function nowIn(deps: FlowDeps, { clock }: WorldState): number {
  return worldNow(clock, deps.machineTime());
}

/** What is due by the old clock is done first: set back, it would seem to lie in the future. */
async function sweepNow(deps: FlowDeps, id: string): Promise<void> {
  const world = await deps.store.world(id);
  if (world !== null) await sweepOut(deps, world, nowIn(deps, world));
}
