/** What a text must be: the rules of an expectation. */
import type { Place } from '../../../yaml/issue.ts';
import type { Template, TextRule } from '../script.ts';
import { betweenSlashes } from '../values/pattern.ts';
import { patternAt, patternOf } from './patterns.ts';
import { fieldsAsWritten, isMap, placeOf, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf } from './scope.ts';
import { rawText, resolved, templateOf, textAt } from './templates.ts';

/** The text of a block ends with a line break that is none of the screen. */
function withoutLastBreak(text: string): string {
  return text.replace(/\n$/, '');
}

function expectedText(reading: Reading, at: At): Template {
  return templateOf(reading, at, withoutLastBreak(rawText(reading, at)), 'text');
}

function contained(reading: Reading, at: At, rule: 'contains' | 'not'): TextRule {
  const text = expectedText(reading, at);
  if (text.length === 0)
    tell(reading, at.path, 'an empty text is in every text', 'write what must be there, or {exact: ""}');
  return { rule, text, place: placeOf(reading, at.path) };
}

/** One or several values of a rule. */
function each(at: At): At[] {
  const found = resolved(at);
  return (Array.isArray(found.data) ? itemsOf(found) : [found]).map(resolved);
}

function notRule(reading: Reading, at: At): TextRule {
  const pattern = betweenSlashes(rawText(reading, at));
  if (pattern === null) return contained(reading, at, 'not');
  return { rule: 'not-matches', pattern: patternOf(reading, at, pattern), place: placeOf(reading, at.path) };
}

function optionsRule(reading: Reading, at: At, place: Place): TextRule {
  const { data, path } = at;
  if (!isMap(data)) {
    const keys = itemsOf(at).map((item): readonly [string, null] => [textAt(reading, item).join(''), null]);
    return { rule: 'options', options: keys, place };
  }
  const options = fieldsAsWritten(reading, path, data).map((key): readonly [string, Template | null] => [
    key,
    data[key] === null ? null : textAt(reading, inside(at, key)),
  ]);
  return { rule: 'options', options, place };
}

function unitsRule(at: At, place: Place): TextRule {
  const [, less, units] = /^(<=)? ?(\d+)$/.exec(String(at.data)) ?? [];
  return { rule: 'units', compare: less === undefined ? '=' : '<=', units: Number(units ?? 0), place };
}

function linesRule(reading: Reading, at: At, place: Place): TextRule {
  const like = patternAt(reading, inside(at, 'like'));
  const are = itemsOf(inside(at, 'are')).map((line) => rulesAt(reading, line));
  return { rule: 'lines', like, are, place };
}

type RulesOf = (reading: Reading, at: At) => TextRule[];

/** Rule of a map → what it asks for. */
const RULES: Readonly<Record<string, RulesOf>> = {
  exact: (reading, at) => {
    const found = resolved(at);
    return [{ rule: 'exact', text: expectedText(reading, found), place: placeOf(reading, found.path) }];
  },
  contains: (reading, at) => each(at).map((one) => contained(reading, one, 'contains')),
  not: (reading, at) => each(at).map((one) => notRule(reading, one)),
  matches: (reading, at) =>
    each(at).map((one) => ({ rule: 'matches', pattern: patternAt(reading, one), place: placeOf(reading, one.path) })),
  units: (reading, at) => [unitsRule(at, placeOf(reading, at.path))],
  options: (reading, at) => [optionsRule(reading, at, placeOf(reading, at.path))],
  lines: (reading, at) => [linesRule(reading, at, placeOf(reading, at.path))],
};

function ruleOfScalar(reading: Reading, at: At): TextRule {
  const pattern = betweenSlashes(rawText(reading, at));
  if (pattern === null) return contained(reading, at, 'contains');
  return { rule: 'matches', pattern: patternOf(reading, at, pattern), place: placeOf(reading, at.path) };
}

/** The rules that stand in a map. */
export function rulesInMap(reading: Reading, at: At): TextRule[] {
  return Object.keys(RULES).flatMap((name) => {
    const field = fieldOf(at, name);
    return field === null ? [] : (RULES[name]?.(reading, field) ?? []);
  });
}

/** All that a text expectation asks for: `"text"`, `/pattern/`, a list, or a map of rules. */
export function rulesAt(reading: Reading, at: At): TextRule[] {
  const found = resolved(at);
  if (Array.isArray(found.data)) return itemsOf(found).flatMap((item) => rulesAt(reading, item));
  return isMap(found.data) ? rulesInMap(reading, found) : [ruleOfScalar(reading, found)];
}
