/** Random histories of wires that come, go, fail and forget, and of gateways that are killed: every SMS is taken at least once. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/flow/api.ts';
import { type Store, StoreUnavailable } from '../../src/store/port.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, type FakeEnd, fakeEnd, openStage, quiet, type Stage, type Time } from './outboxStage.ts';

const WIRE = 'smpp:harness';
const PHONES = [ANN, BOB, '79160000003'] as const;

type Deed =
  | { readonly deed: 'text'; readonly phone: number }
  | { readonly deed: 'pass'; readonly ms: number }
  | { readonly deed: 'attach' | 'detach' | 'kill' | 'settle' };

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
        const of = (names: readonly string[]) => names.filter((name) => name.startsWith(msisdn));
        expect(of(history.taken)).toEqual(of(history.sent));
      }
    });
    await fc.assert(property, { numRuns: 40, seed: 20183 });
  }, 120_000);
});

interface History {
  readonly sent: readonly string[];
  readonly taken: readonly string[];
  carryOut(deed: Deed): Promise<void>;
  /** A wire that takes everything attaches, and all the time in the world passes. */
  end(): Promise<void>;
}

let worlds = 0;

async function begin(store: Store, says: readonly Reply[]): Promise<History> {
  worlds += 1;
  const world = `m${process.pid}x${worlds}`;
  const time: Time = { passed: 0 };
  const sent: string[] = [];
  const taken: string[] = [];
  const counts = new Map<string, number>();
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
      const delivery = answer();
      if (delivery === 'taken') taken.push(`${queued.to} ${queued.id}`);
      return delivery === 'silence' ? new Promise<Delivery>(() => {}) : delivery;
    }, 2);
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

  return {
    sent,
    taken,
    async carryOut(each) {
      if (each.deed === 'text') await text(PHONES[each.phone] ?? ANN);
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
