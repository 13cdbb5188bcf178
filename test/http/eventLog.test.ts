/** What has happened, for whoever asks too late for the stream. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GatewayEvent } from '../../src/flow/api.ts';
import { eventLog, type PastEvents } from '../../src/http/eventLog.ts';
import { openWire } from './support/wire.ts';

const AT = '2026-01-15T10:00:00.000Z';

function event(id: number, world = 'main', more: object = {}): GatewayEvent {
  return { id, type: 'ussd.screen', world, at: AT, msisdn: '79161234567', ...more };
}

const idsIn = (events: readonly GatewayEvent[]) => events.map(({ id }) => id);

describe('the log', () => {
  test('keeps the last ones of each world, in order, and says what it lost', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
    const law = fc.property(ids, fc.integer({ min: 1, max: 20 }), fc.nat(500), (drawn, events, after) => {
      const log = eventLog({ events, octets: 1e9, worlds: 2 });
      const all = drawn.toSorted((a, b) => a - b);
      for (const id of all) log.take(event(id));
      const kept = all.slice(-events);
      const latest = all.at(-1) ?? 0;
      const isOfThePast = after > latest;
      const read = log.read('main', after);
      expect(idsIn(read.events)).toEqual(kept.filter((id) => isOfThePast || id > after));
      expect(read.next).toBe(latest);
      expect(read.missed).toBe(isOfThePast || all.slice(0, -events).some((id) => id > after));
      expect(log.held().events).toBe(kept.length);
    });
    fc.assert(law, { seed: 11, numRuns: 300 });
  });

  test('is bounded in octets: a few long texts push the others out', () => {
    const log = eventLog({ events: 1_000, octets: 10_000, worlds: 2 });
    for (let id = 1; id <= 10; id += 1) log.take(event(id, 'main', { sms: { text: 'x'.repeat(1_500) } }));
    expect(idsIn(log.read('main', 0).events)).toEqual([9, 10]);
    log.take(event(11, 'main', { text: 'x'.repeat(10_000) }));
    expect(log.read('main', 0)).toEqual({ events: [], next: 0, missed: true });
    log.take(event(12));
    expect(idsIn(log.read('main', 0).events)).toEqual([12]);
  });

  test.each<readonly [string, object, number]>([
    ['long SMS', { sms: { text: 'x'.repeat(10_000) } }, 20_000],
    ['texts far inside', { trace: { steps: [{ shown: 'x'.repeat(10_000) }] } }, 20_000],
    ['long lists', { faults: { smsDrop: { of: new Array(500).fill('79161234567') } } }, 500 * 22],
    ['very long lists', { faults: { smsDrop: { of: new Array(50_000).fill('79161234567') } } }, 1024 * 1024],
    ['long names', { faults: Object.fromEntries([['x'.repeat(10_000), 1]]) }, 20_000],
  ])('of %s, no world holds more than a megabyte', (_name, more, octets) => {
    const log = eventLog();
    for (let id = 1; id <= 900; id += 1) log.take(event(id, 'main', more));
    expect(log.held().events * octets).toBeLessThanOrEqual(1024 * 1024);
    expect(log.held().octets).toBeLessThanOrEqual(1024 * 1024);
    expect(log.read('main', 0).missed).toBe(true);
  });

  test('what an event weighs is found out in bounded time', () => {
    let reads = 0;
    const list = new Proxy(new Array<number>(100_000).fill(1), {
      get(target, name, receiver) {
        reads += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    eventLog({ events: 10, octets: 10_000, worlds: 1 }).take(event(1, 'main', { list }));
    expect(reads).toBeLessThan(1_000);
  });

  test('is bounded in worlds, and forgets those that were deleted', () => {
    const log = eventLog({ events: 10, octets: 1e6, worlds: 2 });
    for (const [index, world] of ['a', 'b', 'c'].entries()) log.take(event(index + 1, world));
    expect(['a', 'b', 'c'].map((world) => idsIn(log.read(world, 0).events))).toEqual([[], [2], [3]]);
    expect(log.held()).toMatchObject({ worlds: 2, events: 2 });
    log.take({ id: 4, type: 'world.deleted', world: 'b', at: AT });
    expect(log.read('b', 0)).toEqual({ events: [], next: 0, missed: false });
    expect(log.held()).toMatchObject({ worlds: 1, events: 1 });
  });

  test('the world that has been silent longest makes room, and never the main one', () => {
    const log = eventLog({ events: 10, octets: 1e6, worlds: 3 });
    for (const [index, world] of ['main', 'a', 'b', 'a', 'c'].entries()) log.take(event(index + 1, world));
    const kept = ['main', 'a', 'b', 'c'].map((world) => idsIn(log.read(world, 0).events));
    expect(kept).toEqual([[1], [2, 4], [], [5]]);
  });

  test('what was pushed out is missed, and only by those who have not read it', () => {
    const log = eventLog({ events: 10, octets: 1e6, worlds: 2 });
    for (const [index, world] of ['a', 'a', 'b', 'c'].entries()) log.take(event(index + 1, world));
    expect([0, 1, 2].map((after) => log.read('a', after).missed)).toEqual([true, true, false]);
    expect(log.read('never', 0).missed).toBe(false);
    log.take(event(5, 'a'));
    expect(log.read('a', 1)).toEqual({ events: [event(5, 'a')], next: 5, missed: true });
    expect(log.read('a', 2)).toEqual({ events: [event(5, 'a')], next: 5, missed: false });
  });

  test('of worlds without number, none is told that it missed nothing', () => {
    const log = eventLog({ events: 10, octets: 1e6, worlds: 2 });
    for (let id = 1; id <= 5_000; id += 1) log.take(event(id, `w${id}`));
    for (const id of [1, 2_500, 4_998]) expect(log.read(`w${id}`, 0).missed).toBe(true);
    expect(log.held().worlds).toBe(2);
  });

  test('an id that no event has had yet is of another life of the process: all is told, and that some was missed', () => {
    const log = eventLog();
    for (const id of [1, 2]) log.take(event(id));
    expect(log.read('main', 5_000)).toEqual({ events: [event(1), event(2)], next: 2, missed: true });
    expect(log.read('other', 5_000)).toEqual({ events: [], next: 2, missed: true });
    expect(log.read('main', 2)).toEqual({ events: [], next: 2, missed: false });
  });

  test('a million events keep no more than a thousand in memory', () => {
    const log = eventLog();
    let most = 0;
    for (let id = 1; id <= 1_000_000; id += 1) {
      log.take(event(id));
      if (id % 997 === 0) most = Math.max(most, log.held().events);
    }
    expect(most).toBe(1_000);
    expect(idsIn(log.read('main', 0).events)).toEqual(Array.from({ length: 1_000 }, (_, index) => 999_001 + index));
  });
});

describe('GET /v1/events?format=json', () => {
  test('answers with what has happened, for one subscriber too, and newer than an id', async () => {
    const wire = await openWire();
    const ask = async (query = '') => {
      const response = await fetch(`${wire.url}/v1/events?format=json${query}`);
      return (await response.json()) as PastEvents;
    };
    expect(await ask()).toEqual({ events: [], next: 0, missed: false });
    const [one, two] = [event(1), event(2, 'main', { msisdn: '79161234568' })];
    for (const each of [one, two, event(3, 'other')]) wire.gateway.publish(each);
    expect(await ask()).toEqual({ events: [one, two], next: 2, missed: false });
    expect(await ask('&after=1')).toEqual({ events: [two], next: 2, missed: false });
    expect(await ask('&after=2')).toEqual({ events: [], next: 2, missed: false });
    expect(await ask('&msisdn=79161234567')).toEqual({ events: [one], next: 2, missed: false });
    expect(idsIn((await ask('&world=other')).events)).toEqual([3]);
  });

  test.each([
    ['?format=xml', 'format must be one of json.'],
    ['?after=3', 'after must be given together with format=json: a stream has no past.'],
    ['?format=json&after=x', 'after must be a whole number.'],
    ['?format=json&after=-1', 'after must be 0 or more.'],
  ])('refuses %s', async (query, detail) => {
    const wire = await openWire();
    const response = await fetch(`${wire.url}/v1/events${query}`);
    const { detail: said } = (await response.json()) as { detail: string };
    expect([response.status, said]).toEqual([400, detail]);
  });
});
