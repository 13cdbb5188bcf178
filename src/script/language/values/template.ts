/** Texts with variables in them, as they are written: `$name`, `${name}`, `${name|other}`; `$$` is a dollar sign. */
import { NAME } from '../schema/forms.ts';

/** A variable in a text. */
export interface Mention {
  readonly variable: string;
  readonly filter: 'other' | null;
}

/** Something that begins like a variable and is none. */
export interface Slip {
  readonly message: string;
  readonly fix: string;
}

export type Piece = string | Mention | Slip;

/** What a text is: words, or the source of a regular expression, in which `$` alone is the end and `\$` a dollar sign. */
export type Dress = 'text' | 'pattern';

const PIECES: Readonly<Record<Dress, RegExp>> = {
  text: new RegExp(`(?<dollar>\\$\\$)|\\$\\{(?<inner>[^{}]*)\\}|\\$(?<bare>${NAME})|(?<open>\\$\\{)`, 'gu'),
  pattern: new RegExp(`\\\\.|(?<dollar>\\$\\$)|\\$\\{(?<inner>[^{}]*)\\}|\\$(?<bare>${NAME})|(?<open>\\$\\{)`, 'gsu'),
};
const WHOLE_NAME = new RegExp(`^${NAME}$`, 'u');
const ALONE = new RegExp(`^\\$(?:(${NAME})|\\{(${NAME})\\})$`, 'u');

function inBraces(inner: string): Mention | Slip {
  const [variable = '', filter = null, ...rest] = inner.split('|').map((part) => part.trim());
  if (!WHOLE_NAME.test(variable)) {
    return { message: `"\${${inner}}" names no variable`, fix: `write $name or \${name}, or $$ for a dollar sign` };
  }
  if (rest.length === 0 && (filter === null || filter === 'other')) return { variable, filter };
  return {
    message: `"${[filter, ...rest].join('|')}" is nothing that can be done with a variable`,
    fix: `write \${${variable}} or \${${variable}|other}`,
  };
}

function pieceOf(found: RegExpExecArray, dress: Dress): Piece {
  const { dollar, inner, bare, open } = found.groups ?? {};
  if (dollar !== undefined) return dress === 'text' ? '$' : '\\$';
  if (bare !== undefined) return { variable: bare, filter: null };
  if (inner !== undefined) return inBraces(inner);
  if (open !== undefined)
    return { message: 'a variable is not closed', fix: `write \${name}, or $$ for a dollar sign` };
  return found[0];
}

/** Takes a text apart into words and variables, in their order; of what only begins like a variable it says why it is none. */
export function piecesOf(text: string, dress: Dress): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(PIECES[dress])) {
    pieces.push(text.slice(end, found.index), pieceOf(found, dress));
    end = found.index + found[0].length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== '');
}

/** The variable that is the whole text, or null. */
export function soleVariable(text: string): string | null {
  const [, bare, braced] = ALONE.exec(text) ?? [];
  return bare ?? braced ?? null;
}

/** A text that means what it says, whatever dollar signs are in it. */
export function withoutVariables(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** A text as an expectation has it, where one line break at the end is that of a block. */
export function asExpected(text: string): string {
  return text.endsWith('\n') ? `${text}\n` : text;
}
