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
      const read = log.read('main', after);
      expect(idsIn(read.events)).toEqual(kept.filter((id) => id > after));
      expect(read.next).toBe(Math.max(after, kept.at(-1) ?? 0));
      expect(read.missed).toBe(all.slice(0, -events).some((id) => id > after));
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

  test('is bounded in worlds, and forgets those that were deleted', () => {
    const log = eventLog({ events: 10, octets: 1e6, worlds: 2 });
    for (const [index, world] of ['a', 'b', 'c'].entries()) log.take(event(index + 1, world));
    expect(['a', 'b', 'c'].map((world) => idsIn(log.read(world, 0).events))).toEqual([[], [2], [3]]);
    log.take({ id: 4, type: 'world.deleted', world: 'b', at: AT });
    expect(idsIn(log.read('b', 0).events)).toEqual([]);
  });

  test('a million events keep no more than a thousand in memory', () => {
    const log = eventLog();
    for (let id = 1; id <= 1_000_000; id += 1) log.take(event(id));
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
