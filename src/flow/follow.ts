/** What happens once a plan is in the store, outside of the subscriber's queue: others are told, or asked, and may have the last word. */
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { keep, keyOf } from './once.ts';
import type { Plan } from './plan.ts';
import { type NeedPeer, type Step, transact } from './transact.ts';
import type { View } from './view.ts';

export interface Follow<T> {
  /** Takes the plan's result; gives the caller's. */
  run(result: T): T | Promise<T>;
  /** The plan was not committed: another takes its place, or none. */
  cancel?(): void;
}

export interface FollowedPlan<T> extends Plan<T> {
  /** Absent where nothing follows. */
  readonly follow?: Follow<T> | undefined;
}

/**
 * Runs a step by `run` (`act`, `transact`), then what follows the plan that stood. A repeated call that gets its kept answer
 * makes no plan: nothing follows.
 */
export function followed<T>(
  run: (step: Step<T>) => Promise<T>,
  step: (view: View) => FollowedPlan<T> | NeedPeer,
): Promise<T> {
  let follow: Follow<T> | undefined;
  const stepped = run((view) => {
    follow?.cancel?.();
    const plan = step(view);
    follow = 'needPeer' in plan ? undefined : plan.follow;
    return plan;
  });
  return stepped.then(
    (result) => (follow === undefined ? result : follow.run(result)),
    (error) => {
      follow?.cancel?.();
      throw error;
    },
  );
}

/** Only tells others; the result stays. */
export function telling<T>(tell: () => void): Follow<T> {
  return {
    run(result) {
      tell();
      return result;
    },
  };
}

/** First one (if there is one), then the other, which has the last word. */
export function inTurn<T>(first: Follow<T> | undefined, last: Follow<T>): Follow<T> {
  if (first === undefined) return last;
  return {
    cancel() {
      first.cancel?.();
      last.cancel?.();
    },
    run: async (result) => last.run(await first.run(result)),
  };
}

/** The second commit, of what followed the first: its result takes the place of the one kept under the caller's key. */
export function conclude<T>(
  deps: FlowDeps,
  call: Call,
  msisdn: string,
  step: (view: View) => Plan<Result<T>>,
): Promise<Result<T>> {
  const { idempotency } = call;
  if (idempotency === undefined) return transact(deps, call.world, msisdn, step);
  const kept = (view: View) => keep(view, idempotency, step(view));
  return transact(deps, call.world, msisdn, kept, { records: [keyOf(idempotency)] });
}
