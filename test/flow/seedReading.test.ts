/** How seeds are read: what it costs, counted. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { readSeed } from '../../src/flow/seed/read.ts';
import { MACHINE_TIME, openHarness, SESSIONS } from '../support/harness.ts';
import { must } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';

interface Counts {
  decisions: number;
  /** Of a name that is not there. */
  searches: number;
}

let known: Definitions;
beforeAll(async () => {
  known = await loadDefinitions(SESSIONS);
});

/** The shipped definitions, which count how often their programs are asked. */
function counting(): { definitions: Definitions; counts: Counts } {
  const counts: Counts = { decisions: 0, searches: 0 };
  const programs = new Map(
    [...known.programs].map(([name, { core, service }]) => {
      const decide: typeof core.decide = (...args) => {
        counts.decisions += 1;
        return core.decide(...args);
      };
      return [name, { core: { ...core, decide }, service }];
    }),
  );
  const keys = programs.keys.bind(programs);
  programs.keys = () => {
    counts.searches += 1;
    return keys();
  };
  return { definitions: { ...known, programs }, counts };
}

function people(count: number, more: (index: number) => object = () => ({})): { subscribers: object[] } {
  const subscribers = Array.from({ length: count }, (_, index) => {
    return { msisdn: String(79_160_000_000 + index), ...more(index) };
  });
  return { subscribers };
}

function unknownPrograms(count: number, of = 0): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${of}-${index}`, {}]));
}

describe('a seed that is wrong all over', () => {
  test('forty thousand programs of one subscriber: none is searched for', async () => {
    const { definitions, counts } = counting();
    const read = await readSeed(
      definitions,
      people(1, () => ({ programs: unknownPrograms(40_000) })),
      MACHINE_TIME,
    );
    expect(read).toMatchObject({ ok: false, problem: { data: { field: 'seed.subscribers.0.programs' } } });
    expect(counts.searches).toBe(0);
  });

  test('a hundred unknown programs of each: as many are searched for as are told', async () => {
    const { definitions, counts } = counting();
    const seed = people(1_000, (index) => ({ programs: unknownPrograms(100, index) }));
    const read = await readSeed(definitions, seed, MACHINE_TIME);
    expect(read.ok ? null : read.problem.data?.errors).toHaveLength(100);
    expect(counts.searches).toBeLessThan(300);
  });
});

describe('a large seed', () => {
  const seed = people(10_000, (index) => ({
    timeZone: index % 2 ? 'Europe/Moscow' : 'Asia/Kamchatka',
    memberSince: '2010-05-15T00:00:00+03:00',
    programs: { [PROGRAM]: { points: index % 50 } },
  }));

  test('leaves others their turns', async () => {
    let turns = 0;
    let next = setImmediate(function turn() {
      turns += 1;
      next = setImmediate(turn);
    });
    const read = await readSeed(known, seed, MACHINE_TIME);
    clearImmediate(next);
    expect(must(read).subscribers).toHaveLength(10_000);
    expect(turns).toBeGreaterThanOrEqual(30);
  });

  test('asks a program once whether it opens', async () => {
    const { definitions, counts } = counting();
    must(await readSeed(definitions, seed, MACHINE_TIME));
    expect(counts.decisions).toBe(1);
  });
});

test.each(STORES)('%s: each membership is decided once on its way into the store', async (_, open) => {
  const { definitions, counts } = counting();
  const opened = await open();
  const harness = await openHarness(opened.store, { definitions });
  const seed = people(300, () => ({ programs: { [PROGRAM]: { points: 5 } } }));
  const { id } = must(await harness.gateway.createWorld(harness.call, { seed }));
  expect(counts.decisions).toBe(1 + 300);
  must(await harness.gateway.deleteWorld(id));
  await harness.stop();
  await opened.close();
});
