/** Patterns of expectations and captures. */
import type { PatternTemplate } from '../script.ts';
import { betweenSlashes, patternFault, type WrittenPattern } from '../values/pattern.ts';
import { type Reading, tell } from './reading.ts';
import type { At } from './scope.ts';
import { rawText, resolved, templateOf } from './templates.ts';

/** Flag of all patterns: a character is one, whatever its code. */
const BY_CHARACTERS = 'u';

/** A pattern as it was found between slashes, or a bare one. */
function writtenPattern(text: string): WrittenPattern {
  return betweenSlashes(text) ?? { source: text, flags: '' };
}

/** Makes a pattern of what is written at a place, and tells what is wrong with it. Values of variables stand for themselves. */
export function patternOf(reading: Reading, at: At, { source, flags }: WrittenPattern): PatternTemplate {
  const template = templateOf(reading, at, source, 'pattern');
  const tried = template.map((piece) => (typeof piece === 'string' ? piece : 'x')).join('');
  const fault = patternFault({ source: tried, flags });
  if (fault !== null) tell(reading, at.path, fault.message, fault.fix);
  return { source: template, flags: `${flags}${BY_CHARACTERS}` };
}

/** A field that is a pattern, with its slashes or without. */
export function patternAt(reading: Reading, at: At): PatternTemplate {
  const found = resolved(at);
  return patternOf(reading, found, writtenPattern(rawText(reading, found)));
}
