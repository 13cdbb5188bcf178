/** Transfers under every trouble that can come between two calls of the store, on every store. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shardOf } from '../../src/store/redis/shard.ts';
import { readEditions } from './transferEditions.ts';
import { PLACES, type Place } from './transferGrounds.ts';
import { walkPending } from './transferPending.ts';
import { type Editions, prove } from './transferProof.ts';
import { LONG_RACES, RACES } from './transferRaces.ts';
import { SHIPPED } from './transferStage.ts';

/** Of what is wrong, so many are shown. */
const MOST_SHOWN = 5;
/** So many transfers are left behind at once. */
const PENDING = 24;

describe.each(PLACES)('a transfer on %s', (name, open) => {
  let place: Place;
  let editions: Editions;
  beforeAll(async () => {
    [place, editions] = await Promise.all([open(), readEditions()]);
  });
  afterAll(() => place.close());

  test('whatever is lost, dies or comes between: each point moves once, each side is told once', async () => {
    const races = name === 'embedded' ? [...RACES, ...LONG_RACES] : RACES;
    const counts = { cut: 0, relay: 0, interlude: 0, order: 0 };
    const found: string[] = [];
    for await (const point of prove(SHIPPED, place, editions, races)) {
      counts[point.part] += point.histories;
      found.push(...point.found);
    }
    const { cut, relay, interlude, order } = counts;
    console.log(
      `Transfers on ${name}: ${cut} cuts, ${relay} with two deaths, ${interlude} interludes, ${order} orders of two at once`,
    );
    expect(found.slice(0, MOST_SHOWN)).toEqual([]);
    expect(cut).toBeGreaterThan(100);
  });

  test('two processes walk what others left pending, on every shard', async () => {
    const { store, giver, receiver } = place;
    const ground = { flow: SHIPPED, rules: editions.shipped, store, giver, receiver };
    const pairs = Array.from({ length: PENDING }, (_, n) => [`7926${1e6 + n}`, `7936${1e6 + n}`] as const);
    expect(new Set(pairs.map(([from]) => shardOf(from))).size).toBeGreaterThan(PENDING / 2);
    expect(await walkPending(ground, pairs)).toEqual([]);
  });
});
