/** Tables of examples: a script runs once for each row. */
import { fieldsAsWritten, isMap, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf, PLAIN } from './scope.ts';
import { rawText } from './templates.ts';

export interface Row {
  /** `(points 1, shown 1 балл)`. */
  readonly label: string;
  readonly at: At;
  readonly values: readonly (readonly [string, At])[];
}

function rowOf(reading: Reading, at: At): Row {
  const names = fieldsAsWritten(reading, at.path, at.data as object);
  const values = names.map((name): [string, At] => [name, { ...inside(at, name), scope: PLAIN }]);
  const label = values.map(([name, value]) => `${name} ${rawText(reading, value).replace(/\s+/g, ' ').trim()}`);
  return { label: `(${label.join(', ')})`, at, values };
}

/** Rows of a script, and fields of a row. */
const MOST_ROWS = 10_000;
const MOST_COLUMNS = 100;
/** Columns that are told of a row that lacks them. */
const TOLD = 3;

function missingIn({ values }: Row, columns: ReadonlySet<string>): string[] {
  const own = new Set(values.map(([name]) => name));
  const missing: string[] = [];
  for (const name of columns) {
    if (missing.length === TOLD) break;
    if (!own.has(name)) missing.push(`"${name}"`);
  }
  return missing;
}

/** The rows that have all columns that any of them has. What another one lacks is told. */
function withoutGaps(reading: Reading, rows: readonly Row[]): Row[] {
  const columns = new Set(rows.flatMap(({ values }) => values.map(([name]) => name)));
  return rows.filter((row) => {
    const missing = missingIn(row, columns);
    if (missing.length === 0) return true;
    tell(reading, row.at.path, `this row lacks ${missing.join(', ')}`, 'give every row the same fields');
    return false;
  });
}

/** The rows that can be read: none where there are too many, or one is too wide. */
function notTooMany(reading: Reading, examples: At): At[] {
  const rows = itemsOf(examples).filter(({ data }) => isMap(data));
  const wide = rows.find(({ data }) => Object.keys(data as object).length > MOST_COLUMNS);
  if (rows.length > MOST_ROWS)
    tell(reading, examples.path, `a script runs for ${MOST_ROWS} rows at most`, 'make several scripts of it');
  if (wide !== undefined)
    tell(reading, wide.path, `a row has ${MOST_COLUMNS} fields at most`, 'leave out what no step uses');
  return rows.length > MOST_ROWS || wide !== undefined ? [] : rows;
}

/** The rows of a script, or null where it runs once. */
export function rowsAt(reading: Reading, script: At): Row[] | null {
  const examples = fieldOf(script, 'examples');
  if (examples === null) return null;
  const rows = notTooMany(reading, examples).map((row) => rowOf(reading, row));
  return withoutGaps(reading, rows);
}
