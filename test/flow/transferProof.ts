/** The proof of transfers: everything that can come between the legs, on one place. Findings are sentences; none is a pass. */
import { ABSENCES, playInterlude } from './transferBetween.ts';
import { cutsOf, playCut, playRelays } from './transferCuts.ts';
import type { Edition, Rules } from './transferEditions.ts';
import type { Place } from './transferGrounds.ts';
import { INTERLUDES } from './transferInterludes.ts';
import { RACES, type Race, runRace } from './transferRaces.ts';
import type { Flow, Ground } from './transferStage.ts';
import { WAYS } from './transferWays.ts';

export type Editions = Readonly<Record<Edition, Rules>>;

/** One point of the proof: how many histories it has played, and what was wrong in them. */
export interface Point {
  readonly part: 'cut' | 'relay' | 'interlude' | 'order';
  readonly histories: number;
  readonly found: readonly string[];
}

/** Proves point by point, so that who looks for one finding can stop at it. */
export async function* prove(
  flow: Flow,
  place: Place,
  editions: Editions,
  races: readonly Race[] = RACES,
): AsyncGenerator<Point> {
  const { store, giver, receiver } = place;
  const groundOf = (edition: Edition): Ground => ({ flow, rules: editions[edition], store, giver, receiver });
  const ground = groundOf('shipped');
  for (const interlude of INTERLUDES) {
    for (const absence of ABSENCES) {
      const found = await playInterlude(groundOf(interlude.edition ?? 'shipped'), interlude, absence);
      yield { part: 'interlude', histories: 1, found };
    }
  }
  for (const way of WAYS) {
    for (const cut of await cutsOf(ground, way)) {
      const { found } = await playCut(ground, cut);
      yield { part: 'cut', histories: 1, found };
    }
  }
  for (const race of races) {
    const { orders, found } = await runRace(ground, race);
    yield { part: 'order', histories: orders, found };
  }
  for (const way of WAYS.filter(({ hasKeys }) => hasKeys)) {
    for await (const found of playRelays(ground, way)) yield { part: 'relay', histories: 1, found };
  }
}
