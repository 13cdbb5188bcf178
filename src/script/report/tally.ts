/** How many scripts passed and how many did not, in words. Pure. */
import type { ScriptResult } from '../run/result.ts';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly broken: number;
  readonly impossible: number;
}

export const NOTHING_YET: Tally = { passed: 0, failed: 0, broken: 0, impossible: 0 };

/** With one more. */
export function counted(tally: Tally, { outcome }: Pick<ScriptResult, 'outcome'>): Tally {
  return { ...tally, [outcome.kind]: tally[outcome.kind] + 1 };
}

/** Whether nothing went wrong. */
export function isGood({ failed, broken }: Tally): boolean {
  return failed + broken === 0;
}

/** `12 passed, 1 failed`; what is none is left out. */
export function inWords(tally: Tally): string {
  const words = (['passed', 'failed', 'broken', 'impossible'] as const)
    .filter((kind) => tally[kind] > 0)
    .map((kind) => `${tally[kind]} ${kind}`);
  return words.join(', ') || 'nothing ran';
}

/** `640 ms`, `1.2 s`, `2 min 5 s` */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
