/**
 * Random histories of wires that come, go, fail and forget, of phones that are away, and of gateways that are killed: every SMS
 * is taken at least once, and nobody waits for others.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/flow/api.ts';
import { entryOf } from '../../src/flow/outbox/entries.ts';
import { type Store, StoreUnavailable } from '../../src/store/port.ts';
import { MACHINE_TIME } from '../support/harness.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, type FakeEnd, fakeEnd, openStage, quiet, type Stage, type Time } from './outboxStage.ts';

const WIRE = 'smpp:harness';
const PHONES = [ANN, BOB, '79160000003'] as const;

/** Phones that get many at once, from a process that is gone. */
const FLOODED = ['79160000004', '79160000005'] as const;

type Deed =
  | { readonly deed: 'flood'; readonly phone: number; readonly count: number }
  | { readonly deed: 'away' | 'back'; readonly phone: number }
  | { readonly deed: 'text'; readonly phone: number }
  | { readonly deed: 'pass'; readonly ms: number }
  | { readonly deed: 'attach' | 'detach' | 'kill' | 'settle' };

const anyone = fc.nat({ max: PHONES.length + FLOODED.length - 1 });

/** Where some are away: several hands full for few of them. */
const crowd: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ deed: fc.constant('text' as const), phone: fc.nat({ max: PHONES.length - 1 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      deed: fc.constant('flood' as const),
      phone: fc.nat({ max: FLOODED.length - 1 }),
      count: fc.constantFrom(1, 10, 300, 499, 500, 501, 1_200),
    }),
  },
  { weight: 3, arbitrary: fc.record({ deed: fc.constant('away' as const), phone: anyone }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('back' as const), phone: anyone }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('pass' as const), ms: fc.constantFrom(100, 1_000, 2_500) }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constantFrom('attach' as const, 'detach', 'settle') }) },
);

/** What an end says; `silence` = it never answers. */
type Reply = Delivery | 'silence';

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ deed: fc.constant('text' as const), phone: fc.nat({ max: PHONES.length - 1 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ deed: fc.constant('pass' as const), ms: fc.constantFrom(100, 1_000, 2_500, 70_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ deed: fc.constantFrom('attach' as const, 'detach', 'kill', 'settle', 'settle') }),
  },
);

const reply = (disturbed: boolean): fc.Arbitrary<Reply> =>
  disturbed
    ? fc.constantFrom('taken', 'taken', 'later', 'lost', 'silence')
    : fc.constantFrom('taken', 'taken', 'later');

describe.each(STORES)('random histories on %s', (_, open) => {
  let opened: OpenedStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('whatever happens: taken at least once, and gone from the store then', async () => {
    const replies = fc.array(reply(true), { minLength: 1, maxLength: 20 });
    const property = fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 25 }), replies, async (deeds, says) => {
      const history = await begin(opened.store, says);
      for (const each of deeds) await history.carryOut(each);
      await history.end();
      expect(new Set(history.taken)).toEqual(new Set(history.sent));
    });
    await fc.assert(property, { numRuns: 40, seed: 20182 });
  }, 120_000);

  test('where nobody is killed and nothing gets lost: exactly once, and each phone’s in order', async () => {
    const calm = deed.filter((each) => each.deed === 'text' || each.deed === 'pass' || each.deed === 'settle');
    const replies = fc.array(reply(false), { minLength: 1, maxLength: 20 });
    const property = fc.asyncProperty(fc.array(calm, { minLength: 3, maxLength: 25 }), replies, async (deeds, says) => {
      const history = await begin(opened.store, [...says, 'taken']);
      await history.carryOut({ deed: 'attach' });
      for (const each of deeds) await history.carryOut(each);
      await history.end();
      for (const msisdn of PHONES) {
        expect(namesOf(history.taken, msisdn)).toEqual(namesOf(history.sent, msisdn));
      }
    });
    await fc.assert(property, { numRuns: 40, seed: 20183 });
  }, 120_000);

  test('whoever is away: all others get theirs before long, each in order; they too, once they are back', async () => {
    const deeds = fc.array(crowd, { minLength: 3, maxLength: 20 });
    const property = fc.asyncProperty(deeds, fc.integer({ min: 1, max: 20 }), async (deeds, capacity) => {
      const history = await begin(opened.store, ['taken'], capacity);
      for (const each of deeds) await history.carryOut(each);
      await history.carryOut({ deed: 'attach' });
      for (let looks = 0; looks < 4; looks += 1) {
        await history.carryOut({ deed: 'settle' });
        await history.carryOut({ deed: 'pass', ms: 2_500 });
      }
      await history.carryOut({ deed: 'settle' });
      const waiting = history.sent.filter((name) => !history.taken.includes(name));
      expect(waiting.filter((name) => !history.isAway(phoneOf(name)))).toEqual([]);
      await history.end();
      for (const msisdn of [...PHONES, ...FLOODED]) {
        expect(namesOf(history.taken, msisdn)).toEqual(namesOf(history.sent, msisdn));
      }
    });
    await fc.assert(property, { numRuns: 25, seed: 20184 });
  }, 120_000);
});

