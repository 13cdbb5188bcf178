/** Deliberately broken definitions: each is found by lint, by explore, or by a script that is shipped. The score is printed. */
import { afterAll, describe, expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { definitionsOf } from '../../src/files/liveDefinitions.ts';
import { runScripts } from '../../src/script/run/runScripts.ts';
import { shippedScripts, titleOf } from '../dialogues/shipped.ts';
import { type Finder, findersOf, folderOf, MUTANTS, type PlayScripts, SOUND } from '../explore/mutants.ts';
import { filesOf } from '../session/definition/mini.ts';

/** Those of the service that is broken. */
const SCRIPTS = (await shippedScripts()).filter((script) => titleOf(script).startsWith('mts-bonus/'));
const found = new Map<string, Finder | undefined>();

/** Whether all shipped scripts pass with these definitions. */
const play: PlayScripts = async (folder) => {
  const wire = await openLocalWire({ definitions: definitionsOf(filesOf(folder)), seed: 'mutants' });
  const results = await runScripts(SCRIPTS, wire, { bail: true }).finally(() => wire.close());
  return results.every(({ outcome }) => outcome.kind === 'passed');
};

afterAll(() => {
  const count = (finder: Finder) => [...found.values()].filter((each) => each === finder).length;
  const [lint, explore, scripts] = [count('lint'), count('explore'), count('scripts')];
  console.log(
    `mutants caught: ${lint + explore + scripts} of ${MUTANTS.length} (lint ${lint}, explore ${explore} more, scripts ${scripts} more)`,
  );
});

test('nobody finds anything in the shipped service', async () => {
  expect(await findersOf(SOUND, play)).toEqual([]);
});

describe('a broken definition is caught', () => {
  test.each(MUTANTS)('$kind: $what: $finder', async (mutant) => {
    const [finder] = await findersOf(folderOf(mutant), play);
    found.set(mutant.what, finder);
    expect(finder).toBe(mutant.finder);
  });
});
