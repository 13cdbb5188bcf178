/**
 * Finds where a text stops being JSON (RFC 8259). `JSON.parse` says so only in prose that differs between versions of
 * Node and may quote the text. Used after `JSON.parse` has failed; keeps its own stack, since a body may be 50 000 brackets deep.
 */

/** A place in a text: `offset` counts UTF-16 units from 0, `line` and `column` count from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

const SPACE = /[\t\n\r ]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 forbids exactly these inside a string.
const STRING_BODY = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const WORDS = ['true', 'false', 'null'];

/**
 * Where the first character stands that no JSON text could have there.
 * @returns null if the text is JSON; the end of the text if only something is missing
 */
export function jsonErrorPosition(text: string): Position | null {
  const offset = errorOffset(text);
  if (offset === null) return null;
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { offset, line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** What may come next: a value, a value or the end of an empty array, a key (or the end of an empty object), what follows a value. */
type Expect = 'value' | 'first-item' | 'key' | 'first-key' | 'after';

interface Scan {
  readonly text: string;
  readonly open: ('{' | '[')[];
  at: number;
  expect: Expect;
}

function errorOffset(text: string): number | null {
  const scan: Scan = { text, open: [], at: 0, expect: 'value' };
  for (;;) {
    skip(scan, SPACE);
    if (scan.expect === 'after' && scan.open.length === 0) return scan.at === text.length ? null : scan.at;
    if (!advance(scan)) return scan.at;
  }
}

/** Takes one token. False: the token at `scan.at` is the error. */
function advance(scan: Scan): boolean {
  const char = scan.text[scan.at];
  if (scan.expect === 'after') return takeSeparator(scan, char);
  if (scan.expect === 'key' || scan.expect === 'first-key') return takeKey(scan, char);
  if (scan.expect === 'first-item' && char === ']') return close(scan);
  return takeValue(scan, char);
}

function takeSeparator(scan: Scan, char: string | undefined): boolean {
  const inObject = scan.open.at(-1) === '{';
  if (char === (inObject ? '}' : ']')) return close(scan);
  if (char !== ',') return false;
  return step(scan, inObject ? 'key' : 'value');
}

function takeKey(scan: Scan, char: string | undefined): boolean {
  if (scan.expect === 'first-key' && char === '}') return close(scan);
  if (!takeString(scan, char)) return false;
  skip(scan, SPACE);
  return scan.text[scan.at] === ':' && step(scan, 'value');
}

function takeValue(scan: Scan, char: string | undefined): boolean {
  if (char === '{' || char === '[') {
    scan.open.push(char);
    return step(scan, char === '{' ? 'first-key' : 'first-item');
  }
  const taken = takeString(scan, char) || takeWord(scan) || skip(scan, NUMBER);
  if (taken) scan.expect = 'after';
  return taken;
}

function takeString(scan: Scan, char: string | undefined): boolean {
  if (char !== '"') return false;
  scan.at += 1;
  skip(scan, STRING_BODY);
  if (scan.text[scan.at] !== '"') return false;
  scan.at += 1;
  return true;
}

function takeWord(scan: Scan): boolean {
  const word = WORDS.find((candidate) => scan.text.startsWith(candidate, scan.at));
  scan.at += word?.length ?? 0;
  return word !== undefined;
}

function close(scan: Scan): boolean {
  scan.open.pop();
  return step(scan, 'after');
}

function step(scan: Scan, expect: Expect): boolean {
  scan.at += 1;
  scan.expect = expect;
  return true;
}

/** Moves over what the sticky pattern matches here; true if that was anything. */
function skip(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  const length = pattern.exec(scan.text)?.[0].length ?? 0;
  scan.at += length;
  return length > 0;
}
