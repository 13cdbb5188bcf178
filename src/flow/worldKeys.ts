/**
 * Which world an Idempotency-Key made: a record in the world of the call, 24 hours of its time, under a subscriber of its
 * own. Not in the world's state, which every step reads: there may be thousands. It is written when the world is finished,
 * so that a key without a record is one whose request died, and a record without its world is one that was deleted.
 */
import { type Stored, UnknownWorld, type WorldState } from '../store/port.ts';
import type { Call, Result } from './api.ts';
import { worldNow } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { IDEMPOTENCY_CONFLICT, keyOf } from './once.ts';
import { ok } from './results.ts';
import { nameFor } from './worldAnswers.ts';

/** World time for which a key is kept, ms. */
const KEPT = 24 * 60 * 60 * 1000;

type KeyedCall = Required<Pick<Call, 'world' | 'idempotency'>>;

interface Made {
  readonly id: string;
  readonly fingerprint: string;
  /** World time, epoch ms. */
  readonly expiresAt: number;
}

export interface Recalled {
  /** The name that the key gives to its world. */
  readonly id: string;
  /** What was answered, or the conflict with another body; null where nothing was answered yet. */
  readonly answer: Result<{ id: string }> | null;
}

/** @throws StoreUnavailable, UnknownWorld */
export async function recallMade(deps: FlowDeps, call: KeyedCall): Promise<Recalled> {
  const { id, answer } = await look(deps, call);
  return { id, answer };
}

/**
 * Remembers what the key made, unless somebody else has.
 * @returns what the key is answered with
 * @throws StoreUnavailable, UnknownWorld
 */
export async function rememberMade(deps: FlowDeps, call: KeyedCall, id: string): Promise<Result<{ id: string }>> {
  for (;;) {
    const { world, home, record, answer } = await look(deps, call);
    if (answer !== null) return answer;
    const expiresAt = worldNow(world.clock, deps.machineTime()) + KEPT;
    const made: Made = { id, fingerprint: call.idempotency.fingerprint, expiresAt };
    const stored = { etag: deps.random.etag(), value: JSON.stringify(made) };
    const key = keyOf(call.idempotency);
    const result = await deps.store.commit(world, {
      msisdn: home,
      expect: { rev: world.rev, session: '', account: '', records: [{ key, etag: record?.etag ?? '' }] },
      records: [{ key, stored, expiresAt }],
    });
    if (result !== 'committed') continue;
    deps.onDeadline(world.id, expiresAt);
    return ok({ id });
  }
}

interface Looked extends Recalled {
  readonly world: WorldState;
  /** The subscriber under which the record stands. */
  readonly home: string;
  readonly record: Stored | null;
}

async function look({ store, machineTime }: FlowDeps, { world: id, idempotency }: KeyedCall): Promise<Looked> {
  const known = await store.world(id);
  if (known === null) throw new UnknownWorld(id);
  const name = nameFor(known, idempotency);
  const home = `#${name}`;
  const { world, records } = await store.load(id, home, [keyOf(idempotency)]);
  const record = records[0] ?? null;
  return { id: name, world, home, record, answer: answerIn(record, idempotency, worldNow(world.clock, machineTime())) };
}

function answerIn(record: Stored | null, { fingerprint }: KeyedCall['idempotency'], now: number): Recalled['answer'] {
  const made = record === null ? null : (JSON.parse(record.value) as Made);
  if (made === null || now >= made.expiresAt) return null;
  return made.fingerprint === fingerprint ? ok({ id: made.id }) : IDEMPOTENCY_CONFLICT;
}
