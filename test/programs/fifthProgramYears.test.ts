/** A fifth program is a folder: what waits for partners, what falls due over three years, what is ordered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANNA, type Fifth, openFifth, PROGRAM, type Stage } from './support/fifth.ts';
import { must, typeOf } from './support/world.ts';

let fifth: Fifth;
beforeAll(async () => {
  fifth = await openFifth();
});
afterAll(() => fifth.built.remove());

describe('a purchase', () => {
  const purchase = { rub: 9000, partner: 'duty-free', percent: 20 };

  test('waits for its partner, and is credited on the 1st in the summer time of that day', async () => {
    const { world, anna } = await fifth.joined();
    const { entry } = must(await anna.event('purchase', purchase));
    expect(await anna.shown()).toMatchObject({ balance: 0, entries: [{ entry, state: 'pending', points: 1800 }] });
    expect(await anna.dial('*207*4#')).toContain('duty-free: 1800');
    expect(must(await anna.event('confirm', { entry }))).toMatchObject({
      earned: 0,
      balance: 0,
      creditsAt: '2024-03-31T21:00:00.000Z',
    });
    await world.at('2024-03-31T20:59:59.999Z');
    expect(await anna.shown()).toMatchObject({ balance: 0, status: 'blue' });
    await world.at('2024-03-31T21:00:00.000Z');
    expect(await anna.shown()).toMatchObject({
      balance: 1900,
      status: 'silver',
      entries: [{ entry, state: 'accrued' }],
    });
    expect(await anna.inbox()).toEqual([
      'duty-free, 9000 RUB: 1800 miles wait for the partner.',
      '1900 miles credited. You have: 1900.',
    ]);
  });

  test.each([
    ['duty-free', '2024-04-08T20:59:59.999Z', '2024-04-08T21:00:00.000Z'],
    ['a shop', '2024-05-08T20:59:59.999Z', '2024-05-08T21:00:00.000Z'],
  ])('of %s that nobody confirms is rejected by itself, 30 days later or 60', async (partner, before, after) => {
    const { world, anna } = await fifth.joined();
    must(await anna.event('purchase', { ...purchase, partner, percent: 10 }));
    await world.at(before);
    expect(await anna.shown()).toMatchObject({ entries: [{ state: 'pending' }] });
    await world.at(after);
    expect(await anna.shown()).toMatchObject({ balance: 0, entries: [{ state: 'rejected' }] });
    expect((await anna.inbox()).at(-1)).toBe(`${partner}, 9000 RUB: not confirmed, no miles (900).`);
  });

  test('a fourth one cannot wait beside three', async () => {
    const { anna } = await fifth.joined();
    for (const _ of [1, 2, 3]) must(await anna.event('purchase', purchase));
    const fourth = await anna.event('purchase', purchase);
    expect(fourth).toMatchObject({ status: 422, body: { type: typeOf('too-many-claims'), limit: 3 } });
  });
});

describe('orders', () => {
  test('cost less with a status, two a month, with the program’s own number of a refusal', async () => {
    const { world, anna } = await fifth.joined();
    expect(prices(await anna.catalogue())).toEqual([333, 2000, 50]);
    must(await anna.event('hotel', { nights: 7 }));
    expect(prices(await anna.catalogue())).toEqual([300, 1800, 45]);

    expect(await anna.write('orders', { code: '12' })).toMatchObject({
      status: 422,
      body: { type: typeOf('too-few-points'), missing: 800, price: 1800, refusalCode: 77 },
    });
    expect(await anna.dial('*207*3*12#')).toBe('Refused (77): 800 miles missing.');
    expect(await anna.write('orders', { codes: ['11', '12', '21'] })).toMatchObject({
      status: 422,
      body: { type: typeOf('too-many-gifts'), limit: 2 },
    });
    expect(must(await anna.write('orders', { codes: ['11', '21'] }))).toMatchObject({ price: 345, balance: 655 });
    expect(await anna.inbox()).toEqual([
      'Lounge is yours for 300, until 10 Mar 2025. Miles left: 700.',
      expect.stringMatching(/^Car rental: your code is \d{6}\. Miles left: 655\.$/),
    ]);
    expect(await anna.dial('*207*3*21#')).toBe('Accepted. The rest comes by SMS.');
    expect(await anna.write('orders', { code: '21' })).toMatchObject({
      status: 422,
      body: { type: typeOf('over-monthly-limit'), limit: 2 },
    });
    await world.at('2024-03-31T20:59:59.999Z');
    expect((await anna.write('orders', { code: '21' })).status).toBe(422);
    await world.at('2024-03-31T21:00:00.000Z');
    expect(must(await anna.write('orders', { code: '21' }))).toMatchObject({ price: 45, balance: 565 });
  });

  test('of what comes once are refused the second time', async () => {
    const { world, anna } = await fifth.joined();
    for (const _ of [1, 2, 3, 4]) must(await anna.event('hotel', { nights: 7 }));
    expect(must(await anna.write('orders', { code: '12' }))).toMatchObject({ price: 1500, balance: 2500 });
    await world.at('2024-05-01T00:00:00+03:00');
    expect(await anna.dial('*207*3*12#')).toBe('You had this gift before: Upgrade.');
  });

  test('vouchers have the sums of the file', async () => {
    const { anna } = await fifth.joined();
    must(await anna.event('hotel', { nights: 7 }));
    expect(await anna.event('voucher', { rub: 760 })).toMatchObject({
      status: 422,
      body: { type: typeOf('no-such-sum'), field: 'rub', below: 500, above: 1000 },
    });
    expect(must(await anna.event('voucher', { rub: 1000 }))).toMatchObject({ earned: 0, balance: 0 });
    expect((await anna.inbox()).at(-1)).toMatch(/^Voucher of 1000 RUB: \d{10}\. Miles left: 0\.$/);
  });
});

describe('three years of work', () => {
  /** What is so a millisecond before an instant, and from it on. */
  const CALENDAR = [
    ['the flight is credited on the 10th', '2024-04-10T00:00:00+03:00', { balance: 1000 }, { balance: 1101 }],
    ['a year: the first month that counts', '2024-07-01T00:00:00+03:00', { balance: 1101 }, { balance: 1116 }],
    ['a birthday of 29 February, on the 28th', '2025-02-28T00:00:00+02:00', { balance: 1221 }, { balance: 1721 }],
    ['one month more', '2025-03-01T00:00:00+02:00', { balance: 1721 }, { balance: 1736 }],
    [
      'the term of the status ends, and it holds again',
      '2026-03-10T12:00:00+02:00',
      { balance: 2416, status: 'silver', statusUntil: '2026-03-10T10:00:00.000Z' },
      { balance: 2416, status: 'silver', statusUntil: '2028-03-10T10:00:00.000Z' },
    ],
    [
      'the third birthday reaches the next status',
      '2027-02-28T00:00:00+02:00',
      { balance: 2581, status: 'silver', statusPoints: 2581 },
      { balance: 3081, status: 'gold', statusUntil: '2029-02-27T22:00:00.000Z' },
    ],
    [
      'the nights of the first day are 36 months old',
      '2027-03-10T12:00:00+02:00',
      { balance: 3096, status: 'gold' },
      { balance: 2096, status: 'gold' },
    ],
  ] as const;

  /** Seven nights and a flight on the first day, of a subscriber whose dates are known. */
  async function begun(): Promise<Stage> {
    const stage = await fifth.joined();
    const dates = { birthday: '02-29', memberSince: '2023-06-15T00:00:00+03:00' };
    must(await stage.world.put(`/v1/subscribers/${ANNA}`, dates));
    must(await stage.anna.event('hotel', { nights: 7 }));
    expect(must(await stage.anna.event('flight', { rub: 1999 }))).toEqual({ earned: 0, balance: 1000 });
    expect(must(await stage.anna.event('flight', { rub: 2039 }))).toMatchObject({ earned: 101, balance: 1000 });
    return stage;
  }

  const journalOf = async ({ world }: Stage) => {
    const { entries } = must(await world.get(`/v1/bonus/${PROGRAM}/${ANNA}/journal?limit=1000`));
    return (entries as readonly Record<string, unknown>[]).map(({ at, kind, note, postings }) => ({
      at,
      kind,
      note,
      postings,
    }));
  };

  test('fall due to the millisecond, whether the years pass at once or bit by bit', async () => {
    const [slow, quick] = [await begun(), await begun()];
    for (const [what, instant, before, after] of CALENDAR) {
      await slow.world.at(new Date(Date.parse(instant) - 1).toISOString());
      expect(await slow.anna.shown(), `before: ${what}`).toMatchObject(before);
      await slow.world.at(instant);
      expect(await slow.anna.shown(), what).toMatchObject(after);
    }
    await quick.world.at('2027-03-10T12:00:00+02:00');
    expect(await quick.anna.shown()).toEqual(await slow.anna.shown());
    expect(await journalOf(quick)).toEqual(await journalOf(slow));
    expect(await quick.anna.inbox()).toEqual(await slow.anna.inbox());
  });

  test('are done once where the clock is set back', async () => {
    const stage = await begun();
    await stage.world.at('2025-03-01T00:00:00+02:00');
    const before = [await stage.anna.shown(), await journalOf(stage)];
    await stage.world.at('2024-06-30T00:00:00+03:00');
    await stage.world.at('2025-03-01T00:00:00+02:00');
    expect([await stage.anna.shown(), await journalOf(stage)]).toEqual(before);
  });
});

test('the books of all these worlds are right', async () => {
  const { code, output } = await fifth.built.run(['audit', '--data', fifth.gateway.data]);
  expect(output).toMatch(/^\d+ accounts checked, 0 differences\n$/);
  expect(code).toBe(0);
});

function prices({ gifts }: Readonly<Record<string, unknown>>): readonly number[] {
  return (gifts as readonly { readonly price: number }[]).map(({ price }) => price);
}
