/** `--update`: what failed is written into the scripts as it came. */
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { edited } from '../../script/language/edit.ts';
import type { ScriptResult, Update } from '../../script/run/result.ts';
import { comparePlaces } from '../../yaml/issue.ts';
import { Failure } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Source } from './suites.ts';
import { changesOnly } from './updateEffect.ts';
import { planUpdates } from './updatePlan.ts';

/** Rewrites the files that were played. @returns what was done, in sentences. Throws a Failure where a file cannot be written */
export function updateScripts(sources: readonly Source[], results: readonly ScriptResult[]): string {
  const scripts = sources.flatMap((source) => source.scripts);
  const { files, places } = planUpdates(scripts, results);
  const touched = files.map(({ path, edits }) => rewrite(sources, path, edits));
  const done = touched.reduce((sum, { count }) => sum + count, 0);
  const written = counted(touched.filter(({ count }) => count > 0).length, 'file');
  const told = `${counted(done, 'expectation')} rewritten in ${written}`;
  const left = done === places ? '.' : `; ${places - done} left to be mended by hand.`;
  return [`${told}${left}`, ...touched.flatMap(({ remark }) => remark)].join('\n');
}

interface Touched {
  /** How many expectations were written. */
  readonly count: number;
  readonly remark: readonly string[];
}

/** From the last one to the first, so that the places of the others stay; only what leaves everything else of the scripts as it is. */
function rewrite(sources: readonly Source[], path: string, edits: readonly Update[]): Touched {
  const source = sources.find((each) => each.path === path);
  if (source === undefined) return { count: 0, remark: [] };
  if (readFileSync(path, 'utf8') !== source.text) {
    return { count: 0, remark: [`${path} has been changed meanwhile, and was left as it is.`] };
  }
  let { text, scripts } = source;
  let count = 0;
  for (const edit of edits.toSorted((a, b) => comparePlaces(b.place, a.place))) {
    const next = edited(text, [edit]);
    const after = next === text ? null : source.reread(next);
    if (after === null || !changesOnly(edit.place, scripts, after)) continue;
    count += 1;
    [text, scripts] = [next, after];
  }
  if (count > 0) replaceFile(path, text);
  return { count, remark: [] };
}

/** All of the new text or none of it, whenever the machine stops. Follows links, keeps permissions. */
function replaceFile(path: string, text: string): void {
  const real = realpathSync(path);
  const next = `${real}.${process.pid}.new`;
  try {
    writeFileSync(next, text, { flag: 'wx' });
    chmodSync(next, statSync(real).mode);
    renameSync(next, real);
  } catch (error) {
    rmSync(next, { force: true });
    throw new Failure(`${path} cannot be rewritten: ${(error as Error).message}.`);
  }
}