function phoneOf(name: string): string {
  return name.slice(0, name.indexOf(' '));
}

function namesOf(names: readonly string[], msisdn: string): readonly string[] {
  return names.filter((name) => phoneOf(name) === msisdn);
}

interface History {
  readonly sent: readonly string[];
  readonly taken: readonly string[];
  isAway(msisdn: string): boolean;
  carryOut(deed: Deed): Promise<void>;
  /** A wire that takes everything attaches, and all the time in the world passes. */
  end(): Promise<void>;
}

let worlds = 0;

async function begin(store: Store, says: readonly Reply[], capacity = 2): Promise<History> {
  worlds += 1;
  const world = `m${process.pid}x${worlds}`;
  const time: Time = { passed: 0 };
  const sent: string[] = [];
  const taken: string[] = [];
  const counts = new Map<string, number>();
  const away = new Set<string>();
  let said = 0;
  let lives = 0;
  let detach = () => {};
  let end: FakeEnd = fakeEnd();

  const live = async () => {
    lives += 1;
    const mortal = mortalStore(store);
    return {
      kill: mortal.kill,
      stage: await openStage(mortal.store, { world, time, tag: String.fromCharCode(96 + lives) }),
    };
  };
  let { kill, stage } = await live();

  const attach = (answer: () => Reply) => {
    end = fakeEnd((queued) => {
      const delivery = away.has(queued.to) ? 'later' : answer();
      if (delivery === 'taken') taken.push(`${queued.to} ${queued.id}`);
      return delivery === 'silence' ? new Promise<Delivery>(() => {}) : delivery;
    }, capacity);
    detach = stage.attach(WIRE, end);
  };

  const next = (): Reply => {
    said += 1;
    return says[said % says.length] ?? 'taken';
  };

  const text = async (msisdn: string) => {
    await stage.phone(msisdn, WIRE).sms('4555', 'Бонус');
    counts.set(msisdn, (counts.get(msisdn) ?? 0) + 1);
    sent.push(`${msisdn} ${counts.get(msisdn)}`);
  };

  const flood = async (to: string, count: number) => {
    const state = await store.world(world);
    if (state === null) throw new Error('The world is gone.');
    const outbox = Array.from({ length: count }, () => {
      const id = `f${sent.length}`;
      const at = MACHINE_TIME + time.passed + sent.length / 2 ** 10;
      sent.push(`${to} ${id}`);
      return entryOf({ queue: WIRE, id, at }, '', { kind: 'to-phone', id, from: '4555', to, text: '' }, at);
    });
    const expected = { rev: state.rev, session: '', account: '', records: [] };
    expect(await store.commit(state, { msisdn: `${to}0`, expect: expected, outbox })).toBe('committed');
  };

  const numberAt = (phone: number) => [...PHONES, ...FLOODED][phone] ?? ANN;

  return {
    sent,
    taken,
    isAway: (msisdn) => away.has(msisdn),
    async carryOut(each) {
      if (each.deed === 'text') await text(PHONES[each.phone] ?? ANN);
      if (each.deed === 'flood') await flood(FLOODED[each.phone] ?? ANN, each.count);
      if (each.deed === 'away') away.add(numberAt(each.phone));
      if (each.deed === 'back') away.delete(numberAt(each.phone));
      if (each.deed === 'pass') await stage.pass(each.ms);
      if (each.deed === 'settle') await quiet(stage, end);
      if (each.deed === 'attach') attach(next);
      if (each.deed === 'detach') detach();
      if (each.deed === 'kill') {
        kill();
        await stage.stop();
        ({ kill, stage } = await live());
      }
    },
    async end() {
      away.clear();
      detach();
      attach(() => 'taken');
      await eventually(() => allTaken(stage, time, end), 'an empty outbox');
      await stage.stop();
      await store.deleteWorld(world);
    },
  };
}

async function allTaken(stage: Stage, time: Time, end: FakeEnd): Promise<boolean> {
  if (time.passed < 1e9) await stage.pass(61_000);
  await quiet(stage, end);
  return (await stage.waiting(WIRE)).length === 0;
}

/** The store as a process sees it that can be killed: then nothing of it gets through any more. */
function mortalStore(store: Store): { store: Store; kill: () => void } {
  let isDead = false;
  const mortal = new Proxy(store, {
    get(target, name: keyof Store) {
      const member = target[name];
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        if (isDead) return Promise.reject(new StoreUnavailable('this process was killed'));
        return (member as (...all: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  return {
    store: mortal,
    kill() {
      isDead = true;
    },
  };
}
