/** Rows of the lists of a fake core: those of the catalogue are the program's own, the others are made up. */
import { emptyAccount } from '../bonus/core.ts';
import type { Core, Item } from '../bonus/types.ts';
import { rowFields } from '../session/definition/operations.ts';
import { ANY } from '../session/rows.ts';
import type { Service } from '../session/types.ts';
import { type Cast, figureOf, type Names } from './figures.ts';

/** Rows of lists that depend on the subscriber: as many as an account keeps. */
const MANY = 10;

/** The rows of a list as the cast has them: none, few or many. Some meet each condition that the service makes. */
export function fakeRows(
  service: Service,
  core: Core,
  { rows, ...cast }: Cast,
  names: Names,
  list: string,
): readonly Item[] {
  if (rows === 'none') return [];
  if (list === 'catalogue') {
    const all = core.list(emptyAccount(''), list, 0);
    return rows === 'one' ? oneOfEach(service, all) : all;
  }
  const row: Item = Object.fromEntries(
    rowFields(list).map((field) => [field, figureOf(field, { rows, ...cast }, names)]),
  );
  const met = variants(service, list, row);
  const each = rows === 'one' ? 1 : Math.ceil(MANY / met.length);
  return met.flatMap((one) => Array.from({ length: each }, () => one));
}

/** The first row for each condition that a list of the service makes. */
function oneOfEach(service: Service, rows: readonly Item[]): readonly Item[] {
  const fields = conditionsOn(service, 'catalogue').map(([field]) => field);
  const first = new Map<string, Item>();
  for (const row of rows) {
    const key = fields.map((field) => row[field]).join('\n');
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}

/** The row with each value that conditions ask for, in all combinations. */
function variants(service: Service, list: string, row: Item): readonly Item[] {
  return conditionsOn(service, list).reduce<readonly Item[]>(
    (rows, [field, condition]) => {
      const values = valuesOf(service, condition);
      return values.length === 0 ? rows : rows.flatMap((one) => values.map((value) => ({ ...one, [field]: value })));
    },
    [row],
  );
}

/** Field and condition of each `where`. */
function conditionsOn({ states }: Service, list: string): readonly (readonly [field: string, condition: string])[] {
  return Object.values(states).flatMap((state) =>
    state.kind === 'list' && state.list === list ? Object.entries(state.where) : [],
  );
}

/** What a condition can ask for: its own value, or those that options set its variable to. */
function valuesOf({ states }: Service, condition: string): readonly (string | number)[] {
  const set = Object.values(states).flatMap((state) =>
    state.kind === 'menu' ? state.options.flatMap((option) => option.set[condition.slice(1)] ?? []) : [],
  );
  const asked = condition.startsWith('$') ? set : [condition];
  return [...new Set(asked)].filter((value) => value !== ANY);
}
