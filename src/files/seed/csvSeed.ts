/**
 * Subscribers in CSV: the header names the columns (`columns.ts`). A row is a subscriber; further rows of the same number are operations
 * of the past, one each, and so may the first one be.
 */
import { type Issue, issueAt, sortIssues } from '../../yaml/issue.ts';
import { type Column, columnOf } from './columns.ts';
import { type Cell, type Row, readCsv, type Table } from './csv.ts';
import { type Draft, emptyDraft, type Past, placeFinder, subscriberOf } from './draft.ts';
import type { ReadSeed } from './writtenSeed.ts';

interface Reading {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly issues: Issue[];
}

/** Takes a whole text; gives the seed, or every issue of its form. */
export function readCsvSeed(path: string, text: string): ReadSeed {
  const csv = readCsv(path, text);
  if (!csv.ok) return csv;
  const { table } = csv;
  const head = columnsOf(table);
  if (head.issues.length > 0) return { ok: false, issues: sortIssues(head.issues) };
  const reading: Reading = { table, columns: head.columns, issues: [] };
  const drafts = draftsOf(reading);
  if (reading.issues.length > 0) return { ok: false, issues: sortIssues(reading.issues) };
  return {
    ok: true,
    seed: { subscribers: drafts.map(subscriberOf), rest: {}, place: placeFinder(table, head.columns, drafts) },
  };
}

function columnsOf({ header, place }: Table): {
  readonly columns: readonly Column[];
  readonly issues: readonly Issue[];
} {
  const columns: Column[] = [];
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const { text, at } of header) {
    const name = text.trim();
    const column = columnOf(name);
    if ('message' in column) issues.push(issueAt(place(at), column.message, column.fix));
    else if (seen.has(name))
      issues.push(issueAt(place(at), `the column "${name}" stands here twice`, 'keep one of the two'));
    else columns.push(column);
    seen.add(name);
  }
  if (!seen.has('msisdn'))
    issues.push(issueAt(place(0), 'there is no column "msisdn"', 'add it: the number of each subscriber'));
  return { columns, issues };
}

/** In the order in which the numbers first stand in the file. */
function draftsOf(reading: Reading): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  for (const row of reading.table.rows) {
    const cell = row[reading.columns.findIndex((column) => column.of === 'subscriber' && column.field === 'msisdn')];
    const number = cell?.text.trim() ?? '';
    if (number === '') tell(reading, cell, 'this row has no number', 'write the msisdn of the subscriber');
    const draft = drafts.get(number) ?? emptyDraft();
    drafts.set(number, draft);
    readRow(reading, row, draft);
  }
  return [...drafts.values()];
}

/** A cell that says something. */
interface Said {
  readonly column: Column;
  readonly cell: Cell;
  readonly value: unknown;
}

/** A row adds to what is known of its subscriber; nothing may be said twice in two ways. */
function readRow(reading: Reading, row: Row, draft: Draft): void {
  const isFirst = draft.rows.push(row) === 1;
  const said = saidIn(reading, row);
  for (const one of said) addField(reading, draft, one);
  const past = valuesOf(said, 'past');
  const deed = valuesOf(said, 'deed');
  if (Object.keys(past).length + Object.keys(deed).length > 0) addPast(reading, draft, row, past, deed);
  else if (!isFirst) tell(reading, row[0], STANDS_TWICE, 'keep one of the two, or say what was done: program, at, do');
}

const STANDS_TWICE = 'this number stands in the file already';

function saidIn(reading: Reading, row: Row): readonly Said[] {
  return reading.columns.flatMap((column, index) => {
    const cell = row[index];
    if (cell === undefined || cell.text.trim() === '') return [];
    const read = column.read(cell.text);
    if (!('message' in read)) return [{ column, cell, value: read.value }];
    tell(reading, cell, read.message, read.fix);
    return [];
  });
}

type Values = Readonly<Record<string, unknown>>;

function valuesOf(said: readonly Said[], of: Column['of']): Values {
  return Object.fromEntries(
    said.filter(({ column }) => column.of === of).map(({ column, value }) => [column.field, value]),
  );
}

function addField(reading: Reading, draft: Draft, { column, cell, value }: Said): void {
  if (column.of !== 'subscriber' && column.of !== 'membership') return;
  const fields = column.of === 'subscriber' ? draft.fields : membershipOf(draft, column.program);
  const before = fields.get(column.field);
  if (before !== undefined && before !== value)
    tell(reading, cell, `"${column.field}" of this number is "${String(before)}" further up`, 'write it once');
  fields.set(column.field, value);
}

function membershipOf(draft: Draft, program: string): Map<string, unknown> {
  const fields = draft.memberships.get(program) ?? new Map<string, unknown>();
  draft.memberships.set(program, fields);
  return fields;
}

function historyOf(draft: Draft, program: string): Past[] {
  const history = draft.histories.get(program) ?? [];
  draft.histories.set(program, history);
  return history;
}

const WANTED = ['program', 'at', 'do'] as const;

function addPast(reading: Reading, draft: Draft, row: Row, past: Values, deed: Values): void {
  const missing = WANTED.filter((name) => past[name] === undefined);
  if (missing.length > 0) {
    tell(reading, row[0], `of what was done ${missing.join(' and ')} is missing`, 'fill in program, at and do');
    return;
  }
  const { program, at, as } = past;
  const operation = { at, ...(as !== undefined && { as }), [String(past.do)]: deed };
  membershipOf(draft, String(program));
  historyOf(draft, String(program)).push({ operation, row });
}

function tell({ table, issues }: Reading, cell: Cell | undefined, message: string, fix: string): void {
  issues.push(issueAt(table.place(cell?.at ?? 0), message, fix));
}
