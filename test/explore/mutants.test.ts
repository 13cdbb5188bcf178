/** Deliberately broken definitions: who finds each of them. What is left is for the scripts that are shipped. */
import { afterAll, describe, expect, test } from 'vitest';
import { type Finder, findersOf, folderOf, MUTANTS, SOUND } from './mutants.ts';

const scores = new Map<string, readonly Finder[]>();

afterAll(() => {
  const rows = MUTANTS.map((mutant) => ({ mutant, found: scores.get(mutant.what) ?? [] }));
  const count = (finder: Finder) => rows.filter(({ found }) => found[0] === finder).length;
  const left = rows.filter(({ found }) => found.length === 0).map(({ mutant }) => mutant.what);
  console.log(
    `${MUTANTS.length} mutants: lint finds ${count('lint')}, explore ${count('explore')} more; for scripts: ${left.length}`,
  );
});

test('the shipped service is sound', async () => {
  expect(await findersOf(SOUND)).toEqual([]);
});

test('there are enough mutants, each of its own name, of every kind', () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(MUTANTS.map(({ what }) => what)).size).toBe(MUTANTS.length);
  expect([...new Set(MUTANTS.map(({ kind }) => kind))]).toEqual([
    'option',
    'text',
    'limit',
    'state',
    'plural',
    'keyword',
  ]);
});

describe('who finds out', () => {
  test.each(MUTANTS)('$kind: $what: $finder', { timeout: 30_000 }, async (mutant) => {
    const found = await findersOf(folderOf(mutant));
    scores.set(mutant.what, found);
    expect(found[0] ?? 'scripts').toBe(mutant.finder);
  });
});

test('scripts are asked of what can be used, and of nothing else', async () => {
  const asked: object[] = [];
  const scripts = async (folder: object) => {
    asked.push(folder);
    return false;
  };
  const [unusable, usable] = ['an end is gone', 'less time to think'].map((name) => {
    const mutant = MUTANTS.find(({ what }) => what === name);
    if (mutant === undefined) throw new Error(name);
    return folderOf(mutant);
  });
  expect(await findersOf(unusable ?? SOUND, scripts)).toEqual(['lint']);
  expect(await findersOf(usable ?? SOUND, scripts)).toEqual(['scripts']);
  expect(asked).toEqual([usable]);
});
