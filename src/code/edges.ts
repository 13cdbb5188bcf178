/** Cuts characters off both ends of a string by hand: a regular expression anchored at the end is quadratic on hostile input. */

const BLANK = /^[\s\p{Cf}]$/u;

/**
 * Trims white space and invisible format characters (zero-width, bidirectional marks: phone books copy them along).
 * Takes any string, gives the part between; never fails.
 */
export function trimBlank(text: string): string {
  return trimWhere(text, (char) => BLANK.test(char));
}

/**
 * Trims every leading and trailing character (code point) for which `cut` holds; `ends` limits it to one end.
 * Takes any string, gives the part between; never fails. Linear in the length.
 */
export function trimWhere(
  text: string,
  cut: (char: string) => boolean,
  ends: 'both' | 'start' | 'end' = 'both',
): string {
  let from = 0;
  let to = text.length;
  for (let char = after(text, from, to); ends !== 'end' && char !== '' && cut(char); char = after(text, from, to)) {
    from += char.length;
  }
  for (let char = before(text, from, to); ends !== 'start' && char !== '' && cut(char); char = before(text, from, to)) {
    to -= char.length;
  }
  return text.slice(from, to);
}

function after(text: string, from: number, to: number): string {
  return from < to ? String.fromCodePoint(text.codePointAt(from) ?? 0) : '';
}

function before(text: string, from: number, to: number): string {
  const pair = to - from >= 2 ? (text.codePointAt(to - 2) ?? 0) : 0;
  return pair > 0xffff ? String.fromCodePoint(pair) : text.slice(Math.max(from, to - 1), to);
}
