/** An answer that fits a pattern: the safe part of regular expressions that definitions may use (`definition/pattern.ts`). */

/** How often what may be repeated is repeated: as little as possible, or some more. */
export type Repeats = 'least' | 'more';

const MORE = 3;

interface Reader {
  readonly pattern: string;
  at: number;
}

/** A text that fits a pattern which the compiler has taken, as far as we understand it; whoever uses it checks that it does. */
export function sampleOf(pattern: string, repeats: Repeats): string {
  return alternatives({ pattern, at: 0 }, repeats);
}

/** The first of the alternatives, the others passed over. */
function alternatives(reader: Reader, repeats: Repeats): string {
  const first = sequence(reader, repeats);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    sequence(reader, repeats);
  }
  return first;
}

function sequence(reader: Reader, repeats: Repeats): string {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const item = itemAt(reader, repeats);
    text += item.repeat(countAt(reader, repeats));
  }
  return text;
}

function itemAt(reader: Reader, repeats: Repeats): string {
  const sign = reader.pattern[reader.at] ?? '';
  reader.at += 1;
  switch (sign) {
    case '(':
      return group(reader, repeats);
    case '[':
      return fromClass(reader);
    case '\\':
      return escaped(reader);
    case '.':
      return 'a';
    case '^':
    case '$':
      return '';
    default:
      return sign;
  }
}

function group(reader: Reader, repeats: Repeats): string {
  const head = /^\?(?::|<\w+>)/.exec(reader.pattern.slice(reader.at))?.[0] ?? '';
  reader.at += head.length;
  const text = alternatives(reader, repeats);
  reader.at += 1;
  return text;
}

/** `\d`, `\p{Lu}`, `\-`: a sign of that kind. */
function escaped(reader: Reader): string {
  const sign = reader.pattern[reader.at] ?? '';
  reader.at += 1;
  const property = /^\{[^}]*\}/.exec(reader.pattern.slice(reader.at))?.[0] ?? '';
  if (sign !== 'p' && sign !== 'P') return firstFitting(`\\${sign}`) ?? sign;
  reader.at += property.length;
  return firstFitting(`\\${sign}${property}`) ?? '';
}

function fromClass(reader: Reader): string {
  const end = /^\^?(?:\\.|[^\]\\])*\]/.exec(reader.pattern.slice(reader.at))?.[0] ?? '';
  reader.at += end.length;
  return firstFitting(`[${end}`) ?? '';
}

const SIGNS = '9ZzЯя -._/:+,#*';

/** The first sign of a few that one item of a pattern matches. */
function firstFitting(item: string): string | undefined {
  const fits = new RegExp(`^${item}$`, 'u');
  const all = [...SIGNS, ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))];
  return all.find((sign) => fits.test(sign)) ?? literalIn(item);
}

/** A sign that stands for itself in a class, like the € of `[€]`. */
function literalIn(item: string): string | undefined {
  return /^\[\^?\\?(.)/u.exec(item)?.[1];
}

function countAt(reader: Reader, repeats: Repeats): number {
  const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(reader.pattern.slice(reader.at));
  if (found === null) return 1;
  reader.at += found[0].length;
  const [, sign, least = '', comma, most] = found;
  const from = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
  const to =
    sign === '?' ? 1 : sign !== undefined || (comma !== '' && most === '') ? from + MORE : Number(most || least);
  return repeats === 'least' ? from : to;
}
