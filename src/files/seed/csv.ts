/** CSV as RFC 4180 has it, and as spreadsheets write it: a BOM, line feeds alone, semicolons or tabs between the cells. */
import { type Issue, issueAt, type Place } from '../../yaml/issue.ts';

/** A cell: its text without quotes, and where it begins (offset in the file). */
export interface Cell {
  readonly text: string;
  readonly at: number;
}

export type Row = readonly Cell[];

export interface Table {
  readonly header: Row;
  /** Without those that are blank. */
  readonly rows: readonly Row[];
  /** Line and column (from 1, in UTF-16 units) of an offset. */
  place(offset: number): Place;
}

export type ReadCsv =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly issues: readonly Issue[] };

const SEPARATORS = [';', ',', '\t'] as const;

/** Takes a whole text; gives its rows, the first being the header, or what is wrong with its quotes and its rows. */
export function readCsv(file: string, text: string): ReadCsv {
  const place = placesIn(file, text);
  const { rows, unclosed } = rowsOf(text, separatorOf(text));
  if (unclosed !== null)
    return {
      ok: false,
      issues: [
        issueAt(place(unclosed), 'this quote is never closed', 'close it with "; a quote in a text is written ""'),
      ],
    };
  const [header, ...rest] = rows;
  if (header === undefined)
    return { ok: false, issues: [issueAt(place(0), 'the file is empty', 'name the columns in its first row')] };
  const issues = rest.filter(({ length }) => length !== header.length).map((row) => uneven(row, header, place));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, table: { header, rows: rest, place } };
}

function uneven(row: Row, header: Row, place: Table['place']): Issue {
  const beyond = row[header.length] ?? row.at(-1);
  return issueAt(
    place(beyond?.at ?? 0),
    `this row has ${row.length} cells, the header has ${header.length}`,
    'give it as many; a cell may be empty',
  );
}

/** The one that stands most often in the header, outside of quotes. */
function separatorOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((sign) => header.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

interface Scanned {
  readonly cell: Cell;
  /** Offset of what comes after it. */
  readonly next: number;
}

/** @returns `unclosed`: offset of a quote that has no end */
function rowsOf(text: string, separator: string): { readonly rows: readonly Row[]; readonly unclosed: number | null } {
  const rows: Row[] = [];
  let row: Cell[] = [];
  const endRow = () => {
    if (row.some((cell) => cell.text.trim() !== '')) rows.push(row);
    row = [];
  };
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at <= text.length) {
    const scanned = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator);
    if (scanned === null) return { rows, unclosed: at };
    row.push(scanned.cell);
    if (text[scanned.next] !== separator) endRow();
    at = scanned.next + (text.startsWith('\r\n', scanned.next) ? 2 : 1);
  }
  return { rows, unclosed: null };
}

function plain(text: string, at: number, separator: string): Scanned {
  const next = endOf(text, at, separator);
  return { cell: { text: text.slice(at, next), at }, next };
}

/** What stands between the closing quote and the separator belongs to the cell, as spreadsheets read it. */
function quoted(text: string, at: number, separator: string): Scanned | null {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return null;
  const next = endOf(text, end + 1, separator);
  const inside = text.slice(at + 1, end).replaceAll('""', '"');
  return { cell: { text: inside + text.slice(end + 1, next), at }, next };
}

function endOf(text: string, from: number, separator: string): number {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

/** Lines are counted when the first place is asked for: files without mistakes need none. */
function placesIn(file: string, text: string): Table['place'] {
  let starts: readonly number[] | null = null;
  return (offset) => {
    starts ??= [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: sign }) => index + sign.length)];
    const line = lastUpTo(starts, offset);
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Index of the last of the growing numbers that is not above the limit. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
