/** What the tests of Rostelecom Bonus share: its core, members, and tables of figures. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '../../src/bonus/types.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { moscow, type Subscriber, subscriber } from '../bonus/support.ts';
import { SESSIONS } from '../support/harness.ts';

export const PROGRAM = 'rostelecom-bonus';
export const NOW = moscow('2018-03-10T12:00');

/** The shipped definitions. */
export const DEFINITIONS = await loadDefinitions(join(SESSIONS, PROGRAM));
export const CORE = coreIn(DEFINITIONS);

/** The program's core in some definitions. */
export function coreIn({ programs }: Definitions): Core {
  const program = programs.get(PROGRAM);
  if (program === undefined) throw new Error(`There is no program ${PROGRAM}.`);
  return program.core;
}

/** Somebody who joined on the web. */
export function member(): Subscriber {
  const one = subscriber(CORE);
  one.ask(NOW, { op: 'register', channel: 'web' });
  return one;
}

/** A member with so many status points from surveys, and as many to spend. */
export function surveyed(points: number): Subscriber {
  const one = member();
  let missing = points;
  while (missing > 0) {
    const part = missing > 1000 ? Math.min(1000, missing - 100) : missing;
    one.event(NOW, 'survey', { points: part });
    missing -= part;
  }
  return one;
}

/** A figure of programs.md §3. */
export interface Figure {
  readonly figure: string;
  /** [T] = the program's guide; choice = the emulator's own where it is silent. */
  readonly source: string;
  readonly shown: () => unknown;
  readonly is: unknown;
}

/** A test for each figure. */
export function testFigures(figures: readonly Figure[]): void {
  test.each(figures)('$figure ($source)', ({ shown, is }) => {
    expect(shown()).toEqual(is);
  });
}
