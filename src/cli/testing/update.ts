/** `--update`: what failed is written into the scripts as it came. */
import { readFileSync, writeFileSync } from 'node:fs';
import { edited } from '../../script/language/edit.ts';
import type { ScriptResult, Update } from '../../script/run/result.ts';
import { comparePlaces } from '../../yaml/issue.ts';
import { counted } from '../lines.ts';
import { planUpdates } from './updatePlan.ts';

/** Rewrites the files. @returns what was done, in a sentence */
export function updateScripts(results: readonly ScriptResult[]): string {
  const mismatches = results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.mismatches : []));
  const { files, places } = planUpdates(mismatches);
  const rewritten = files.map(({ path, edits }) => rewrite(path, edits));
  const done = rewritten.reduce((sum, count) => sum + count, 0);
  const touched = rewritten.filter((count) => count > 0).length;
  const told = `${counted(done, 'expectation')} rewritten in ${counted(touched, 'file')}`;
  return done === places ? `${told}.` : `${told}; ${places - done} left to be mended by hand.`;
}

/** From the last one to the first, so that the places of the others stay. @returns how many could be written */
function rewrite(path: string, edits: readonly Update[]): number {
  const before = readFileSync(path, 'utf8');
  const lastFirst = edits.toSorted((a, b) => comparePlaces(b.place, a.place));
  let text = before;
  let count = 0;
  for (const edit of lastFirst) {
    const next = edited(text, [edit]);
    if (next !== text) count += 1;
    text = next;
  }
  if (text !== before) writeFileSync(path, text);
  return count;
}
