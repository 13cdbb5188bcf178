/** Where a text may be cut: at the end of a block, of a line, of a word, or else between two characters. */
import { splitsPair } from './size.ts';

/** Blocks as one text; what is outside [start, end) is blank. */
export interface Layout {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly blocks: readonly string[];
}

type IsBreak = (offset: number) => boolean;

const LINE_FEED = 0x0a;
const SPACE = 0x20;
/** Below the first combining mark every code unit is a character by itself (CR LF apart, which is a line break). */
const FIRST_COMBINING_MARK = 0x300;

const CHARACTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Puts blocks one under another. */
export function layOut(blocks: readonly string[]): Layout {
  const text = blocks.length === 1 ? (blocks[0] ?? '') : blocks.join('\n');
  return { text, start: skipBlank(text, 0), end: blankEnd(text), blocks };
}

/** What cutting a layout into pages needs to know. */
export interface Cutting {
  readonly layout: Layout;
  /** From the breaks that readers like best to those they like least. */
  readonly levels: readonly IsBreak[];
  /** No page has more code units than this. */
  readonly longest: number;
  /** Whether [from, to) of the text can be a page by itself. */
  readonly fitsAlone: (from: number, to: number) => boolean;
}

/**
 * The best cut in (start, reach]. At each level (block, line, word) the last break within reach is taken if what follows
 * it, up to the next break, can stand whole on a page of its own; else that piece must be cut anyway, one level deeper.
 */
export function chooseCut(cutting: Cutting, start: number, reach: number): number {
  for (const isBreak of cutting.levels) {
    const cut = lastBreak(isBreak, start, reach);
    if (cut > start && nextStaysWhole(isBreak, cutting, cut)) return cut;
  }
  return lastCharacter(cutting.layout.text, start, reach);
}

/** The breaks of a layout: ends of blocks, of lines, of words. */
export function levelsOf({ text, blocks }: Layout): readonly IsBreak[] {
  const ends = blockEnds(blocks);
  return [
    (offset) => ends.has(offset),
    (offset) => text.charCodeAt(offset) === LINE_FEED,
    (offset) => isBlank(text.charCodeAt(offset)),
  ];
}

/** The offset of the first character at or after this one that is neither a space nor a line feed. */
export function skipBlank(text: string, offset: number): number {
  while (isBlank(text.charCodeAt(offset))) offset++;
  return offset;
}

/** The text without spaces and line feeds at its end. */
export function trimBlankEnd(text: string): string {
  return text.slice(0, blankEnd(text));
}

function blankEnd(text: string): number {
  let end = text.length;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function isBlank(codeUnit: number): boolean {
  return codeUnit === SPACE || codeUnit === LINE_FEED;
}

function blockEnds(blocks: readonly string[]): ReadonlySet<number> {
  const ends = new Set<number>();
  let end = -1;
  for (const block of blocks) {
    end += 1 + block.length;
    ends.add(end);
  }
  return ends;
}

function lastBreak(isBreak: IsBreak, start: number, reach: number): number {
  let offset = reach;
  while (offset > start && !isBreak(offset)) offset--;
  return offset;
}

function nextStaysWhole(isBreak: IsBreak, { layout, longest, fitsAlone }: Cutting, cut: number): boolean {
  const from = skipBlank(layout.text, cut);
  const limit = Math.min(layout.end, from + longest + 1);
  let to = from + 1;
  while (to < limit && !isBreak(to)) to++;
  return fitsAlone(from, to);
}

/** The last boundary between characters in (start, reach]; within a character longer than that, between its code points. */
function lastCharacter(text: string, start: number, reach: number): number {
  if (isPlainBoundary(text, reach)) return reach;
  const next = CHARACTERS.segment(text.slice(start, reach + 2)).containing(reach - start);
  const boundary = start + (next?.index ?? 0);
  if (boundary > start) return boundary;
  return splitsPair(text, reach) ? reach - 1 : reach;
}

function isPlainBoundary(text: string, offset: number): boolean {
  return text.charCodeAt(offset - 1) < FIRST_COMBINING_MARK && text.charCodeAt(offset) < FIRST_COMBINING_MARK;
}
