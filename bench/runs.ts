/** How often and how long everything is measured, and what is said meanwhile. */

export const RUNS = Number(process.env.BENCH_RUNS ?? 5);
export const MS = Number(process.env.BENCH_MS ?? 1500);

export function progress(what: string): void {
  process.stderr.write(`\n${what} `);
}

export function dot(): void {
  process.stderr.write('.');
}
