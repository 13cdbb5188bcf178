/**
 * Idempotency-Key for what belongs to a world and to no subscriber. The answers stand in the world's state and change with
 * it in one compare-and-set, so that no second process and no crash in between can act twice.
 */
import { hash } from 'node:crypto';
import type { KeptAnswer, WorldState } from '../store/port.ts';
import type { Call, Result } from './api.ts';
import { worldNow } from './clock.ts';
import { IDEMPOTENCY_CONFLICT } from './once.ts';
import { ok } from './results.ts';

/** World time for which an answer is kept, ms. */
const KEPT = 24 * 60 * 60 * 1000;
/** A world's state is read with every step: it remembers few. */
const MOST = 8;

type Idempotency = NonNullable<Call['idempotency']>;

/** The answer given before to this key, or the conflict with another body; null where there is none in force. */
export function recall<T>(
  world: WorldState,
  idempotency: Idempotency | undefined,
  machineNow: number,
): Result<T> | null {
  if (idempotency === undefined) return null;
  const key = shortKey(idempotency);
  const kept = (world.answers ?? []).find((answer) => answer.key === key);
  if (kept === undefined || worldNow(world.clock, machineNow) >= kept.expiresAt) return null;
  return kept.fingerprint === shortBody(idempotency) ? ok(kept.answer as T) : IDEMPOTENCY_CONFLICT;
}

/** The state that also remembers this answer. */
export function remember(
  world: WorldState,
  idempotency: Idempotency | undefined,
  machineNow: number,
  answer: unknown,
): WorldState {
  if (idempotency === undefined) return world;
  const expiresAt = worldNow(world.clock, machineNow) + KEPT;
  const mine: KeptAnswer = { key: shortKey(idempotency), fingerprint: shortBody(idempotency), expiresAt, answer };
  return { ...world, answers: [...(world.answers ?? []), mine].slice(-MOST) };
}

/**
 * A name that only this key of this world leads to: asked for again, it is the same. Names made at random have no capitals;
 * seven characters, so that it fits into a system_id (`harness@…`, 15 octets).
 */
export function nameFor(world: WorldState, { scope, key }: Idempotency): string {
  const digest = hash('sha256', `${world.secret} ${scope} ${key}`, 'base64url');
  return `K${digest.replace(/[-_]/g, '').slice(0, 6)}`;
}

function shortKey({ scope, key }: Idempotency): string {
  return hash('sha256', `${scope} ${key}`, 'base64url').slice(0, 16);
}

function shortBody({ fingerprint }: Idempotency): string {
  return hash('sha256', fingerprint, 'base64url').slice(0, 16);
}
