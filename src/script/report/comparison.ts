/** What was expected and what came instead, one below the other, with the part that differs marked. Pure. */
import { visible } from '../../text/sanitize.ts';
import { displayWidth } from '../../text/width.ts';
import type { Finding } from '../run/result.ts';
import { type DiffLine, diffLines } from './lineDiff.ts';
import type { Brush, Paint } from './paint.ts';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { both: ' ', expected: '-', actual: '+' };
const SIGN_WIDTH = 2;

/** Lines of at most `width` columns. */
export function drawComparison({ expected, actual, compare }: Finding, width: number, paint: Paint): string[] {
  const [left, right] = [visible(expected), visible(actual)];
  const lines = compare === 'lines' ? diffLines(left, right) : apart(left, right);
  const heading = `${paint.bad('- expected')}  ${paint.good('+ actual')}`;
  return [heading, ...lines.flatMap((line) => drawLine(line, width - SIGN_WIDTH, brushOf(line, paint)))];
}

function apart(expected: string, actual: string): DiffLine[] {
  const lines = (kind: DiffLine['kind'], text: string) =>
    text.split('\n').map((line): DiffLine => ({ kind, characters: [...line], from: 0, to: 0 }));
  return [...lines('expected', expected), ...lines('actual', actual)];
}

function brushOf({ kind }: DiffLine, { bad, good, dim }: Paint): Brush {
  return kind === 'both' ? dim : kind === 'expected' ? bad : good;
}

/** A line is cut where the terminal ends, and each piece has its marks below it. */
function drawLine({ kind, characters, from, to }: DiffLine, width: number, brush: Brush): string[] {
  const pieces = piecesOf(characters, width);
  return pieces.flatMap(([start, end], index) => {
    const text = characters.slice(start, end).join('');
    const line = brush(`${index === 0 ? SIGNS[kind] : ' '} ${text}`);
    const marks = marksUnder(characters, start, end, from, to);
    return marks === '' ? [line] : [line, brush(`  ${marks}`)];
  });
}

function marksUnder(characters: readonly string[], start: number, end: number, from: number, to: number): string {
  const [first, last] = [Math.max(start, from), Math.min(end, to)];
  if (first >= last) return '';
  const columns = (a: number, b: number) => displayWidth(characters.slice(a, b).join(''));
  return ' '.repeat(columns(start, first)) + '^'.repeat(columns(first, last));
}

/** Where each piece of a line begins and ends, in characters. */
function piecesOf(characters: readonly string[], width: number): (readonly [number, number])[] {
  const pieces: (readonly [number, number])[] = [];
  let start = 0;
  let used = 0;
  for (const [index, character] of characters.entries()) {
    const columns = displayWidth(character);
    if (used + columns > width && index > start) {
      pieces.push([start, index]);
      [start, used] = [index, 0];
    }
    used += columns;
  }
  return [...pieces, [start, characters.length]];
}
