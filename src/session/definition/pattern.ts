/**
 * Regular expressions of the input type `pattern`, in the safe part of the language: what could run for an exponential
 * time on a hostile answer is refused, and what is left is matched against the whole of a short answer.
 */

export type PatternResult =
  | { readonly ok: true; readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** With at most so many places where a match can choose, and short answers, backtracking stays small. */
const MAX_CHOICES = 4;

/** One item of a pattern with its repetition: `\d{2,3}`, `[A-Z]`, `(`, `)`, `|`, `(?:`, `)*`… */
const ITEM = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|<\w+>|:))?|[\s\S]/gu;
const REPETITION = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;

interface Group {
  repeats: boolean;
  chooses: boolean;
}

interface Scan {
  readonly groups: Group[];
  choices: number;
  nested: boolean;
}

function isVariable(repetition: string): boolean {
  return repetition !== '' && !/^\{\d+\}/.test(repetition);
}

function closeGroup(scan: Scan, repetition: string): void {
  const inner = scan.groups.pop() ?? { repeats: false, chooses: false };
  if (repetition !== '' && (inner.repeats || inner.chooses)) scan.nested = true;
  const outer = scan.groups.at(-1);
  if (outer === undefined) return;
  outer.repeats ||= inner.repeats || repetition !== '';
  outer.chooses ||= inner.chooses;
}

function takeItem(scan: Scan, item: string, repetition: string): void {
  const group = scan.groups.at(-1);
  if (item === '|' && group !== undefined) {
    if (!group.chooses) scan.choices++;
    group.chooses = true;
  } else if (repetition !== '' && item !== ')' && group !== undefined) group.repeats = true;
  if (item.startsWith('(')) scan.groups.push({ repeats: false, chooses: false });
  if (item === ')') closeGroup(scan, repetition);
  if (isVariable(repetition)) scan.choices++;
}

function scanPattern(pattern: string): Scan {
  const scan: Scan = { groups: [{ repeats: false, chooses: false }], choices: 0, nested: false };
  let rest = pattern;
  while (rest !== '') {
    ITEM.lastIndex = 0;
    const item = ITEM.exec(rest)?.[0] ?? rest;
    const after = rest.slice(item.length);
    const repetition = REPETITION.exec(after)?.[0] ?? '';
    takeItem(scan, item, repetition);
    rest = after.slice(repetition.length);
  }
  return scan;
}

function danger(pattern: string): { message: string; fix: string } | null {
  if (/\\(?:[1-9]|k<)/.test(pattern))
    return { message: 'the pattern refers back to what it matched', fix: 'write the repeated part out' };
  if (/\(\?<?[=!]/.test(pattern))
    return { message: 'the pattern looks around itself', fix: 'match the whole answer without (?= (?! (?<= (?<!' };
  const { nested, choices } = scanPattern(pattern);
  if (nested) {
    return {
      message: 'the pattern repeats a group that repeats or chooses inside',
      fix: 'repeat single characters only: a+ for (a+)+, [ab]+ for (a|b)+',
    };
  }
  if (choices <= MAX_CHOICES) return null;
  return {
    message: `the pattern has ${choices} places where it can choose`,
    fix: `keep to ${MAX_CHOICES}: give fixed counts such as {3}`,
  };
}

/** Compiles a pattern of a definition; the answer must match as a whole and have at most `maxLength` characters. */
export function compilePattern(pattern: string, maxLength: number): PatternResult {
  const found = danger(pattern);
  if (found !== null) return { ok: false, ...found };
  try {
    const whole = new RegExp(`^(?:${pattern})$`, 'u');
    return { ok: true, matches: (text) => text.length <= maxLength && whole.test(text) };
  } catch (error) {
    const reason = String((error as Error).message).replace(/^.*\/u?: /, '');
    return {
      ok: false,
      message: `the pattern is not a regular expression (${reason})`,
      fix: 'correct it, or escape the sign with \\',
    };
  }
}
