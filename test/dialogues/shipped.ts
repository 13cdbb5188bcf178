/** The session scripts that come with Starhash: every row and figure of the programs' facts, as dialogues. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { factsOf } from '../../src/compose/scripts.ts';
import { readScripts } from '../../src/script/language/read.ts';
import type { Script } from '../../src/script/language/script.ts';
import { SESSIONS } from '../support/harness.ts';
import { definitionsWith } from './definitions.ts';

/** All of them, in the order of their files. Throws with their mistakes. */
export async function shippedScripts(): Promise<readonly Script[]> {
  const { services } = await definitionsWith([]);
  const facts = [...services.values()].map(factsOf);
  return facts.flatMap((own) => {
    const folder = join(SESSIONS, own.id);
    const files = readdirSync(folder).filter((name) => name.endsWith('.session.yaml'));
    return files.flatMap((name) => {
      const path = join(folder, name);
      const { scripts, issues } = readScripts({ path, text: readFileSync(path, 'utf8') }, own, facts);
      if (issues.length > 0) throw new Error(JSON.stringify(issues, null, 1));
      return scripts;
    });
  });
}

/** `mts-bonus/balance: the trap …`: unique among all scripts. */
export function titleOf({ name, place }: Script): string {
  return `${relative(SESSIONS, place.file).replace('.session.yaml', '')}: ${name}`;
}
