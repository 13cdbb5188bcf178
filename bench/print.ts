/** The table of all rows, and whether the bars are held. */
import type { Row } from './measure.ts';

/** What a row is held to: at least so many times another row, at most so much CPU (µs a step). */
interface Bar {
  readonly of?: string;
  readonly least?: number;
  readonly mostCpu?: number;
}

export const BARS: Readonly<Record<string, Bar>> = {
  'in process: redis': { of: 'in process: floor', least: 0.5 },
  'over HTTP: redis': { of: 'over HTTP: floor', least: 0.3 },
  'SMPP accept: starhash': { of: 'SMPP accept: npm smpp', least: 3.5 },
  'SMPP menu: redis': { of: 'SMPP menu: floor', least: 0.4, mostCpu: 50 },
  'scripts: 1000': { mostCpu: 2_000 },
  'scripts: 10000': { of: 'scripts: 10', least: 0.5, mostCpu: 2_000 },
};

/** Prints the table. @returns whether every bar is held */
export function print(rows: readonly Row[]): boolean {
  console.log(`\n\n${'best of'.padEnd(24)} steps/s   p50 ms   p99 ms  CPU µs/step  steal   of floor`);
  const verdicts = rows.map((row) => verdictOf(row, rows));
  for (const [index, row] of rows.entries()) console.log(line(row, verdicts[index]?.words ?? ''));
  return verdicts.every(({ held }) => held);
}

function verdictOf(row: Row, rows: readonly Row[]): { held: boolean; words: string } {
  const bar = BARS[row.name];
  if (bar === undefined) return { held: true, words: '' };
  const floor = rows.find(({ name }) => name === bar.of);
  const ratio = floor === undefined ? Number.POSITIVE_INFINITY : row.rate / floor.rate;
  const checks = [
    ...(bar.least === undefined ? [] : [{ held: ratio >= bar.least, words: `${bar.least}` }]),
    ...(bar.mostCpu === undefined ? [] : [{ held: row.cpu <= bar.mostCpu, words: `${bar.mostCpu} µs` }]),
  ];
  const held = checks.every((check) => check.held);
  const share = bar.least === undefined ? '' : `${ratio.toFixed(2)} `;
  return { held, words: `${share}(bar ${checks.map(({ words }) => words).join(', ')}: ${held ? 'held' : 'MISSED'})` };
}

function line({ name, rate, p50, p99, cpu, steal }: Row, verdict: string): string {
  return [
    name.padEnd(24),
    rate.toFixed(0).padStart(7),
    p50.toFixed(2).padStart(8),
    p99.toFixed(2).padStart(8),
    cpu.toFixed(1).padStart(12),
    `${(steal * 100).toFixed(1)} %`.padStart(6),
    `  ${verdict}`,
  ].join(' ');
}
