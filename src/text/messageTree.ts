/** What can be said of a parsed text without filling it in: its arguments, and the mistakes that parse well and read badly. */
import type { IntlMessageFormat } from 'intl-messageformat';
import { plainFormatters } from './plainNumbers.ts';

export type Tree = ReturnType<IntlMessageFormat['getAst']>;
type Element = Tree[number];
type Choice = Extract<Element, { options: unknown }>;

/** Kinds of elements, as intl-messageformat numbers them. */
const LITERAL = 0;
const ARGUMENT = 1;
const DATE = 3;
const TIME = 4;
const PLURAL = 6;
const POUND = 7;

/** Whether it is printed as it stands. */
export function isLiteral(element: Element): boolean {
  return element.type === LITERAL;
}

/** Whether it is a value and nothing else: `{name}`. */
export function isArgument(element: Element): boolean {
  return element.type === ARGUMENT;
}

/** Names of all arguments in a text, on whatever branch, sorted. */
export function namesIn(tree: Tree): readonly string[] {
  const names = new Set<string>();
  visit(tree, (element) => {
    if (element.type !== LITERAL && 'value' in element) names.add(element.value);
  });
  return [...names].sort();
}

/** Mistakes in a text of a language, as sentences that say what to write instead. */
export function checkTree(language: string, tree: Tree): readonly string[] {
  const errors = new Set<string>();
  visit(tree, (element, before) => {
    for (const check of CHECKS) {
      const error = check(element, before, language);
      if (error !== null) errors.add(error);
    }
  });
  return [...errors];
}

type Check = (element: Element, before: Element | undefined, language: string) => string | null;

const CHECKS: readonly Check[] = [checkDate, checkHashKey, checkForms];

/** Engines list them in orders of their own. */
const FORMS = ['zero', 'one', 'two', 'few', 'many'];

/** The machine's time zone would decide; a subscriber has one of his own. */
function checkDate(element: Element): string | null {
  if (element.type !== DATE && element.type !== TIME) return null;
  return `write {${element.value}} instead of {${element.value}, date} or {${element.value}, time}: arguments named …At come as local dates`;
}

/** In a plural `#` is the number, and `*111*455*1#` would be dialled wrongly without anybody's noticing. */
function checkHashKey(element: Element, before: Element | undefined): string | null {
  if (element.type !== POUND || before === undefined) return null;
  if (before.type === LITERAL && !/[\d*#]$/.test(before.value)) return null;
  return "a # inside a plural stands for the number; write '#' (with apostrophes) for the key";
}

/** Forms that a language has and the text has not (or the other way round). A plural of exact values only (=0, other) is fine. */
function checkForms(element: Element, _: Element | undefined, language: string): string | null {
  if (element.type !== PLURAL || !('options' in element)) return null;
  const written = Object.keys(element.options).filter((form) => form !== 'other' && !form.startsWith('='));
  const needed = formsOf(language, element);
  if (written.length === 0 || sameForms(written, needed)) return null;
  return `the plural of {${element.value}} needs the forms ${[...needed, 'other'].join(', ')} in "${language}"`;
}

/** The forms of a language but for `other`, which every plural has. */
function formsOf(language: string, plural: Choice): readonly string[] {
  const type = 'pluralType' in plural && plural.pluralType === 'ordinal' ? 'ordinal' : 'cardinal';
  const rules = plainFormatters(language).getPluralRules(language, { type });
  const known: readonly string[] = rules.resolvedOptions().pluralCategories;
  return FORMS.filter((form) => known.includes(form));
}

function sameForms(written: readonly string[], needed: readonly string[]): boolean {
  return written.length === needed.length && needed.every((form) => written.includes(form));
}

function visit(tree: Tree, look: (element: Element, before: Element | undefined) => void): void {
  tree.forEach((element, index) => {
    look(element, tree[index - 1]);
    if ('options' in element) for (const { value } of Object.values(element.options)) visit(value, look);
  });
}
