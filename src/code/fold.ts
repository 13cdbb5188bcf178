/** Folds the text of an SMS so that a keyword is found however it was typed. For routing only: the original goes on. */
import { trimWhere } from './edges.ts';

/** Capital letters that look alike in the two alphabets, pair by pair. */
const CYRILLIC_TWINS = 'АВЕКМНОРСТУХ';
const LATIN_TWINS = 'ABEKMHOPCTYX';
const TWINS: ReadonlyMap<string, string> = new Map(
  Array.from(CYRILLIC_TWINS, (letter, index) => [letter, LATIN_TWINS.charAt(index)]),
);
const TWIN = new RegExp(`[${CYRILLIC_TWINS}]`, 'g');
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const DIAERESIS = '\u0308';
/** With all marks on it: of a heap of diaereses one would make a new Ё of the Е each time, pass after pass. */
const YO = /Ё(\p{M}*)/gu;

/**
 * Takes any text; gives it in the form in which keywords are compared: NFKC, without invisible characters, blanks
 * trimmed and collapsed, upper case, Ё as Е, the twelve Cyrillic letters that have a Latin twin as that twin.
 * Folding a folded text changes nothing. Never fails. Quadratic in a heap of combining marks, as normalising is.
 */
export function fold(text: string): string {
  let folded = foldOnce(text);
  // Replacing a letter under a combining mark can make a new composed letter: go on until nothing changes.
  for (let again = foldOnce(folded); again !== folded; again = foldOnce(folded)) folded = again;
  return folded;
}

function foldOnce(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
    .replace(YO, (_, marks: string) => `Е${marks.replaceAll(DIAERESIS, '')}`)
    .replace(TWIN, (letter) => TWINS.get(letter) ?? letter);
}

/** Digits typed for the letters they look like. `О` is the Latin twin here, as in every folded text. */
const LETTERS_OF_DIGITS: ReadonlyMap<string, string> = new Map([
  ['0', 'O'],
  ['3', 'З'],
  ['6', 'Б'],
]);
/** Only marks on Latin letters: without its breve `Й` would be `И`, another letter. */
const LATIN_MARKS = /(\p{Script=Latin})\p{M}+/gu;

/**
 * Takes a folded text; gives it with 0, 3, 6 as О, З, Б and Latin letters without their marks (`IEȘIRE` → `IESIRE`).
 * Looser than `fold`: two different commands may become one, so the caller must drop what is ambiguous.
 */
export function loosen(folded: string): string {
  return folded
    .normalize('NFD')
    .replace(LATIN_MARKS, '$1')
    .normalize('NFC')
    .replace(/[036]/g, (digit) => LETTERS_OF_DIGITS.get(digit) ?? digit);
}

const EDGE = /^[\p{P}\p{S}\s]$/u;

/**
 * Takes a folded text; gives it without punctuation, signs and blanks at its end, at its start, and at both ends.
 * One end alone comes first, since `,` may be the letter Б of a wrong keyboard layout.
 */
export function stripEdges(folded: string): readonly string[] {
  const isEdge = (char: string): boolean => EDGE.test(char);
  return (['end', 'start', 'both'] as const).map((ends) => trimWhere(folded, isEdge, ends));
}
