/** Two texts line by line: what both have, what only one has, and of lines that nearly agree where they differ. Pure. */
import { charactersOf } from '../../text/width.ts';
import { likeness } from '../run/expect/nearestLines.ts';

/** `from`, `to`: the characters in which it differs from its pair; equal where there is none, or nothing to mark. */
export interface DiffLine {
  readonly kind: 'both' | 'expected' | 'actual';
  readonly characters: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Lines less alike than this are no pair, 0…1. */
const ALIKE = 0.3;
/** Texts of more lines are not worth the time: all of one, then all of the other. */
const MOST_LINES = 400;

/** Takes both texts; gives the lines in the order in which they are read, an expected one before the actual one of its pair. */
export function diffLines(expected: string, actual: string): readonly DiffLine[] {
  const [left, right] = [expected.split('\n'), actual.split('\n')];
  if (left.length > MOST_LINES || right.length > MOST_LINES)
    return [...left.map(only('expected')), ...right.map(only('actual'))];
  const shared = sharedLines(left, right);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...shared, [left.length, right.length] as const]) {
    lines.push(...paired(left.slice(i, nextI), right.slice(j, nextJ)));
    if (nextI < left.length) lines.push(whole('both', left[nextI] ?? ''));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return lines;
}

/** Indices of the longest common subsequence of lines. */
function sharedLines(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as Uint16Array;
      row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const shared: (readonly [number, number])[] = [];
  for (let [i, j] = [0, 0]; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) shared.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return shared;
}

/** Between two lines that both have: each expected line with the first actual one that is like it. */
function paired(left: readonly string[], right: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let rest = [...right];
  for (const line of left) {
    const pair = rest.findIndex((other) => likeness(line, other) >= ALIKE);
    lines.push(...rest.slice(0, Math.max(0, pair)).map(only('actual')));
    lines.push(...(pair < 0 ? [whole('expected', line)] : marked(line, rest[pair] ?? '')));
    rest = rest.slice(pair + 1);
  }
  return [...lines, ...rest.map(only('actual'))];
}

function marked(expected: string, actual: string): DiffLine[] {
  const [left, right] = [charactersOf(expected), charactersOf(actual)];
  const most = Math.min(left.length, right.length);
  let from = 0;
  while (from < most && left[from] === right[from]) from += 1;
  let tail = 0;
  while (tail < most - from && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  return [
    { kind: 'expected', characters: left, from, to: left.length - tail },
    { kind: 'actual', characters: right, from, to: right.length - tail },
  ];
}

function whole(kind: DiffLine['kind'], line: string): DiffLine {
  return { kind, characters: charactersOf(line), from: 0, to: 0 };
}

function only(kind: DiffLine['kind']): (line: string) => DiffLine {
  return (line) => whole(kind, line);
}
