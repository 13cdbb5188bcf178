/** The columns of subscribers in CSV: what each is called, and how its cells are read. */
import { didYouMean } from '../../yaml/nearest.ts';

/** What a cell says: a value, or why it says none. */
export type CellValue = { readonly value: unknown } | { readonly message: string; readonly fix: string };

/** Reads a cell that is not blank. */
type ReadCell = (text: string) => CellValue;

/** Where the values of a column go. */
export type Column =
  | { readonly of: 'subscriber'; readonly field: string; readonly read: ReadCell }
  | { readonly of: 'membership'; readonly program: string; readonly field: string; readonly read: ReadCell }
  /** Of one operation a row: when, in which program, what, under which name. */
  | { readonly of: 'past'; readonly field: 'program' | 'at' | 'do' | 'as'; readonly read: ReadCell }
  /** What the operation wants to know. */
  | { readonly of: 'deed'; readonly field: string; readonly read: ReadCell };

const text: ReadCell = (cell) => ({ value: cell.trim() });

/** Excel shows long numbers as 7,91612E+10, and saves what it shows. */
const msisdn: ReadCell = (cell) =>
  /^\d[.,]\d+E\+\d+$/i.test(cell.trim())
    ? {
        message: 'a spreadsheet has shortened this number',
        fix: 'format the column as text, write the number out, and save again',
      }
    : text(cell);

/** 1,000 is a thousand to some, and one to others. */
const IN_THOUSANDS = /^-?[1-9]\d{0,2}(?:[.,]\d{3})+$/;

const number: ReadCell = (cell) => {
  if (IN_THOUSANDS.test(cell.trim()))
    return { message: `"${cell}" is no plain number`, fix: 'write it without thousands separators' };
  const plain = cell.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain)
    ? { value: Number(plain) }
    : { message: `"${cell}" is no number`, fix: 'write digits, or leave the cell empty' };
};

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  '1': true,
  '0': false,
  да: true,
  нет: false,
  истина: true,
  ложь: false,
};

const flag: ReadCell = (cell) => {
  const value = FLAGS[cell.trim().toLowerCase()];
  return value === undefined
    ? { message: `"${cell}" is neither yes nor no`, fix: 'write true or false, or leave the cell empty' }
    : { value };
};

/** Several gifts of one exchange stand in one cell. */
const list: ReadCell = (cell) => ({ value: cell.trim().split(/[\s,;]+/) });

/** Spaces stand between thousands, a comma or a full stop before decimals. */
const NUMERIC = /^-?(?:\d+|\d{1,3}(?:[\s\u00A0\u202F]\d{3})+)(?:[.,]\d+)*$/;

/** What a kind of event wants to know: what looks like a number is one, true and false are a flag. */
const free: ReadCell = (cell) => {
  const word = cell.trim();
  if (NUMERIC.test(word)) return number(word);
  return word === 'true' || word === 'false' ? flag(word) : text(word);
};

const SUBSCRIBER: Readonly<Record<string, ReadCell>> = {
  msisdn,
  language: text,
  timeZone: text,
  blocked: flag,
  debt: number,
  owner: text,
  memberSince: text,
  birthday: text,
};

const MEMBERSHIP: Readonly<Record<string, ReadCell>> = { points: number, since: text };

const PAST = ['program', 'at', 'do', 'as'] as const;

/** Fields of deeds that are texts even where only digits stand in them, and the others that are not read freely. */
const DEED: Readonly<Record<string, ReadCell>> = {
  kind: text,
  channel: text,
  email: text,
  code: text,
  codes: list,
  entry: text,
  partner: text,
  goal: text,
  msisdn: text,
  questionnaire: flag,
};

const DEED_PREFIX = 'with.';

/** The column of that name, or what to write instead. */
export function columnOf(written: string): Column | { readonly message: string; readonly fix: string } {
  const name = written.trim();
  const own = ownOf(SUBSCRIBER, name);
  if (own !== null) return { of: 'subscriber', field: name, read: own };
  const past = PAST.find((one) => one === name);
  if (past !== undefined) return { of: 'past', field: past, read: text };
  if (name.startsWith(DEED_PREFIX)) return deedColumn(name.slice(DEED_PREFIX.length));
  const dot = name.lastIndexOf('.');
  const read = ownOf(MEMBERSHIP, name.slice(dot + 1));
  if (dot > 0 && read !== null)
    return { of: 'membership', program: name.slice(0, dot), field: name.slice(dot + 1), read };
  const known = [...Object.keys(SUBSCRIBER), ...PAST, 'with.kind', 'with.rub'];
  return {
    message: `there is no column "${name}"`,
    fix: didYouMean(name, known, `write one of ${known.join(', ')}, or PROGRAM.points, PROGRAM.since`),
  };
}

function deedColumn(field: string): Column {
  return { of: 'deed', field, read: ownOf(DEED, field) ?? free };
}

function ownOf<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? (table[name] as T) : null;
}
