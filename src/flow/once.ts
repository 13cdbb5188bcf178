/** Idempotency-Key: the answer is kept with the effect, in one commit, for 24 hours of world time per method, path and subscriber. */
import { createHash } from 'node:crypto';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import type { Plan } from './plan.ts';
import { type Step, transact } from './transact.ts';
import type { View } from './view.ts';

const KEPT = 24 * 60 * 60 * 1000;

interface Kept<T> {
  readonly fingerprint: string;
  readonly expiresAt: number;
  readonly result: Result<T>;
}

/** Runs a step that a caller may send again with the same key: same body, same answer, no second effect; other body, 409. */
export function once<T>(deps: FlowDeps, call: Call, msisdn: string, step: Step<Result<T>>): Promise<Result<T>> {
  const { idempotency } = call;
  if (idempotency === undefined) return transact(deps, call.world, msisdn, step);
  const key = `i${digest(`${idempotency.scope} ${idempotency.key}`)}`;
  const guarded: Step<Result<T>> = (view) =>
    replay(view, idempotency.fingerprint) ?? keep(view, key, idempotency.fingerprint, step);
  return transact(deps, call.world, msisdn, guarded, { records: [key] });
}

function replay<T>(view: View, fingerprint: string): Plan<Result<T>> | null {
  const kept = keptOf<T>(view);
  if (kept === null) return null;
  return { result: kept.fingerprint === fingerprint ? kept.result : CONFLICT };
}

const CONFLICT = {
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

function keep<T>(view: View, key: string, fingerprint: string, step: Step<Result<T>>): ReturnType<Step<Result<T>>> {
  const plan = step(view);
  if ('needPeer' in plan) return plan;
  const expiresAt = view.now + KEPT;
  const value = JSON.stringify({ fingerprint, expiresAt, result: plan.result } satisfies Kept<T>);
  return { ...plan, records: [...(plan.records ?? []), { key, seen: view.records[0]?.etag ?? '', value, expiresAt }] };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
