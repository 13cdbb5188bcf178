/** The line of a file with a caret under a place in it, as compilers show it. */
import { charactersOf, displayWidth } from '../../text/width.ts';
import type { Place } from '../../yaml/issue.ts';

/** Columns that a line takes at most; of a longer one only what is around the place is shown. */
const COLUMNS = 76;
/** Columns before the place that stay. */
const BEFORE = 50;
/** Units of UTF-16 before and after the place that are looked at. */
const NEAR = 2_000;
const CUT = '…';
const TAB = '  ';
/** Characters that would move the cursor or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

function visible(text: string): string {
  return text.replaceAll('\t', TAB).replace(UNSEEN, '·');
}

/** How many of the characters fit into so many columns. */
function fitting(characters: readonly string[], columns: number): number {
  let width = 0;
  const tooWide = characters.findIndex((character) => {
    width += displayWidth(character);
    return width > columns;
  });
  return tooWide < 0 ? characters.length : tooWide;
}

function cutEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const characters = charactersOf(text);
  return characters.slice(0, fitting(characters, columns - CUT.length)).join('') + CUT;
}

function cutBeginning(text: string): string {
  if (displayWidth(text) <= BEFORE) return text;
  const characters = charactersOf(text);
  return CUT + characters.slice(-fitting(characters.toReversed(), BEFORE - CUT.length)).join('');
}

function lineOf(text: string, line: number): string {
  const lines = text.split('\n', line);
  return (lines[line - 1] ?? '').replace(/\r$/, '');
}

/**
 * Takes the text of a file and a place in it; gives two lines: the line of the file (tabs as two columns, what cannot be seen as ·,
 * long lines cut around the place) and a caret under the place, whatever is before it.
 */
export function caretOf(text: string, { line, column }: Pick<Place, 'line' | 'column'>): string {
  const written = lineOf(text, line);
  // Characters are made of few units each: what is far off cannot be shown anyway, and would take long to be told apart.
  const near = column - 1 - Math.min(column - 1, NEAR);
  const before = cutBeginning(visible(written.slice(near, column - 1)));
  const after = cutEnd(visible(written.slice(column - 1, column - 1 + NEAR)), COLUMNS - displayWidth(before));
  return `${before}${after}\n${' '.repeat(displayWidth(before))}^`;
}
