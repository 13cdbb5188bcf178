/** Random histories with simultaneous requests, while the store fails between any two calls: nothing is lost, nothing doubled. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../src/bonus/types.ts';
import type { BonusWrite, Result } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import { decodeAccount } from '../../src/flow/codec.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { keyed, must, phone } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';
const MEMBERS = ['79160000001', '79160000002', '79160000003'] as const;

interface Deed {
  readonly who: number;
  readonly what: 'taxi' | 'order' | 'give' | 'leave' | 'join';
  readonly points: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  who: fc.nat({ max: MEMBERS.length - 1 }),
  what: fc.constantFrom('taxi', 'taxi', 'order', 'give', 'give', 'leave', 'join'),
  points: fc.integer({ min: 1, max: 400 }),
});

/** Deeds of one round are asked for at once; in each round the store fails at one call, before or after its effect. */
const round = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 4 }),
  failAt: fc.integer({ min: 1, max: 24 }),
  lost: fc.boolean(),
});

describe.each(STORES)('crashes between store calls: %s', (_, open) => {
  let opened: OpenedStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('every deed happens exactly once, the books agree, nothing stays on its way', async () => {
    const property = fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
      const { store, crashes } = crashingStore(opened.store);
      const harness = await openHarness(store);
      const history = new History(harness);
      await history.begin();
      for (const { deeds, failAt, lost } of rounds) {
        crashes.plan(failAt, lost);
        const done = deeds.map((each) => history.carryOut(each));
        await Promise.all(done);
        crashes.calm();
      }
      await history.recover();
      await history.check();
      await harness.stop();
    });
    await fc.assert(property, { numRuns: 40, seed: 20181 });
  });
});

/** Sends deeds as a careful client does: the same key until it is answered. */
class History {
  private count = 0;
  private earned = 0;
  private readonly harness: Harness;

  constructor(harness: Harness) {
    this.harness = harness;
  }

  async begin(): Promise<void> {
    for (const msisdn of MEMBERS) {
      must(await this.write(msisdn, { op: 'register', channel: 'ussd' }));
      must(await this.earn(msisdn, 1000));
    }
  }

  async carryOut({ who, what, points }: Deed): Promise<void> {
    const msisdn = MEMBERS[who] ?? MEMBERS[0];
    if (what === 'taxi') await this.earn(msisdn, points);
    if (what === 'order') await this.write(msisdn, { op: 'order', codes: ['32'] });
    if (what === 'leave') await this.write(msisdn, { op: 'deactivate', channel: 'ussd' });
    if (what === 'join') await this.write(msisdn, { op: 'register', channel: 'ussd' });
    if (what === 'give') await this.give(msisdn, MEMBERS[(who + 1) % MEMBERS.length] ?? MEMBERS[0], points);
  }

  private async earn(msisdn: string, rub: number) {
    const result = await this.write(msisdn, { op: 'event', kind: 'taxi', values: { rub } });
    if (result.ok) this.earned += Number(result.value.earned);
    return result;
  }

  private async give(from: string, to: string, points: number): Promise<void> {
    const asked = await this.write(from, { op: 'transfer', to, points });
    if (!asked.ok) return;
    const messages = await this.untilAnswered(() => this.harness.gateway.messages(this.harness.call, from, {}));
    const code =
      /^\d{4}/.exec(must(messages).messages.findLast(({ text }) => /^\d{4}/.test(text))?.text ?? '')?.[0] ?? '';
    await this.write(from, { op: 'confirm', id: String(asked.value.id), code });
  }

  private async write(msisdn: string, write: BonusWrite) {
    this.count += 1;
    const call = keyed(this.harness.call, `POST ${msisdn} ${write.op}`, `k${this.count}`, write);
    return this.untilAnswered(() => this.harness.gateway.bonusWrite(call, PROGRAM, msisdn, write));
  }

