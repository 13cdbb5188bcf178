/** The faults of a world: read and put over the API. All processes step under a change before its call answers. */
import type { Call, Result } from './api.ts';
import { worldNow } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { checkFaults } from './faults/check.ts';
import { ok } from './results.ts';
import { changeWorld, unknownWorld } from './worldChange.ts';

/** The faults being injected into the world of the call. */
export async function faults(deps: FlowDeps, call: Call): Promise<Result<Readonly<Record<string, unknown>>>> {
  const world = await deps.store.world(call.world);
  return world === null ? unknownWorld(call.world) : ok(world.faults);
}

/** Puts this set of faults in place of the old one. */
export async function putFaults(
  deps: FlowDeps,
  call: Call,
  wanted: Readonly<Record<string, unknown>>,
): Promise<Result<Readonly<Record<string, unknown>>>> {
  const wrong = checkFaults(wanted);
  if (wrong !== null) return { ok: false, problem: wrong };
  const result = await changeWorld(deps, call, (world) => ({
    state: { ...world, faults: wanted, faultsRev: world.rev + 1 },
    answer: wanted,
  }));
  if (!result.ok) return result;
  const { world, answer } = result.value;
  deps.faults.see(world);
  deps.hub.publish('faults', call.world, worldNow(world.clock, deps.machineTime()), undefined, {
    faults: told(answer),
  });
  return ok(answer);
}

/** An event tells how many numbers a fault is for, and not ten thousand of them. */
function told(faults: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(faults).map(([name, setting]) => [name, withoutNumbers(setting)]));
}

function withoutNumbers(setting: unknown): unknown {
  if (typeof setting !== 'object' || setting === null) return setting;
  const { of, ...rest } = setting as { readonly of?: readonly string[] };
  return of === undefined ? rest : { ...rest, numbers: of.length };
}
