/**
 * Regular expressions of scripts. They look for something in texts of a screen or an SMS, so backtracking must stay small
 * there: each place where a match can choose multiplies the ways to match, and what repeats a choice is refused.
 */

export interface WrittenPattern {
  readonly source: string;
  readonly flags: string;
}

export interface PatternFault {
  readonly message: string;
  readonly fix: string;
}

const BETWEEN_SLASHES = /^\/(.+)\/([A-Za-z]*)$/s;
/** Of letter case, of lines, of dots. */
const FLAGS = 'ims';

/** The pattern that a text between slashes is, or null: it is plain text. */
export function betweenSlashes(text: string): WrittenPattern | null {
  const [, source, flags = ''] = BETWEEN_SLASHES.exec(text) ?? [];
  return source === undefined ? null : { source, flags };
}

/** Characters of a text, escaped so that they stand for themselves in a pattern, within [ ] and without. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('-', '\\x2d');
}

/** One item of a pattern: an escape, a class, the beginning of a group, a sign. */
const ITEM = /\\u\{[^}]*\}|\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|<[^>]*>|:))?|[\s\S]/uy;
const REPETITION = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;

/** Ways of a match to choose where a repetition has no end: about as many as a screen has characters. */
const LONG = 160;
/** So many ways are looked through in a blink. */
const MOST_WAYS = LONG ** 4;

/** A group: the ways of the branch that is read, and of those before it. */
interface Ways {
  branch: number;
  before: number;
}

interface Repetition {
  readonly least: number;
  /** Infinity: no end. */
  readonly most: number;
}

const ONCE: Repetition = { least: 1, most: 1 };
const SIGNS: Readonly<Record<string, Repetition>> = {
  '*': { least: 0, most: Number.POSITIVE_INFINITY },
  '+': { least: 1, most: Number.POSITIVE_INFINITY },
  '?': { least: 0, most: 1 },
};

function repetitionOf(found: RegExpExecArray | null): Repetition {
  if (found === null) return ONCE;
  const [, sign, least, comma, most] = found;
  if (sign !== undefined) return SIGNS[sign] ?? ONCE;
  const from = Number(least);
  if (comma === undefined) return { least: from, most: from };
  return { least: from, most: most === '' || most === undefined ? Number.POSITIVE_INFINITY : Number(most) };
}

/** Ways of something that can be matched in `inner` ways, repeated. Infinity: they grow with each character. */
function repeated(inner: number, { least, most }: Repetition): number {
  const counts = Math.min(most - least + 1, LONG);
  if (inner === 1) return counts;
  return most === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : counts * inner ** most;
}

/** Takes a well-formed pattern; gives about how many ways there are to match it at one place of a text. */
function waysOf(source: string): number {
  const groups: Ways[] = [{ branch: 1, before: 0 }];
  const top = (): Ways => groups.at(-1) ?? { branch: 1, before: 0 };
  let at = 0;
  while (at < source.length) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(source)?.[0] ?? source[at] ?? '';
    at += item.length;
    const group = top();
    if (item === '|') Object.assign(group, { branch: 1, before: group.before + group.branch });
    if (item.startsWith('(')) groups.push({ branch: 1, before: 0 });
    if (item.startsWith('(') || item === '|') continue;
    REPETITION.lastIndex = at;
    const found = REPETITION.exec(source);
    at += found?.[0].length ?? 0;
    const inner = item === ')' ? groups.pop() : undefined;
    top().branch *= repeated(inner === undefined ? 1 : inner.before + inner.branch, repetitionOf(found));
  }
  return top().before + top().branch;
}

function danger(source: string): PatternFault | null {
  if (/(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/.test(source))
    return { message: 'the pattern refers back to what it matched', fix: 'write the repeated part out' };
  if (/\(\?<?[=!]/.test(source))
    return {
      message: 'the pattern looks around itself',
      fix: 'write it without (?= (?! (?<= (?<!; for what must not be there write {not: …}',
    };
  const ways = waysOf(source);
  if (ways === Number.POSITIVE_INFINITY)
    return {
      message: 'the pattern could run for ever: it repeats a group that can match in several ways',
      fix: 'repeat single characters only: a+ for (a+)+, [ab]+ for (a|b)+',
    };
  if (ways <= MOST_WAYS) return null;
  return {
    message: 'the pattern could run for too long: it can choose in too many places',
    fix: 'use fewer of * and +, or counts such as {3}',
  };
}

/** What is wrong with a pattern: a flag, its form, or the time that it could take; null = it can be used. */
export function patternFault({ source, flags }: WrittenPattern): PatternFault | null {
  const unknown = [...flags].find((flag, index) => !FLAGS.includes(flag) || flags.indexOf(flag) !== index);
  if (unknown !== undefined)
    return {
      message: `a pattern has no flag "${unknown}" here`,
      fix: 'write /…/, /…/i (any case), /…/m (by lines) or /…/s (. is a line break, too)',
    };
  try {
    new RegExp(source, `${flags}u`);
  } catch (error) {
    const reason = String((error as Error).message).replace(/^.*\/[a-z]*: /s, '');
    return { message: `this is not a regular expression (${reason})`, fix: 'correct it, or escape the sign with \\' };
  }
  return danger(source);
}
