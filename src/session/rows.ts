/** Rows of the core as a list state shows them. */
import type { Account, Item } from '../bonus/types.ts';
import type { ListState, StepContext } from './types.ts';
import type { Values } from './values.ts';

/** A condition on any value: what an option of a menu sets for "all of them". */
export const ANY = '*';

/** The rows that the state lists for this account now. Empty where the service has no core. */
export function rowsOf(ctx: StepContext, account: Account, state: ListState, vars: Values): readonly Item[] {
  let rows = ctx.service.core?.list(account, state.list, ctx.now) ?? [];
  for (const field in state.where) {
    const value = filled(state.where[field] ?? '', vars);
    if (value !== ANY) rows = rows.filter((row) => has(row, field, value));
  }
  return rows;
}

/** The row whose field `by` is this answer. */
export function pickRow(rows: readonly Item[], by: string, answer: string): Item | undefined {
  return rows.find((row) => has(row, by, answer));
}

function filled(value: string, vars: Values): string | number | undefined {
  return value.startsWith('$') ? vars[value.slice(1)] : value;
}

function has(row: Item, field: string, value: string | number | undefined): boolean {
  const shown = row[field];
  return shown !== undefined && (shown === value || String(shown) === String(value));
}
