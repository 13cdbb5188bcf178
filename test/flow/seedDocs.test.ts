/** Each seed in docs/seeds.md can be planted, and is what the page says of it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { readSeedFile } from '../../src/files/seed/seedFile.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { seededAccount } from '../../src/flow/seed/account.ts';
import { readSeed } from '../../src/flow/seed/read.ts';
import { SESSIONS } from '../support/harness.ts';
import { must } from '../support/phone.ts';

const BEGINNING = Date.parse('2018-06-15T12:00:00+03:00');

let folder: string;
let definitions: Definitions;
let blocks: readonly { readonly kind: string; readonly text: string }[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starhash-test-'));
  definitions = await loadDefinitions(SESSIONS);
  const page = await readFile(new URL('../../docs/seeds.md', import.meta.url), 'utf8');
  blocks = [...page.matchAll(/^```(yaml|csv)\n(.*?)^```$/gms)].map(([, kind = '', text = '']) => ({ kind, text }));
});
afterAll(() => rm(folder, { recursive: true }));

/** Balances by number and program. */
async function balancesOf(block: number): Promise<object> {
  const { kind, text } = blocks[block] ?? { kind: '', text: '' };
  const path = join(folder, `${block}.${kind}`);
  await writeFile(path, text);
  const { subscribers, rest } = await readSeedFile(path);
  const seed = must(await readSeed(definitions, { ...rest, subscribers }, BEGINNING));
  return Object.fromEntries(
    seed.subscribers.map((one) => {
      const { account, refused } = seededAccount(definitions, one, BEGINNING);
      expect(refused).toEqual([]);
      const memberships = Object.entries(account.programs).map(([program, { lots }]) => {
        return [program, lots.reduce((sum, { points }) => sum + points, 0)] as const;
      });
      return [one.msisdn, Object.fromEntries(memberships)];
    }),
  );
}

test.each(
  [
    [{ '79165550101': { 'mts-bonus': 40 } }],
    [{ '79165550101': { 'mts-bonus': 0 } }],
    // 4 250 / 5 - 210; 42 990 x 3 % and the first purchase.
    [{ '79165550101': { 'mts-bonus': 640 }, '79165550102': { 'mts-cashback': 1_289 + 300 } }],
    [{ '79165550101': { 'mts-bonus': 40 }, '79165550102': { robokassa: 240 } }],
    [{ '79165550101': { 'mts-bonus': 640 } }],
  ].map(([balances], block) => [block, balances] as const),
)('block %i', async (block, balances) => {
  expect(await balancesOf(block)).toMatchObject(balances as object);
});

test('these are all', () => {
  expect(blocks.map(({ kind }) => kind)).toEqual(['yaml', 'yaml', 'yaml', 'csv', 'csv']);
});
