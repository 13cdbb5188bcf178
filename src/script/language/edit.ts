/** Rewrites values of a script in its file: `--update`. Everything else stays as it is, byte for byte. */
import type { Place } from '../../yaml/issue.ts';
import type { Path } from '../../yaml/path.ts';
import { readSource } from '../../yaml/source.ts';
import { betweenSlashes } from './values/pattern.ts';
import { asExpected, withoutVariables } from './values/template.ts';
import { blockWritten, onOneLine, type Written } from './writing/scalar.ts';
import { type Spot, spotAt } from './writing/spot.ts';

export interface Edit {
  /** Where the value begins, as issues and expectations tell it. */
  readonly place: Pick<Place, 'line' | 'column'>;
  /** What shall stand there. Texts mean themselves; `none`, numbers, lists and maps are what they are in a script. */
  readonly value: unknown;
}

/** Fields whose text is always a plain one. */
const PLAIN_TEXTS: readonly unknown[] = ['exact', 'contains', 'from', 'at'];

function isInExamples(path: Path): boolean {
  return path.includes('examples');
}

/** A text that means itself at a path, or undefined where none can. */
function meaning(text: string, path: Path): unknown {
  if (isInExamples(path)) return betweenSlashes(text) === null ? asExpected(text) : undefined;
  const escaped = asExpected(withoutVariables(text));
  const isPlain =
    betweenSlashes(text) === null || PLAIN_TEXTS.includes(path.at(-1)) || PLAIN_TEXTS.includes(path.at(-2));
  return isPlain ? escaped : { exact: escaped };
}

function asMeant(value: unknown, path: Path): unknown {
  if (typeof value === 'string') return meaning(value, path);
  if (Array.isArray(value)) return value.map((item, index) => asMeant(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asMeant(item, [...path, name])]));
}

const COMMENT_OF_BLOCK = /^[|>][-+\d]*([ \t]+#.*)?/;

/** The rest of the line behind a value: a comment, as a rule. */
function restOfLine(text: string, { start, end, style }: Spot): { rest: string; from: number } {
  const isBlock = style === 'BLOCK_LITERAL' || style === 'BLOCK_FOLDED';
  const from = text.slice(end).search(/\r?\n|$/) + end;
  const comment = isBlock ? (COMMENT_OF_BLOCK.exec(text.slice(start).split(/\r?\n/, 1)[0] ?? '')?.[1] ?? '') : '';
  return { rest: isBlock ? comment : text.slice(end, from), from };
}

function put(text: string, spot: Spot, begin: number, { head, body }: Written): string {
  const { rest, from } = restOfLine(text, spot);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = body.map((line) => (line === '' ? '' : ' '.repeat(spot.indent) + line));
  const before = text.slice(0, begin).replace(/ $/, head === '' ? '' : ' ');
  return before + [head + rest, ...lines].join(lineBreak) + text.slice(from);
}

/** Writes a value in the place of another one; a value that begins below its field moves up to it, unless a comment is between. */
function rewritten(text: string, spot: Spot, value: unknown): string {
  const { start, end, behindMark, isInFlow, style } = spot;
  const gap = text.slice(behindMark, start);
  if (isInFlow || gap.includes('#')) return text.slice(0, start) + onOneLine(value, style) + text.slice(end);
  const written = blockWritten(value, style);
  if (!gap.includes('\n')) return put(text, spot, start, written);
  return put(text, spot, behindMark, { ...written, head: written.head === '' ? '' : ` ${written.head}` });
}

/** The data of a file without mistakes, else undefined. */
function dataOf(text: string): unknown {
  const { source, issues } = readSource('', text);
  return issues.length === 0 ? source?.data : undefined;
}

function withValue(data: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const inner = withValue((data as Readonly<Record<string | number, unknown>>)[step], rest, value);
  return Array.isArray(data) ? data.with(Number(step), inner) : { ...(data as object), [step]: inner };
}

/** Whether the new text is the old one with this value in its place, and no more. */
function readsBack(before: string, after: string, path: Path, value: unknown): boolean {
  const [old, data] = [dataOf(before), dataOf(after)];
  if (old === undefined || data === undefined) return false;
  return JSON.stringify(data) === JSON.stringify(withValue(old, path, value));
}

function withEdit(text: string, { place, value }: Edit): string {
  const spot = spotAt(text, place);
  const meant = spot === null ? undefined : asMeant(value, spot.path);
  if (spot === null || meant === undefined) return text;
  const after = rewritten(text, spot, meant);
  return readsBack(text, after, spot.path, meant) ? after : text;
}

/**
 * Takes the text of a file without mistakes, and values for places in it (of a place that is named twice the first one); gives the text with these
 * values, in the quotes or the block that was there where they fit. An edit that could not be read back is not made.
 */
export function edited(text: string, edits: readonly Edit[]): string {
  const byPlace = new Map(edits.toReversed().map((edit) => [`${edit.place.line}:${edit.place.column}`, edit]));
  const lastFirst = [...byPlace.values()].sort(
    (a, b) => b.place.line - a.place.line || b.place.column - a.place.column,
  );
  return lastFirst.reduce(withEdit, text);
}
