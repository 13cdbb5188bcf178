/** How far two words are apart: insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */

/**
 * Takes two words and a limit; gives their distance, or `limit + 1` as soon as it is known to be above the limit.
 * Counts UTF-16 code units. Costs at most the product of the lengths, nothing if the lengths alone are too far apart.
 */
export function distanceWithin(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = nextRow(left, right, row, last, before);
    if (Math.min(...current) > limit) return limit + 1;
    before = last;
    last = current;
  }
  return Math.min(last[right.length] ?? 0, limit + 1);
}

function nextRow(
  left: string,
  right: string,
  row: number,
  last: readonly number[],
  before: readonly number[],
): readonly number[] {
  const current = [row];
  for (let column = 1; column <= right.length; column++) {
    const replaced = at(last, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
    const changed = Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced);
    const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    current.push(swapped ? Math.min(changed, at(before, column - 2) + 1) : changed);
  }
  return current;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
