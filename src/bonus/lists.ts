/** Lists that menus and the API show. */
import { dayOfMonth, localDay } from './calendar.ts';
import { byDay } from './expiry.ts';
import type { Program } from './program.ts';
import type { Gift } from './programFile.ts';
import { levelOf } from './tiers.ts';
import { type Turn, zoneOf } from './turn.ts';
import type { Claim, Goal, Item } from './types.ts';

/**
 * Each list with the fields of its rows. Lots of one local day are one row. `expiresAt` is missing where points never expire. `period` of an entry is this-month, last-month
 * or earlier. `rub` of the bill is 0 while there is none; `to` is the number that a goal is for, the member's own unless it tops up another.
 */
export const LISTS = {
  catalogue: ['code', 'nameKey', 'category', 'price', 'basePrice'],
  history: ['at', 'kind', 'delta'],
  lots: ['points', 'expiresAt'],
  entries: ['id', 'at', 'partner', 'rub', 'points', 'state', 'stateKey', 'period'],
  goals: ['goal', 'goalKey', 'rub', 'to'],
} as const;

export type ListName = keyof typeof LISTS;

const ROWS: { readonly [Name in ListName]: (turn: Turn, now: number) => readonly Item[] } = {
  catalogue: (turn) => catalogueOf(turn.program, levelOf(turn)?.discount ?? 0),
  history: ({ membership }) => membership.recent.map((one) => ({ ...one })).reverse(),
  lots: (turn) =>
    byDay(turn.membership.lots, zoneOf(turn)).map(({ points, expiresAt }) =>
      expiresAt === null ? { points } : { points, expiresAt },
    ),
  entries: (turn, now) => (turn.membership.claims ?? []).map((claim) => entryRow(turn, claim, now)).reverse(),
  goals: (turn) => goalRows(turn),
};

/** Rows of the catalogues as made last, by discount: every look at a page of gifts asks for all of them. */
const catalogues = new WeakMap<Program, Map<number, readonly Item[]>>();

function catalogueOf(program: Program, discount: number): readonly Item[] {
  const ofProgram = catalogues.get(program) ?? new Map<number, readonly Item[]>();
  catalogues.set(program, ofProgram);
  const known = ofProgram.get(discount);
  if (known !== undefined) return known;
  const rows = program.gifts.map(({ code, category, price }) => {
    return { code, nameKey: giftNameKey(code), category, price: discounted(price, discount), basePrice: price };
  });
  ofProgram.set(discount, rows);
  return rows;
}

/** What a gift costs this member: the discount of the status is taken off, rounded up to whole points. */
export function priceOf(turn: Turn, { price }: Gift): number {
  return discounted(price, levelOf(turn)?.discount ?? 0);
}

function discounted(price: number, discount: number): number {
  return Math.ceil((price * (100 - discount)) / 100);
}

function entryRow(turn: Turn, { id, at, partner, rub, points, state }: Claim, now: number): Item {
  const zone = zoneOf(turn);
  return { id, at, partner, rub, points, state, stateKey: `entry.${state}`, period: periodOf(at, now, zone) };
}

function periodOf(at: number, now: number, zone: string): string {
  const then = localDay(at, zone).month;
  if (then === localDay(now, zone).month) return 'this-month';
  const lastMonth = localDay(dayOfMonth(now, zone, 0, 1) - 1, zone).month;
  return then === lastMonth ? 'last-month' : 'earlier';
}

function goalRows({ program, membership: { bill, goals = [] }, msisdn }: Turn): readonly Item[] {
  const paysBills = [...program.events.values()].some(({ rule }) => rule === 'bill');
  const bills: Item[] = paysBills ? [{ goal: 'bill', goalKey: 'goal.bill', rub: bill?.rub ?? 0, to: msisdn }] : [];
  return [...bills, ...goals.map((one) => goalRow(one, msisdn))];
}

function goalRow(one: Goal, own: string): Item {
  const to = one.goal === 'number' ? one.msisdn : own;
  return { goal: one.goal, goalKey: `goal.${one.goal}`, rub: one.rub, to };
}

/** The key of the text that names a gift. */
export function giftNameKey(code: string): string {
  return `gift.${code}`;
}

/**
 * The rows of a list.
 * @param now epoch ms
 * @throws Error for a list that is not in LISTS
 */
export function rowsOf(turn: Turn, name: string, now: number): readonly Item[] {
  if (!Object.hasOwn(LISTS, name))
    throw new Error(`There is no list "${name}", only ${Object.keys(LISTS).join(', ')}.`);
  return ROWS[name as ListName](turn, now);
}
