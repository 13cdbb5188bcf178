/** How the state of a world is changed: one compare-and-set, whoever else is at it. */
import type { WorldState } from '../store/port.ts';
import type { Call, Problem, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { ok, problem } from './results.ts';
import { recall, remember } from './worldAnswers.ts';

/** What a change makes of a world, and what its caller is told. */
interface Changed<T> {
  readonly state: WorldState;
  readonly answer: T;
}

/** Compare-and-set on a world's state: a loser of the race looks again. A key that was answered before is answered alike. */
export async function changeWorld<T>(
  deps: Pick<FlowDeps, 'store' | 'machineTime'>,
  { world: id, idempotency }: Pick<Call, 'world' | 'idempotency'>,
  next: (world: WorldState) => Changed<T> | Problem,
): Promise<Result<{ world: WorldState; answer: T }>> {
  for (;;) {
    const world = await deps.store.world(id);
    if (world === null) return unknownWorld(id);
    const known = recall<T>(world, idempotency, deps.machineTime());
    if (known !== null) return known.ok ? ok({ world, answer: known.value }) : known;
    const changed = next(world);
    if ('type' in changed) return { ok: false, problem: changed };
    const remembered = remember(changed.state, idempotency, deps.machineTime(), changed.answer);
    const state = { ...remembered, rev: world.rev + 1 };
    if (await deps.store.putWorld(state)) return ok({ world: state, answer: changed.answer });
  }
}

/** The problem of a call about a world that is not there. */
export function unknownWorld(id: string): Result<never> {
  return problem('unknown-world', `There is no world "${id}".`);
}
