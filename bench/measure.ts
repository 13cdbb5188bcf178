/** Measuring: so many loops at once for so long; steps, latencies, CPU of this process, CPU stolen from this machine. */
import { readFileSync } from 'node:fs';

export interface Row {
  readonly name: string;
  /** Steps a second. */
  readonly rate: number;
  /** Latency of a step, ms. */
  readonly p50: number;
  readonly p99: number;
  /** CPU of the measured process per step, µs. */
  readonly cpu: number;
  /** Share of the machine's CPU time that the hypervisor gave to others meanwhile, 0…1. */
  readonly steal: number;
}

/** Runs `step` in `loops` loops for `ms`, and measures. `step` gets the number of its loop. */
export async function measure(
  name: string,
  ms: number,
  loops: number,
  step: (loop: number) => Promise<unknown>,
): Promise<Row> {
  const latencies: number[] = [];
  const stolenBefore = cpuTimes();
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  const end = begun + ms;
  const loop = async (number: number) => {
    for (let now = performance.now(); now < end; ) {
      await step(number);
      const then = performance.now();
      latencies.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: loops }, (_, number) => loop(number)));
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const steps = latencies.length;
  return {
    name,
    rate: steps / seconds,
    ...percentiles(latencies),
    cpu: (user + system) / steps,
    steal: stolen(stolenBefore),
  };
}

/** The middle and the slow end of latencies. */
export function percentiles(latencies: number[]): { p50: number; p99: number } {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Ticks of all CPUs since boot: [all, stolen]. Zero where the machine does not tell. */
export function cpuTimes(): readonly [number, number] {
  try {
    const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
    return [fields.reduce((sum, value) => sum + value, 0), fields[7] ?? 0];
  } catch {
    return [0, 0];
  }
}

/** The share stolen since `before`. */
export function stolen(before: readonly [number, number]): number {
  const [all, steal] = cpuTimes();
  return all === before[0] ? 0 : (steal - before[1]) / (all - before[0]);
}

/** The fastest of several runs: what the code can do when the neighbours are quiet. */
export function best(rows: readonly Row[]): Row {
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('Nothing was measured.');
  return rest.reduce((fastest, row) => (row.rate > fastest.rate ? row : fastest), first);
}
