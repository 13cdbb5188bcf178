import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Commit, OutboxEntry, Store, Timed, WorldState } from '../../src/store/port.ts';
import { accountOf, journalOf, ModelWorld, messagesOf, recordOf, sessionOf } from './model.ts';
import { inWorld, type OpenedPair } from './worlds.ts';

const MSISDNS = ['79160000001', '79160000002', '7916', '447911123456'];
const KEYS = ['k', 'k2', 'POST /v1/x|ё'];
const PROGRAMS = ['p', 'q'];
const QUEUES = ['smpp:a', 'smpp:a:b'];

type Part = { readonly value: string; readonly wakeAt: number | null };

/** A random step; `right` says which of its expectations hold. */
interface RandomCommit {
  readonly kind: 'commit';
  readonly msisdn: string;
  readonly right: readonly [boolean, boolean, boolean, boolean];
  readonly session: Part | 'delete' | 'leave';
  readonly account: Part | 'leave';
  readonly key: string | null;
  readonly record: Part;
  readonly messages: readonly string[];
  readonly journal: readonly { readonly program: string; readonly line: string }[];
  readonly outbox: readonly { readonly queue: string; readonly at: number; readonly value: string }[];
}

type Action =
  | RandomCommit
  | { readonly kind: 'drop'; readonly msisdn: string; readonly key: string; readonly at: number }
  | RandomRemoval
  | { readonly kind: 'turn' };

/** Removes those of a queue's first entries whose place is named; a place beyond the last is an entry that is not there. */
interface RandomRemoval {
  readonly kind: 'remove';
  readonly queue: string;
  readonly places: readonly number[];
}

const time = fc.option(fc.integer({ min: -3, max: 12 }));
const text = fc.string({ unit: 'binary', maxLength: 6 });
const part = fc.record({ value: text, wakeAt: time });
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      msisdn: fc.constantFrom(...MSISDNS),
      right: fc.tuple(mostly, mostly, mostly, mostly),
      session: fc.oneof(part, fc.constantFrom('delete' as const, 'leave' as const)),
      account: fc.oneof(part, fc.constant('leave' as const)),
      key: fc.option(fc.constantFrom(...KEYS)),
      record: part,
      messages: fc.array(text, { maxLength: 3 }),
      journal: fc.array(fc.record({ program: fc.constantFrom(...PROGRAMS), line: text }), { maxLength: 3 }),
      outbox: fc.array(
        fc.record({ queue: fc.constantFrom(...QUEUES), at: fc.integer({ min: -3, max: 12 }), value: text }),
        { maxLength: 4 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      queue: fc.constantFrom(...QUEUES),
      places: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('drop' as const),
      msisdn: fc.constantFrom(...MSISDNS),
      key: fc.constantFrom(...KEYS),
      at: fc.integer({ min: -3, max: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'turn' as const }) },
);

/** After any history of steps the store shows what a simple model shows. Each store's own test file runs it. */
export function modelContract(open: () => Promise<OpenedPair>): void {
  let pair: OpenedPair;
  beforeAll(async () => {
    pair = await open();
  });
  afterAll(() => pair.close());

  it('agrees with a simple model after any history', async () => {
    const history = fc.array(action, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(history, (actions) => inWorld(pair.store, (world) => compare(pair, world, actions))),
      { numRuns: 60 },
    );
  });
}

async function compare({ store, other }: OpenedPair, first: WorldState, actions: readonly Action[]): Promise<void> {
  const model = new ModelWorld();
  let world = first;
  for (const [i, next] of actions.entries()) {
    const who = i % 2 ? other : store;
    if (next.kind === 'turn') {
      world = { ...world, rev: world.rev + 1, clock: { offset: i, frozenAt: null } };
      expect(await who.putWorld(world)).toBe(true);
      model.rev = world.rev;
    } else if (next.kind === 'drop') {
      await who.dropRecord(world, next.msisdn, next.key, next.at);
      model.dropRecord(next.msisdn, next.key, next.at);
    } else if (next.kind === 'remove') {
      const entries = removedBy(model, next);
      await who.removeOutbox(world, next.queue, entries);
      model.removeOutbox(next.queue, entries);
    } else {
      const commit = commitFrom(model, next, `e${i}`);
      expect(await who.commit(world, commit)).toBe(model.commit(commit));
    }
  }
  await expectSame(other, world, model);
}

function removedBy(model: ModelWorld, { queue, places }: RandomRemoval): OutboxEntry[] {
  const there = model.outbox(queue, 12, 7);
  return places.map((place) => there[place] ?? { msisdn: '7916', id: 'none', at: 1, value: '' });
}

function commitFrom(model: ModelWorld, random: RandomCommit, etag: string): Commit {
  const { msisdn, right, key, session, account, record, messages, journal, outbox } = random;
  const expected = (holds: boolean, name: string) => (holds ? model.etag(name) : `${model.etag(name)}x`);
  const timed = ({ value, wakeAt }: Part): Timed => ({ etag, value, wakeAt });
  return {
    msisdn,
    expect: {
      rev: right[0] ? model.rev : model.rev + 1,
      session: expected(right[1], sessionOf(msisdn)),
      account: expected(right[2], accountOf(msisdn)),
      records: key === null ? [] : [{ key, etag: expected(right[3], recordOf(msisdn, key)) }],
    },
    ...(session !== 'leave' && { session: session === 'delete' ? null : timed(session) }),
    ...(account !== 'leave' && { account: timed(account) }),
    ...(key !== null && { records: [{ key, stored: { etag, value: record.value }, expiresAt: record.wakeAt }] }),
    messages,
    journal,
    outbox: outbox.map((write, n) => ({ ...write, id: n === 0 ? etag : `${etag}.${n}` })),
  };
}

async function expectSame(store: Store, world: WorldState, model: ModelWorld): Promise<void> {
  for (const msisdn of MSISDNS) {
    expect(await store.load(world.id, msisdn, KEYS)).toEqual({
      world,
      session: model.stored(sessionOf(msisdn)),
      account: model.stored(accountOf(msisdn)),
      records: KEYS.map((key) => model.stored(recordOf(msisdn, key))),
    });
    expect(await store.messages(world, msisdn)).toEqual(model.list(messagesOf(msisdn)));
    for (const program of PROGRAMS) {
      expect(await store.journal(world, msisdn, program, 0, 1000)).toEqual(model.list(journalOf(msisdn, program)));
    }
  }
  for (const [upTo, limit] of [
    [12, 100],
    [5, 100],
    [12, 3],
    [0, 1],
  ] as const) {
    expect(await store.due(world, upTo, limit)).toEqual(model.due(upTo, limit));
    for (const queue of QUEUES) {
      for (const from of [undefined, Number.NEGATIVE_INFINITY, -1, 4]) {
        expect(await store.outbox(world, queue, upTo, limit, from)).toEqual(model.outbox(queue, upTo, limit, from));
      }
    }
  }
  expect(await store.nextDue(world)).toBe(model.due(12, 1)[0]?.at ?? null);
  for (const kind of ['account', 'session'] as const) {
    const { msisdns } = await store.subscribers(world, kind, null, 1000);
    expect([...msisdns].sort()).toEqual(model.having(kind).sort());
  }
}
