import { nanoid } from 'nanoid';
import type { Commit, OutboxEntry, OutboxWrite, Store, Timed, WorldState } from '../../src/store/port.ts';

/** Two openings of one store, as two gateway processes have them. */
export interface OpenedPair {
  readonly store: Store;
  readonly other: Store;
  close(): Promise<void>;
}

/** A fresh world's first state; its id and incarnation are nobody else's. */
export function newWorldState(more: Partial<WorldState> = {}): WorldState {
  const clock = { offset: 0, frozenAt: null };
  return { id: `t-${nanoid(10)}`, rev: 1, incarnation: newIncarnation(), clock, faults: {}, secret: nanoid(), ...more };
}

/** An incarnation's name, in the letters that the port allows. */
export function newIncarnation(): string {
  return `t${nanoid(10).replaceAll('_', '.')}`;
}

/** Runs a test in a world of its own, which is deleted whatever happens. */
export async function inWorld(store: Store, test: (world: WorldState) => Promise<void>): Promise<void> {
  const world = newWorldState();
  await store.createWorld(world);
  try {
    await test(world);
  } finally {
    await store.deleteWorld(world.id);
  }
}

export interface Expected {
  readonly rev?: number;
  readonly session?: string;
  readonly account?: string;
  readonly records?: Commit['expect']['records'];
}

/** A commit for one subscriber; nothing is there before it unless `expected` says so. */
export function commitOf(msisdn: string, writes: Omit<Commit, 'msisdn' | 'expect'>, expected: Expected = {}): Commit {
  return { msisdn, expect: { rev: 1, session: '', account: '', records: [], ...expected }, ...writes };
}

/** A value to write. */
export function timed(etag: string, value = `value of ${etag}`, wakeAt: number | null = null): Timed {
  return { etag, value, wakeAt };
}

/** Test numbers, spread over all shards. */
export function msisdnAt(index: number): string {
  return String(79_160_000_000 + index * 7);
}

/** An entry as an outbox should show it. */
export function waiting(msisdn: string, id: string, at: number, value = `value of ${id}`): OutboxEntry {
  return { msisdn, id, at, value };
}

/** The same entry as a commit writes it. */
export function outboxWrite(queue: string, { id, at, value }: OutboxEntry): OutboxWrite {
  return { queue, id, at, value };
}
