/** Deliberately broken definitions: who finds each of them. What is left is for the scripts that are shipped (test/script). */
import { describe, expect, test } from 'vitest';
import { findersOf, folderOf, MUTANTS, SOUND } from './mutants.ts';

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
