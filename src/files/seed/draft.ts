/** A subscriber as the rows of a CSV say it, piece by piece, and where each piece stands. */
import type { Column } from './columns.ts';
import type { Row, Table } from './csv.ts';
import type { WrittenSeed } from './writtenSeed.ts';

/** An operation, and the row that says it. */
export interface Past {
  readonly operation: Readonly<Record<string, unknown>>;
  readonly row: Row;
}

export interface Draft {
  /** All rows of the number. */
  readonly rows: Row[];
  readonly fields: Map<string, unknown>;
  /** By program. */
  readonly memberships: Map<string, Map<string, unknown>>;
  readonly histories: Map<string, Past[]>;
}

/** A draft that says nothing yet. */
export function emptyDraft(): Draft {
  return { rows: [], fields: new Map(), memberships: new Map(), histories: new Map() };
}

/** The subscriber as the API takes it. */
export function subscriberOf({ fields, memberships, histories }: Draft): Readonly<Record<string, unknown>> {
  const programs = [...memberships].map(([program, membership]) => {
    const history = histories.get(program)?.map(({ operation }) => operation);
    return [program, { ...Object.fromEntries(membership), ...(history && { history }) }] as const;
  });
  return { ...Object.fromEntries(fields), ...(programs.length > 0 && { programs: Object.fromEntries(programs) }) };
}

type Path = readonly (string | number)[];

/** Finds the cell of a field; of what has none the row's first one, of what has no row the header's. */
export function placeFinder(
  { header, place }: Table,
  columns: readonly Column[],
  drafts: readonly Draft[],
): WrittenSeed['place'] {
  return (path) => {
    const [, index, ...inside] = path;
    const draft = typeof index === 'number' ? drafts[index] : undefined;
    if (draft === undefined) return place(header[0]?.at ?? 0);
    const { row, is } = soughtIn(draft, inside);
    const at = columns.findIndex(is);
    const holder = row ?? draft.rows.find((one) => (one[at]?.text.trim() ?? '') !== '') ?? draft.rows[0];
    return place((holder?.[Math.max(at, 0)] ?? holder?.[0])?.at ?? 0);
  };
}

interface Sought {
  /** Absent = any that says something. */
  readonly row?: Row | undefined;
  readonly is: (column: Column) => boolean;
}

function soughtIn(draft: Draft, [field, program, detail, step, ...rest]: Path): Sought {
  if (field !== 'programs') return { is: (column) => column.of === 'subscriber' && column.field === field };
  const past = detail === 'history' ? draft.histories.get(String(program))?.[Number(step)] : undefined;
  if (past !== undefined) return { row: past.row, is: (column) => isOfPast(column, rest) };
  if (detail === undefined && draft.histories.has(String(program)))
    return {
      row: draft.histories.get(String(program))?.[0]?.row,
      is: (column) => column.of === 'past' && column.field === 'program',
    };
  return {
    is: (column) =>
      column.of === 'membership' && column.program === program && (detail === undefined || column.field === detail),
  };
}

/** `['at']`, `['event', 'rub']`; what is wrong with an operation as a whole stands where it is said what was done. */
function isOfPast(column: Column, [name, field]: Path): boolean {
  if (field !== undefined) return column.of === 'deed' && column.field === field;
  return column.of === 'past' && column.field === (name === 'at' || name === 'as' ? name : 'do');
}
