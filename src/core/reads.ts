/** What a core shows: balances, gifts, journals and memberships. Needed fields are there, words are safe to show, rows are counted. */
import type { BonusView, Gift, JournalEntryView, PageOf, Problem, Result, SubscriberView } from '../flow/api.ts';
import { garbage, INSTANT, isMembers, MOST_ROWS, scalarIn, succeededOrRefused } from './answers.ts';
import type { Heard } from './exchange.ts';

type Check = (value: unknown) => boolean;

/** What the fields of something must be; others are free. */
type Shape = Readonly<Record<string, Check>>;

const flag: Check = (value) => typeof value === 'boolean';
const word: Check = (value) => typeof value === 'string';
const figure: Check = (value) => typeof value === 'number';
const whole: Check = (value) => Number.isSafeInteger(value);
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const instant: Check = (value) => typeof value === 'string' && INSTANT.test(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const ifThere =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const rowsOf =
  (shape: Shape): Check =>
  (value) =>
    Array.isArray(value) && value.every((row) => isMembers(row) && misfit(row, shape) === null);

const LOT: Shape = { points: count, expiresAt: orNull(instant) };
const ENTRY: Shape = { entry: word, at: instant, points: count, rub: ifThere(figure), state: word };
const BONUS: Shape = {
  member: flag,
  balance: count,
  lots: rowsOf(LOT),
  status: ifThere(word),
  since: ifThere(instant),
  reserved: ifThere(count),
  entries: ifThere(rowsOf(ENTRY)),
};
const GIFTS: Shape = { gifts: rowsOf({ code: word, name: word, price: count, basePrice: count }) };
const POSTING: Shape = { account: word, points: whole };
const JOURNAL: Shape = {
  entries: rowsOf({ seq: count, at: instant, kind: word, by: word, postings: rowsOf(POSTING) }),
  next: ifThere(orNull(word)),
};
const MEMBERSHIPS: Shape = { memberships: rowsOf({ program: word, status: word, balance: count }) };

/** A balance. @throws CoreFailed where the answer is none */
export function bonusIn(heard: Heard): Result<BonusView> {
  return shown<BonusView>(heard, BONUS);
}

/** A catalogue. @throws CoreFailed where the answer is none */
export function giftsIn(heard: Heard): Result<{ readonly gifts: readonly Gift[] }> {
  return shown(heard, GIFTS);
}

/** A page of a journal. @throws CoreFailed where the answer is none */
export function journalIn(heard: Heard): Result<PageOf<JournalEntryView>> {
  const read = shown<{ readonly entries: readonly JournalEntryView[]; readonly next?: string | null }>(heard, JOURNAL);
  return read.ok ? { ok: true, value: { items: read.value.entries, next: read.value.next ?? null } } : read;
}

/** The memberships of a number in this program: one, or none. @throws CoreFailed where the answer has no such list */
export function membershipsIn(heard: Heard, program: string): SubscriberView['memberships'] {
  const read = shown<Pick<SubscriberView, 'memberships'>>(heard, MEMBERSHIPS);
  return read.ok ? read.value.memberships.filter((one) => one.program === program) : [];
}

/** A refusal as such. */
export function refused(problem: Problem): Result<never> {
  return { ok: false, problem };
}

/** Of the lists of menus, which stand beside what the API shows, nothing is read. */
function shown<Shown>(heard: Heard, shape: Shape): Result<Shown> {
  const { body, refusal } = succeededOrRefused(heard);
  if (refusal !== null) return refused(refusal);
  const { lists: _, ...rest } = body;
  const view = safeMembers(rest);
  const wrong = misfit(view, shape);
  if (wrong !== null) throw garbage(`its answer has no ${wrong} as there should be`);
  return { ok: true, value: view as Shown };
}

function misfit(members: Readonly<Record<string, unknown>>, shape: Shape): string | null {
  return Object.entries(shape).find(([name, check]) => !check(members[name]))?.[0] ?? null;
}

function safeMembers(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, safe(name, value)]));
}

function safe(name: string, value: unknown): unknown {
  if (isMembers(value)) return safeMembers(value);
  if (!Array.isArray(value)) return scalarIn(name, value);
  if (value.length > MOST_ROWS) throw garbage(`${name} is no list of at most ${MOST_ROWS} rows`);
  return value.map((one) => safe(name, one));
}
