/** The subscribers that come with Starhash: they can be planted whenever the world begins, and are as their file says. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { issuesOfRefusal } from '../../src/files/seed/seedErrors.ts';
import { readSeedFile } from '../../src/files/seed/seedFile.ts';
import type { SeedFile } from '../../src/files/seed/writtenSeed.ts';
import type { Call } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { readSeed } from '../../src/flow/seed/read.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { SESSIONS } from '../support/harness.ts';
import { must, phone, wordOf } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const DAY = 86_400_000;

let file: SeedFile;
let seed: { readonly subscribers: readonly unknown[] };
let definitions: Definitions;
beforeAll(async () => {
  file = await readSeedFile(join(SESSIONS, 'demo.seed.yaml'));
  seed = { ...file.rest, subscribers: file.subscribers };
  definitions = await loadDefinitions(SESSIONS);
});

async function issuesAt(beginning: number) {
  const read = await readSeed(definitions, seed, beginning);
  return read.ok ? [] : issuesOfRefusal(file, read.problem).map(({ line, message }) => `${line}: ${message}`);
}

const days = (from: string, count: number) => Array.from({ length: count }, (_, day) => Date.parse(from) + day * DAY);
const around = (instant: string) => [-1, 0, 1].map((ms) => Date.parse(instant) + ms);

describe('nothing of it is refused', () => {
  test.each([
    ['on each day of four years', days('2024-01-01T12:00:00+03:00', 1_461)],
    ['at midnight of each day of a year', days('2027-01-01T00:00:00+03:00', 365)],
    ['around the new year', [...around('2027-01-01T00:00:00+03:00'), ...days('2026-12-31T23:59:59.999+03:00', 5)]],
    ['around 29 February', around('2028-02-29T00:00:00+03:00')],
    ['as soon as all its programs are open', around('2020-01-01T00:00:00+03:00')],
    ['in a far future', days('2099-12-25T12:00:00Z', 14)],
  ])('%s', async (_name, beginnings) => {
    for (const beginning of beginnings) expect(await issuesAt(beginning)).toEqual([]);
  });
});

test('a dozen, each with a name of their own', () => {
  expect(new Set(file.subscribers.map((one) => (one as { owner: string }).owner)).size).toBe(12);
});

describe.each(STORES)('planted on %s', (_, open) => {
  const harness = freshHarness(open);

  const planted = async (): Promise<Call> => {
    const clock = '2026-07-20T12:00:00+03:00';
    return { ...harness.call, world: must(await harness.gateway.createWorld(harness.call, { seed, clock })).id };
  };

  test('the members are what the file says of them', async () => {
    const { gateway, store } = harness;
    const call = await planted();
    const balance = async (program: string, number: string) => must(await gateway.bonus(call, program, number)).balance;
    expect({
      anna: await balance('mts-bonus', '79165550101'),
      boris: await balance('mts-bonus', '79165550102'),
      borisFrozen: await balance('robokassa', '79165550102'),
      vera: await balance('mts-bonus', '79165550103'),
      dmitri: await balance('robokassa', '79245550105'),
      emily: await balance('mts-bonus', '79165550106'),
      zoya: must(await gateway.bonus(call, 'mts-bonus', '79165550109')).member,
      igor: wordOf(await gateway.bonus(call, 'mts-bonus', '79165550110')),
      lidia: wordOf(await gateway.bonus(call, 'mts-bonus', '79165550112')),
    }).toEqual({
      anna: 7 * 50 + 850 + 496 - 210, // seven turns of the month after 15 years, 4 250 / 5, 1 490 / 3, 30 minutes
      boris: 640 + 50, // a taxi, a friend
      borisFrozen: 124 + 33, // 12 400 / 100, 3 350 / 100
      vera: 350,
      dmitri: 240,
      emily: 100 + 10 + 100 + 1_000, // questionnaire, e-mail, 3 001 / 30, and more than 3 000 for the first time
      zoya: false,
      igor: 'not-a-member',
      lidia: 'not-a-member',
    });
    const report = await audit({ store: { ...store, worlds: async () => [call.world] } });
    expect(report).toEqual({ accounts: 12, differences: [] });
    must(await gateway.deleteWorld(call.world));
  });

  test('nobody has an SMS, but for whom the answer was on its way', async () => {
    const { gateway } = harness;
    const call = await planted();
    for (const one of file.subscribers) {
      expect(await phone({ gateway, call }, (one as { msisdn: string }).msisdn).inbox()).toEqual([]);
    }
    const zoya = phone({ gateway, call }, '79165550109');
    must(await gateway.changeClock(call, { advance: 'PT1H' }));
    expect(await zoya.inbox()).toMatchObject([{ id: '1', from: '4555' }]);
    must(await gateway.deleteWorld(call.world));
  });
});
