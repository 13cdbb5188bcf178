/** Lists that menus and the API show. */
import type { Program } from './program.ts';
import type { Turn } from './turn.ts';
import type { Item } from './types.ts';

/** Each list with the fields of its rows; `expiresAt` is missing where points never expire. */
export const LISTS = {
  catalogue: ['code', 'nameKey', 'category', 'price', 'basePrice'],
  history: ['at', 'kind', 'delta'],
  lots: ['points', 'expiresAt'],
} as const;

export type ListName = keyof typeof LISTS;

const ROWS: { readonly [Name in ListName]: (turn: Turn) => readonly Item[] } = {
  catalogue: ({ program }) => catalogueOf(program),
  history: ({ membership }) => membership.recent.map((one) => ({ ...one })).reverse(),
  lots: ({ membership }) =>
    membership.lots.map(({ points, expiresAt }) => (expiresAt === null ? { points } : { points, expiresAt })),
};

/** Rows of the catalogues as made last: every look at a page of gifts asks for all of them. */
const catalogues = new WeakMap<Program, readonly Item[]>();

function catalogueOf(program: Program): readonly Item[] {
  const known = catalogues.get(program);
  if (known !== undefined) return known;
  const rows = program.gifts.map(({ code, category, price }) => {
    return { code, nameKey: giftNameKey(code), category, price, basePrice: price };
  });
  catalogues.set(program, rows);
  return rows;
}

/** The key of the text that names a gift. */
export function giftNameKey(code: string): string {
  return `gift.${code}`;
}

/**
 * The rows of a list.
 * @throws Error for a list that is not in LISTS
 */
export function rowsOf(turn: Turn, name: string): readonly Item[] {
  if (!Object.hasOwn(LISTS, name))
    throw new Error(`There is no list "${name}", only ${Object.keys(LISTS).join(', ')}.`);
  return ROWS[name as ListName](turn);
}
