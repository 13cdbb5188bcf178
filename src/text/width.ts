/** How many columns of a terminal a text takes, and where its lines break. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}{2}|\uFE0F\u20E3/u;
/** East Asian Wide and Fullwidth (UAX #11), as blocks. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
/** Marks that sit on another character, and characters that have no form of their own. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;

/** The characters of a text as a reader counts them (UAX #29). */
export function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Columns that a text takes: two for emoji and wide letters, none for marks that stand alone. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of charactersOf(text)) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (ZERO_WIDTH.test(character)) return 0;
  return EMOJI.test(character) || WIDE.test(character) ? 2 : 1;
}

/** Fills a text up with spaces to `columns`. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** Breaks a text into lines of at most `columns` (at least 2): between words where that can be, never within a character. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, columns)));
}

function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )(?! )/)) {
    if (displayWidth(line + word.trimEnd()) <= columns) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const pieces = cut(word.trimEnd(), columns);
    lines.push(...pieces.slice(0, -1));
    line = (pieces.at(-1) ?? '') + word.slice(word.trimEnd().length);
  }
  return [...lines, line.trimEnd()];
}

/** Cuts a word that is longer than a line. */
function cut(word: string, columns: number): string[] {
  const pieces = [''];
  for (const character of charactersOf(word)) {
    const last = pieces.at(-1) ?? '';
    if (displayWidth(last + character) <= columns) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}

/** The end of a text that fits into `columns`, with … where something is left out. */
export function tail(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const characters = charactersOf(text);
  while (characters.length > 0 && displayWidth(characters.join('')) > columns - 1) characters.shift();
  return `…${characters.join('')}`;
}
