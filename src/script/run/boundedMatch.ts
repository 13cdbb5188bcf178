/** Matching of patterns that people write, in bounded time: a bad one must not stop the run. */
import { createContext, Script } from 'node:vm';

/** Real time that one match may take, ms. */
const PATIENCE = 500;

/** A match that took too long. */
export class EndlessMatch extends Error {
  override name = 'EndlessMatch';
}

const context = createContext({ pattern: /x/, text: '', found: null });
const matching = new Script('found = pattern.exec(text)');

/** What a pattern finds in a text. Throws EndlessMatch where it would take too long to know. */
export function matchOf(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return isCalm(pattern.source) ? pattern.exec(text) : guardedMatch(pattern, text);
}

/** With one place to choose at most, a match takes the square of a short text. Anything else is watched, which costs some more. */
function isCalm(source: string): boolean {
  return (source.match(/[*+?{|]/g)?.length ?? 0) <= 1;
}

function guardedMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  Object.assign(context, { pattern, text });
  try {
    return matching.runInContext(context, { timeout: PATIENCE }) as RegExpExecArray | null;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new EndlessMatch(`The pattern /${pattern.source}/ takes too long; make it simpler.`);
  }
}