  private async untilAnswered<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    for (let tries = 0; tries < 20; tries += 1) {
      const result = await ask();
      if (result.ok || result.problem.type !== 'store-unavailable') return result;
    }
    throw new Error('never answered');
  }

  /** What a gateway does after a crash: it works off the deadlines that stand in the store. */
  async recover(): Promise<void> {
    must(await this.harness.gateway.changeClock(this.harness.call, { advance: 'PT1S' }));
  }

  async check(): Promise<void> {
    const { differences } = await audit({ store: this.harness.deps.store });
    expect(differences.filter(({ world }) => world === this.harness.world)).toEqual([]);
    const totals: Record<string, number> = { points: 0, reserved: 0, transit: 0, earned: 0, spent: 0, burned: 0 };
    for (const msisdn of MEMBERS) {
      for (const { account, points } of await this.postings(msisdn)) totals[account] = (totals[account] ?? 0) + points;
    }
    expect(totals.reserved).toBe(0);
    expect(totals.transit).toBe(0);
    expect(-(totals.earned ?? 0)).toBe(this.earned);
    expect(totals.points).toBe(this.earned - (totals.spent ?? 0) - (totals.burned ?? 0));
  }

  private async postings(msisdn: string) {
    const { store } = this.harness.deps;
    const { world, account } = await store.load(this.harness.world, msisdn);
    const membership = account === null ? undefined : decodeAccount(account.value).account.programs[PROGRAM];
    expect(membership?.reservations).toEqual([]);
    const lines = await store.journal(world, msisdn, PROGRAM, 0, 10_000);
    const requests = lines.map((line) => JSON.parse(line) as JournalEntry);
    const effects = requests.map(({ request, kind }) => `${request} ${kind}`).filter((name) => !name.includes('burn'));
    expect(new Set(effects).size).toBe(effects.length);
    return requests.flatMap(({ postings }) => postings);
  }
}

describe.each(STORES)('a lost reply, without any Idempotency-Key: %s', (_, open) => {
  test('whatever call of a step fails silently, the step happens once and is answered', async () => {
    const opened = await open();
    const { store, crashes } = crashingStore(opened.store);
    const harness = await openHarness(store);
    const [ann] = MEMBERS;
    must(await harness.gateway.bonusWrite(harness.call, PROGRAM, ann, { op: 'register', channel: 'ussd' }));
    must(
      await harness.gateway.bonusWrite(harness.call, PROGRAM, ann, {
        op: 'event',
        kind: 'taxi',
        values: { rub: 1000 },
      }),
    );
    const inbox = phone(harness, ann);
    await inbox.inbox();
    crashes.plan(2, true);
    expect((await inbox.dial('*111*455*32#')).text).toContain('Принято');
    expect(must(await harness.gateway.bonus(harness.call, PROGRAM, ann)).balance).toBe(940);
    expect(await inbox.inbox()).toHaveLength(1);
    await inbox.dial('*111*455#');
    crashes.plan(2, true);
    expect((await inbox.answer('2')).text).toContain('Подарки');
    crashes.plan(2, true);
    expect((await inbox.answer('1')).text).toContain('210');
    expect(crashes.calm()).toBe(3);
    await harness.stop();
    await opened.close();
  });
});

describe('a gateway that dies between reserve, credit and finish', () => {
  test.each(STORES)('%s: another one drives the transfer on, once', async (_, open) => {
    const opened = await open();
    for (const lost of [false, true]) {
      for (let failAt = 1; failAt <= 12; failAt += 1) await dieAt(opened, failAt, lost);
    }
    await opened.close();
  });

  async function dieAt(opened: OpenedStore, failAt: number, lost: boolean): Promise<void> {
    const { store, crashes } = crashingStore(opened.store);
    const dying = await openHarness(store, { tag: 'd' });
    const [from, to] = MEMBERS;
    for (const msisdn of [from, to]) {
      must(await dying.gateway.bonusWrite(dying.call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
    }
    must(
      await dying.gateway.bonusWrite(dying.call, PROGRAM, from, { op: 'event', kind: 'taxi', values: { rub: 1000 } }),
    );
    const { id } = must(await dying.gateway.bonusWrite(dying.call, PROGRAM, from, { op: 'transfer', to, points: 300 }));
    const code = (await phone(dying, from).inbox()).at(-1)?.text.slice(0, 4) ?? '';
    crashes.plan(failAt, lost);
    await dying.gateway.bonusWrite(dying.call, PROGRAM, from, { op: 'confirm', id: String(id), code });
    crashes.calm();
    const other = await openHarness(opened.store, { world: dying.world, tag: 'o' });
    must(await other.gateway.changeClock(other.call, { advance: 'PT1S' }));
    const balances = await Promise.all(
      [from, to].map(async (msisdn) => must(await other.gateway.bonus(other.call, PROGRAM, msisdn)).balance),
    );
    expect(
      [
        [1000, 0],
        [700, 300],
      ],
      `store call ${failAt}, ${lost ? 'reply lost' : 'not done'}`,
    ).toContainEqual(balances);
    const { differences } = await audit({ store: opened.store });
    expect(differences).toEqual([]);
    await other.stop();
    await dying.stop();
  }
});
