/** Codes that came by SMS and were typed later: another run has others. */
import { literally } from '../values/pattern.ts';
import { withoutVariables } from '../values/template.ts';
import type { Recorded, Recording } from './recorded.ts';

/** A code by chance: where it came, and the variable that it becomes. */
export interface Chance {
  readonly variable: string;
  readonly code: string;
  /** Number of the act whose SMS brought it, and of that SMS. */
  readonly act: number;
  readonly sms: number;
}

const CODE = /(?<!\d)\d{4,8}(?!\d)/g;
/** Words beside which a number is a code, and no sum. */
const SPEAKS_OF_A_CODE = /код|парол|code|pin|cod\b|parol/i;
/** Signs on each side of a code by which it is found again. */
const AROUND = 16;

function typedIn({ did }: Recording): string {
  if (did.verb === 'dial') return did.code;
  if (did.verb === 'answer') return did.input;
  return did.verb === 'sms' ? did.text : '';
}

function codesIn(text: string): string[] {
  return text.match(CODE) ?? [];
}

function isCodeOf(text: string, code: string): boolean {
  return codesIn(text).includes(code) && (text.startsWith(code) || SPEAKS_OF_A_CODE.test(text));
}

/** The last SMS before an act that brought the code, unless somebody had typed it before. */
function originOf(acts: readonly Recording[], before: number, code: string): Omit<Chance, 'variable' | 'code'> | null {
  for (let act = before - 1; act >= 0; act--) {
    const sms = acts[act]?.sms.findIndex(({ text }) => isCodeOf(text, code)) ?? -1;
    const isKnown = acts.slice(0, act + 1).some((one) => codesIn(typedIn(one)).includes(code));
    if (sms >= 0) return isKnown ? null : { act, sms };
  }
  return null;
}

/** All codes that were typed after an SMS had brought them, each once, in the order in which they came. */
export function chancesIn({ acts, phones }: Recorded): Chance[] {
  const found = new Map<string, Omit<Chance, 'variable'>>();
  for (const [index, recording] of acts.entries()) {
    for (const code of codesIn(typedIn(recording))) {
      const origin = found.has(code) ? null : originOf(acts, index, code);
      if (origin !== null) found.set(code, { code, ...origin });
    }
  }
  const inOrder = [...found.values()].sort((a, b) => a.act - b.act || a.sms - b.sms);
  const taken = new Set(phones.map(({ name }) => name));
  const names = inOrder.map((_, index) => (index === 0 ? 'code' : `code${index + 1}`));
  return inOrder.map((chance, index) => ({ ...chance, variable: freeName(names[index] ?? 'code', taken) }));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}

function digits(code: string): string {
  return `\\d{${code.length}}`;
}

/** A pattern that a whole SMS matches whatever its code is. */
export function patternOfSms(text: string, codes: readonly string[]): string {
  const parts = text.split(CODE);
  const found = codesIn(text).map((code) => (codes.includes(code) ? digits(code) : code));
  return `/^${parts.map((part, index) => literally(part) + (found[index] ?? '')).join('')}$/`;
}

/** A pattern that finds the code in its SMS. */
export function patternOfCode(text: string, code: string): string {
  const at = text.search(new RegExp(`(?<!\\d)${code}(?!\\d)`));
  const before = text.slice(Math.max(0, at - AROUND), at);
  const after = text.slice(at + code.length, at + code.length + AROUND);
  const begin = at <= AROUND ? '^' : '';
  const end = at + code.length + AROUND >= text.length ? '$' : '';
  return `/${begin}${literally(before)}(${digits(code)})${literally(after)}${end}/`;
}

/** A text as it is written in a script: codes that are known by now as their variables, all else as it is. */
export function withCodes(text: string, known: readonly Chance[]): string {
  const names = new Map(known.map(({ code, variable }) => [code, variable]));
  const codes = codesIn(text).map((code) => (names.has(code) ? `\${${names.get(code)}}` : code));
  return text
    .split(CODE)
    .map((part, index) => withoutVariables(part) + (codes[index] ?? ''))
    .join('');
}
