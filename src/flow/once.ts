/** Idempotency-Key: the answer is kept with the effect, in one commit, for 24 hours of world time per method, path and subscriber. */
import { hash } from 'node:crypto';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import type { Plan } from './plan.ts';
import { type Step, type TransactOptions, transactAsked } from './transact.ts';
import type { View } from './view.ts';

type Idempotency = NonNullable<Call['idempotency']>;

/** 22 base64url characters: 132 bits. */
const KEY_LENGTH = 22;

const KEPT = 24 * 60 * 60 * 1000;

interface Kept<T> {
  readonly fingerprint: string;
  readonly expiresAt: number;
  readonly result: Result<T>;
}

/** Of a step that reads no records of its own. */
export type StepOptions = Omit<TransactOptions, 'records'>;

/**
 * Runs a step that a caller may send again with the same key: same body, same answer, no second effect; other body, 409.
 * @param options.records what the step reads: the last of its records, for that of the key comes first, where there is one
 */
export function once<T>(
  deps: FlowDeps,
  call: Call,
  msisdn: string,
  step: Step<Result<T>>,
  options?: TransactOptions,
): Promise<Result<T>> {
  const { idempotency } = call;
  if (idempotency === undefined) return transactAsked(deps, call.world, msisdn, step, options);
  const guarded: Step<Result<T>> = (view) => {
    const replayed = replay<T>(view, idempotency);
    if (replayed !== null) return replayed;
    const plan = step(view);
    return 'needPeer' in plan ? plan : keep(view, idempotency, plan);
  };
  return transactAsked(deps, call.world, msisdn, guarded, {
    ...options,
    records: [keyOf(idempotency), ...(options?.records ?? [])],
  });
}

/** Key of the record that holds the answer; a step that replays or keeps must have it as its first record. */
export function keyOf({ scope, key }: Idempotency): string {
  return `i${hash('sha256', `${scope} ${key}`, 'base64url').slice(0, KEY_LENGTH)}`;
}

/** The answer given before, or the conflict; null where there is none in force. */
export function replay<T>(view: View, { fingerprint }: Idempotency): Plan<Result<T>> | null {
  const kept = keptOf<T>(view);
  if (kept === null) return null;
  return { result: kept.fingerprint === fingerprint ? kept.result : IDEMPOTENCY_CONFLICT };
}

/** The plan, which also records its answer. */
export function keep<T>(view: View, idempotency: Idempotency, plan: Plan<Result<T>>): Plan<Result<T>> {
  const expiresAt = view.now + KEPT;
  const value = JSON.stringify({
    fingerprint: idempotency.fingerprint,
    expiresAt,
    result: plan.result,
  } satisfies Kept<T>);
  const record = { key: keyOf(idempotency), seen: view.records[0]?.etag ?? '', value, expiresAt };
  return { ...plan, records: [...(plan.records ?? []), record] };
}

/** The answer to a key that came with another body before. */
export const IDEMPOTENCY_CONFLICT = {
  ok: false,
  problem: {
    type: 'idempotency-conflict',
    detail: 'This Idempotency-Key came with another body before. Send the same body, or take a new key.',
  },
} as const;

function keptOf<T>(view: View): Kept<T> | null {
  const record = view.records[0];
  if (record == null) return null;
  const kept = JSON.parse(record.value) as Kept<T>;
  return view.now < kept.expiresAt ? kept : null;
}
