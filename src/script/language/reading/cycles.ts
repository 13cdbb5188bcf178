/** Fragments that run themselves, directly or by way of others. */
import type { Path } from '../../../yaml/path.ts';
import { isMap, listOf, type Reading, tell } from './reading.ts';

interface Run {
  readonly name: string;
  /** Of the field `do`. */
  readonly path: Path;
}

function runsIn(steps: unknown, path: Path): Run[] {
  return listOf(steps).flatMap((step, index) => {
    if (!isMap(step)) return [];
    const at = [...path, index];
    const own = typeof step.do === 'string' ? [{ name: step.do, path: [...at, 'do'] }] : [];
    return [...own, ...runsIn(step.steps, [...at, 'steps'])];
  });
}

/** A fragment that is walked through, and how far. */
interface Visit {
  readonly name: string;
  readonly runs: readonly Run[];
  next: number;
}

/** Names that are told of a way; of a longer one its ends. */
const TOLD = 6;

function inWords(way: readonly string[]): string {
  const told = way.length <= TOLD ? way : [...way.slice(0, TOLD - 2), '…', way.at(-1)];
  return told.join(' → ');
}

function tellLoop(reading: Reading, run: Run, way: readonly Visit[]): void {
  const names = [...way.slice(way.findIndex(({ name }) => name === run.name)).map(({ name }) => name), run.name];
  const message = `an endless loop: the fragment "${run.name}" runs itself (${inWords(names)})`;
  tell(reading, run.path, message, 'take this step out');
}

/**
 * Tells every `do` that leads back to a fragment on the way to it: without those nothing runs itself. Depth first, each fragment once, and without
 * recursion: a file has room for chains that no call stack holds.
 */
export function tellCycles(reading: Reading): void {
  const begun = new Set<string>();
  const running = new Set<string>();
  const way: Visit[] = [];
  const begin = (name: string): void => {
    begun.add(name);
    running.add(name);
    way.push({ name, runs: runsIn(reading.fragments.get(name), ['fragments', name]), next: 0 });
  };
  for (const name of reading.fragments.keys()) {
    if (!begun.has(name)) begin(name);
    for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
      const run = visit.runs[visit.next++];
      if (run === undefined) running.delete(way.pop()?.name ?? '');
      else if (running.has(run.name)) tellLoop(reading, run, way);
      else if (!begun.has(run.name)) begin(run.name);
    }
  }
}
