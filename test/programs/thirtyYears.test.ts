/** Thirty years of random members in all programs: the books hold, the clock's work is done once and in order, accounts stay small. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { type Harness, openHarness, SESSIONS } from '../support/harness.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { allStored, courseOf, faultsIn, type Shelf, type Stored } from './years/books.ts';
import { diceOf } from './years/dice.ts';
import {
  begin,
  give,
  laterThan,
  live,
  type Member,
  membersOf,
  programsIn,
  type Scene,
  setClock,
} from './years/lives.ts';

const DAY = 24 * 3_600_000;
const YEAR = 366 * DAY;
const BEGINNING = Date.parse('2014-03-01T00:00:00Z');
const END = BEGINNING + 30 * YEAR;
/** Characters of an account as JSON: what its lists hold when they are full, of which the last claims are most. The bench tells more. */
const MOST_CHARACTERS = 20_000;
const PROGRAMS = await programsIn(SESSIONS);
const TO_GIVE = PROGRAMS.filter(({ transfers }) => transfers !== null);

const opened: OpenedStore[] = [];
const harnesses: Harness[] = [];
afterEach(async () => {
  for (const harness of harnesses.splice(0).reverse()) await harness.stop();
  for (const { close } of opened.splice(0)) await close();
});

async function openStore(kind: 'embedded' | 'redis'): Promise<Store> {
  const open = new Map<string, () => Promise<OpenedStore>>(STORES).get(kind);
  if (open === undefined) throw new Error(`There is no store ${kind}.`);
  const one = await open();
  opened.push(one);
  return one.store;
}

/** A gateway of its own, in a world of its own unless one is named. */
async function enter(store: Store, tag: string, world?: string): Promise<Scene & Shelf> {
  const where = world === undefined ? {} : { world };
  const harness = await openHarness(store, { ...where, tag, machineTime: () => BEGINNING });
  harnesses.push(harness);
  return { gateway: harness.gateway, call: harness.call, programs: PROGRAMS, store, harness };
}

/** Everybody does something, each in turn at one of the gateways; now and then somebody gives points away. */
async function liveAll(scenes: readonly Scene[], members: readonly Member[]): Promise<void> {
  for (const [index, member] of members.entries()) {
    const scene = scenes[index % scenes.length] as Scene;
    await live(scene, member);
    const receiver = members[(index + 1) % members.length] as Member;
    if (member.dice.percent(10)) for (const program of TO_GIVE) await give(scene, program, member, receiver);
  }
}

async function beginAll(scene: Scene, members: readonly Member[]): Promise<void> {
  for (const member of members) await begin(scene, member);
}

/** Random deeds at random times, from one year after the beginning until another. */
async function liveYears(
  scenes: readonly Scene[],
  members: readonly Member[],
  from: number,
  to: number,
): Promise<void> {
  const dice = diceOf(`the clock from ${from}`);
  const until = BEGINNING + to * YEAR;
  for (let at = BEGINNING + from * YEAR; at < until; ) {
    at = laterThan(at, dice, until);
    await Promise.all(scenes.map((scene) => setClock(scene, at)));
    await liveAll(scenes, members);
  }
}

function kindsIn(all: readonly Stored[]): readonly string[] {
  const entries = all.flatMap(({ journals }) => [...journals.values()].flat());
  return [...new Set(entries.map(({ kind }) => kind))].sort();
}

function sizeOf({ account }: Stored): number {
  return JSON.stringify(account).length;
}

describe('thirty years', () => {
  test('of random members: nothing is wrong in the end, and accounts stay small', async () => {
    const scene = await enter(await openStore('embedded'), 'a');
    const members = membersOf('thirty years', 16);
    await beginAll(scene, members);
    await liveYears([scene], members, 0, 30);
    const all = await allStored(scene, members);
    expect(await faultsIn(scene, all, END)).toEqual([]);
    expect(kindsIn(all)).toEqual([
      'burn',
      'earn',
      'order',
      'take-back',
      'transfer-credit',
      'transfer-post',
      'transfer-reserve',
      'write-off',
    ]);
    expect(Math.max(...all.map(sizeOf))).toBeLessThan(MOST_CHARACTERS);
  });

  test('in one go: what fell due comes in order and as in steps, and a clock that stands still does nothing', async () => {
    const store = await openStore('embedded');
    const [atOnce, inSteps] = [await enter(store, 'a'), await enter(store, 'a')];
    const courses = [];
    for (const scene of [atOnce, inSteps]) {
      const members = membersOf('in one go', 6);
      await beginAll(scene, members);
      await liveYears([scene], members, 0, 1);
      if (scene === inSteps) for (let at = BEGINNING + YEAR; at < END; at += 31 * DAY) await setClock(scene, at);
      await setClock(scene, END);
      const all = await allStored(scene, members);
      expect(await faultsIn(scene, all, END)).toEqual([]);
      courses.push(all.map(courseOf));
      await setClock(scene, END);
      expect(await allStored(scene, members)).toEqual(all);
      for (const { messages } of all) expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).sort());
    }
    expect(courses[0]).toEqual(courses[1]);
  });

  test('two gateways on one store share the work, and nothing is done twice', async () => {
    const store = await openStore('redis');
    const work = { near: 0, far: 0 };
    const near = await enter(counted(store, 'near', work), 'n');
    const far = await enter(counted(store, 'far', work), 'f', near.harness.world);
    const alone = await enter(store, 'a');
    const courses = [];
    for (const scenes of [
      [near, far],
      [alone, alone],
    ]) {
      const members = membersOf('two gateways', 6);
      await beginAll(scenes[0] as Scene, members);
      await liveYears(scenes, members, 0, 10);
      const all = await allStored(scenes[0] as Shelf, members);
      expect(await faultsIn(scenes[0] as Shelf, all, BEGINNING + 10 * YEAR)).toEqual([]);
      courses.push(all.map(courseOf));
    }
    expect(courses[0]).toEqual(courses[1]);
    expect(Math.min(work.near, work.far)).toBeGreaterThan(0);
    console.log(`commits of two gateways: ${work.near} and ${work.far}`);
  });
});

/** The store, counting what is written there because it was due. */
function counted<Name extends string>(store: Store, name: Name, work: Record<Name, number>): Store {
  return {
    ...store,
    async commit(world, commit) {
      const result = await store.commit(world, commit);
      const isDue = commit.journal?.some(({ line }) => JSON.parse(line).by === 'clock');
      if (result === 'committed' && isDue) work[name] += 1;
      return result;
    },
  };
}
