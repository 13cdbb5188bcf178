/** Of a text the lines that come nearest to what was looked for in it: what an update writes in its place. */

/** Takes what was wanted, gives as many lines of `actual` as it has, those next to each other that are most like it. */
export function nearestLines(wanted: string, actual: string): string {
  const wantedLines = wanted.split('\n');
  const lines = actual.split('\n');
  const starts = Array.from({ length: Math.max(1, lines.length - wantedLines.length + 1) }, (_, start) => start);
  const windows = starts.map((start) => lines.slice(start, start + wantedLines.length).join('\n'));
  return windows.reduce((best, window) => (likeness(wanted, window) > likeness(wanted, best) ? window : best));
}

/** How many pairs of neighbouring letters two texts share, 0…1 (Dice's coefficient). */
export function likeness(left: string, right: string): number {
  const [a, b] = [pairsOf(left), pairsOf(right)];
  const total = a.length + b.length;
  if (total === 0) return left === right ? 1 : 0;
  const rest = new Map<string, number>();
  for (const pair of b) rest.set(pair, (rest.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of a) {
    const count = rest.get(pair) ?? 0;
    if (count > 0) shared += 1;
    rest.set(pair, count - 1);
  }
  return (2 * shared) / total;
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
}
