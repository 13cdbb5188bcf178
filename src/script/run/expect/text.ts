/** What a screen or an SMS must say. One table: rule → what is wrong with a text. */
import { ussdSize } from '../../../text/size.ts';
import type { TextRule } from '../../language/script.ts';
import { matchOf } from '../boundedMatch.ts';
import { optionsOf } from '../offers.ts';
import type { Finding, Update } from '../result.ts';
import { patternOf, showPattern, textOf, type Variables } from '../variables.ts';
import { finding, textFinding } from './finding.ts';
import { nearestLines } from './nearestLines.ts';
import { checkOptions } from './options.ts';

/** A text from outside: several pages, or one. */
export interface Read {
  /** How sentences call it, like `The screen`. */
  readonly subject: string;
  readonly pages: readonly string[];
  readonly text: string;
}

type RuleOf<Name extends TextRule['rule']> = Extract<TextRule, { readonly rule: Name }>;
type Check<Name extends TextRule['rule']> = (rule: RuleOf<Name>, read: Read, variables: Variables) => Finding | null;

const CHECKS: { readonly [Name in TextRule['rule']]: Check<Name> } = {
  contains({ text, place }, { subject, text: actual }, variables) {
    const wanted = textOf(text, variables);
    if (actual.includes(wanted)) return null;
    const update = { place, value: nearestLines(wanted, actual) };
    return textFinding(place, `${subject} does not contain this text.`, wanted, actual, update);
  },
  exact({ text, place }, { subject, text: actual }, variables) {
    const wanted = textOf(text, variables);
    if (actual === wanted) return null;
    return textFinding(place, `${subject} is not this text.`, wanted, actual, { place, value: actual });
  },
  not({ text, place }, { subject, text: actual }, variables) {
    const unwanted = textOf(text, variables);
    if (!actual.includes(unwanted)) return null;
    return finding(place, `${subject} contains what must not be there.`, `without: ${unwanted}`, actual);
  },
  matches({ pattern, place }, { subject, text: actual }, variables) {
    const wanted = patternOf(pattern, variables);
    if (matchOf(wanted, actual) !== null) return null;
    return finding(place, `${subject} does not match this pattern.`, showPattern(wanted), actual);
  },
  'not-matches'({ pattern, place }, { subject, text: actual }, variables) {
    const unwanted = patternOf(pattern, variables);
    if (matchOf(unwanted, actual) === null) return null;
    return finding(place, `${subject} matches what must not be there.`, `without: ${showPattern(unwanted)}`, actual);
  },
  units({ compare, units, place }, { subject, pages }) {
    const actual = Math.max(...pages.map((page) => ussdSize(page).units));
    if (compare === '=' ? actual === units : actual <= units) return null;
    const wanted = compare === '=' ? `${units}` : `at most ${units}`;
    const update: Update = { place, value: compare === '=' ? actual : `<= ${actual}` };
    return finding(place, `${subject} has another size.`, `${wanted} units`, `${actual} units`, update);
  },
  options({ options, place }, { subject, text: actual }, variables) {
    const wanted = options.map(([key, label]) => [key, label && textOf(label, variables)] as const);
    return checkOptions(place, subject, wanted, optionsOf(actual));
  },
  lines({ like, are, place }, read, variables) {
    const pattern = patternOf(like, variables);
    const lines = read.text.split('\n').filter((line) => matchOf(pattern, line) !== null);
    const wrong = are.flatMap((rules, index) => {
      const line = lines[index];
      return line === undefined
        ? []
        : (checkText(rules, oneText(`Line ${index + 1} like ${showPattern(pattern)}`, line), variables) ?? []);
    });
    if (lines.length === are.length) return wrong[0] ?? null;
    const wanted = are.map((rules) => rules.map((rule) => describeRule(rule, variables)).join(' and ')).join('\n');
    const what = `${read.subject} has ${lines.length} lines like ${showPattern(pattern)}, not ${are.length}.`;
    return textFinding(place, what, wanted, lines.join('\n'), null);
  },
};

/** The first thing that is wrong with a text; null = all rules hold. Throws EndlessMatch. */
export function checkText(rules: readonly TextRule[], read: Read, variables: Variables): Finding | null {
  for (const rule of rules) {
    const found = (CHECKS[rule.rule] as Check<TextRule['rule']>)(rule as never, read, variables);
    if (found !== null) return found;
  }
  return null;
}

/** A text of one page. */
export function oneText(subject: string, text: string): Read {
  return { subject, pages: [text], text };
}

/** A rule in words, for lists of what was expected. */
export function describeRule(rule: TextRule, variables: Variables): string {
  switch (rule.rule) {
    case 'contains':
    case 'exact':
      return textOf(rule.text, variables);
    case 'not':
      return `without: ${textOf(rule.text, variables)}`;
    case 'matches':
      return showPattern(patternOf(rule.pattern, variables));
    case 'not-matches':
      return `without: ${showPattern(patternOf(rule.pattern, variables))}`;
    case 'units':
      return `${rule.compare} ${rule.units} units`;
    case 'options':
      return `options ${rule.options.map(([key]) => key).join(', ')}`;
    case 'lines':
      return `${rule.are.length} lines like ${showPattern(patternOf(rule.like, variables))}`;
  }
}
