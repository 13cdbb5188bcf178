/** What a core answers, checked: whatever is not as it should be is garbage. Strings are made safe to show. */
import type { Item, Outcome } from '../bonus/types.ts';
import type { Problem } from '../flow/api.ts';
import { CoreFailed } from '../flow/coreFailed.ts';
import { PROBLEMS, type ProblemType } from '../flow/problems.ts';
import type { CoreAnswer, CoreSms } from '../flow/remote/port.ts';
import { visible } from '../text/sanitize.ts';
import type { Heard } from './exchange.ts';

type Members = Readonly<Record<string, unknown>>;

const LONGEST_SMS = 4_000;
const MOST_SMS = 20;
const LONGEST_VALUE = 1_000;
/** Rows of a list, at most. */
export const MOST_ROWS = 2_000;

/** SMPP 3.4 §5.2.8: an address is at most 20 characters. */
const SENDER = /^[\p{L}\p{N}+ ._-]{1,20}$/u;

/** A time with its offset (ISO 8601). */
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Statuses at which the same request may be answered otherwise later. */
const PASSING = new Set([408, 425, 429]);

/**
 * The outcome of an operation with its SMS. Throws CoreFailed where there is none in it.
 * @param needed what must be there where it went well
 */
export function answerOf(heard: Heard, needed: readonly string[]): CoreAnswer {
  const { body } = succeededOrRefused(heard);
  const outcome = outcomeOf(heard);
  if (outcome.name === 'ok') for (const name of needed) checkFigure(name, outcome.data[name]);
  const answer = { outcome, sms: smsOf(body.sms) };
  const { transfer } = body;
  return isMembers(transfer) ? { ...answer, accepted: acceptedAs(body, transfer) } : answer;
}

/** Figures that count points. */
const POINTS = new Set(['balance', 'earned', 'burned']);

function checkFigure(name: string, value: string | number | undefined): void {
  if (value === undefined) throw garbage(`its answer lacks ${name}`);
  if (POINTS.has(name) && !Number.isSafeInteger(value)) throw garbage(`${name} is no whole number`);
}

/**
 * The answer of a call that succeeded, or the refusal in it. Throws CoreFailed where it is neither.
 * @param meant a word that is a refusal of this call, and of no other
 */
export function succeededOrRefused({ status, body }: Heard, meant?: ProblemType): Told {
  if (status >= 500) throw new CoreFailed('core-error', { why: `it answers with status ${status}` });
  if (body === null) return { body: {}, refusal: null };
  if (status < 300) return { body, refusal: null };
  if (PASSING.has(status)) throw new CoreFailed('core-error', { why: `it answers with status ${status}` });
  return { body, refusal: refusalOf(status, body, meant) };
}

interface Told {
  readonly body: Members;
  readonly refusal: Problem | null;
}

/** Words of problems that say nothing of the points: the request as such was not understood, and nothing was done. */
const NOT_UNDERSTOOD = new Set<ProblemType>([
  'malformed-json',
  'invalid-field',
  'bad-idempotency-key',
  'foreign-host',
  'foreign-origin',
  'not-found',
  'method-not-allowed',
  'idempotency-conflict',
  'too-large',
  'not-json',
  'unknown-program',
]);

function refusalOf(
  status: number,
  { type, detail, title, status: _, instance, ...members }: Members,
  meant: ProblemType | undefined,
): Problem {
  const word = problemIn(type);
  if (word === null) {
    throw new CoreFailed('core-garbage', { end: 'final', why: `it refuses with status ${status}, and says not why` });
  }
  if (word === 'unknown-world')
    throw new CoreFailed('core-error', { end: 'no-world', why: 'it does not know the world' });
  if (NOT_UNDERSTOOD.has(word) && word !== meant)
    throw new CoreFailed('core-error', { end: 'final', why: `it answers ${word}` });
  return { type: word, detail: textIn(detail) ?? '', data: figuresIn(members) };
}

/** The problem that a `type` names; null where it names none that is known here. */
export function problemIn(type: unknown): ProblemType | null {
  const word = typeof type === 'string' ? (/[^:/]*$/.exec(type)?.[0] ?? '') : '';
  return Object.hasOwn(PROBLEMS, word) ? (word as ProblemType) : null;
}

function outcomeOf(heard: Heard): Outcome {
  const { body, refusal } = succeededOrRefused(heard);
  const { refusal: instead } = body;
  if (isMembers(instead)) return refusedAs(instead);
  if (refusal !== null) return { name: refusal.type, data: refusal.data as Outcome['data'] };
  return { name: 'ok', data: figuresIn(body) };
}

function acceptedAs({ balance = 0 }: Members, transfer: Members): Outcome {
  return { name: 'ok', data: figuresIn({ ...transfer, balance }) };
}

/** Who looks sees what there is, even where the operation is refused. */
function refusedAs({ type, ...figures }: Members): Outcome {
  const name = problemIn(type);
  if (name === null) throw garbage('it refuses, and says not why');
  return { name, data: figuresIn(figures) };
}

/** Figures and words, instants as epoch ms; all else is for others. */
function figuresIn(members: Members): Outcome['data'] {
  const figures: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(members)) {
    const figure = figureOf(name, value);
    if (figure !== null) figures[name] = figure;
  }
  return figures;
}

function figureOf(name: string, value: unknown): string | number | null {
  if (typeof value === 'number') return finite(name, value);
  const text = textIn(value);
  if (text === null) return null;
  return isTime(name) && INSTANT.test(text) ? finite(name, Date.parse(text)) : text;
}

/** A word, figure, flag or null of an answer, safe to show. Throws CoreFailed where it is beyond bounds. */
export function scalarIn(name: string, value: unknown): unknown {
  return typeof value === 'number' ? finite(name, value) : (textIn(value) ?? value);
}

/** JSON can say 1e999, and a date can have the form of one. */
function finite(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw garbage(`${name} is no figure`);
}

function isTime(name: string): boolean {
  return name === 'at' || name.endsWith('At');
}

function textIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value.length <= LONGEST_VALUE && value.isWellFormed()) return visible(value);
  throw garbage(`a word of its answer is longer than ${LONGEST_VALUE} characters, or has half of one`);
}

function smsOf(value: unknown): readonly CoreSms[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST_SMS) throw garbage(`sms is no list of at most ${MOST_SMS}`);
  return value.map(oneSms);
}

function oneSms(value: unknown): CoreSms {
  const { from, text, at } = isMembers(value) ? value : {};
  if (typeof from !== 'string' || !SENDER.test(from)) throw garbage('an SMS has no sender');
  if (typeof text !== 'string' || text.length > LONGEST_SMS || !text.isWellFormed()) {
    throw garbage(`an SMS has no text of at most ${LONGEST_SMS} characters`);
  }
  if (typeof at !== 'string' || !INSTANT.test(at)) throw garbage('an SMS does not say when');
  return { from, text: visible(text), at: finite('at', Date.parse(at)) };
}

/** Rows of a list of this name. */
export function rowsIn(members: Members, name: string): readonly Item[] {
  const rows = Object.hasOwn(members, name) ? members[name] : [];
  if (!Array.isArray(rows) || rows.length > MOST_ROWS || !rows.every(isMembers)) {
    throw garbage(`${name} is no list of at most ${MOST_ROWS} rows`);
  }
  return rows.map(figuresIn);
}

/** Whether a value is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The failure of an answer that makes no sense. @param why for whoever runs the gateway: no numbers and texts */
export function garbage(why: string): CoreFailed {
  return new CoreFailed('core-garbage', { why });
}
