/** Tables of examples: a script runs once for each row. */
import { fieldsAsWritten, isMap, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf, PLAIN } from './scope.ts';
import { rawText } from './values.ts';

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

/** The rows that have all columns that any of them has. What another one lacks is told. */
function withoutGaps(reading: Reading, rows: readonly Row[]): Row[] {
  const names = new Set(rows.flatMap(({ values }) => values.map(([name]) => name)));
  return rows.filter(({ at, values }) => {
    const own = new Set(values.map(([name]) => name));
    const missing = [...names].filter((name) => !own.has(name)).map((name) => `"${name}"`);
    if (missing.length > 0)
      tell(reading, at.path, `this row lacks ${missing.join(', ')}`, 'give every row the same fields');
    return missing.length === 0;
  });
}

/** The rows of a script, or null where it runs once. */
export function rowsAt(reading: Reading, script: At): Row[] | null {
  const examples = fieldOf(script, 'examples');
  if (examples === null) return null;
  const rows = itemsOf(examples)
    .filter(({ data }) => isMap(data))
    .map((row) => rowOf(reading, row));
  return withoutGaps(reading, rows);
}
