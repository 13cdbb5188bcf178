import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { ALL_WORLDS, type GatewayEvent } from '../../src/flow/api.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

let opened: OpenedStore;
beforeAll(async () => {
  const [, open] = STORES[0];
  opened = await open();
});
afterAll(() => opened.close());

/** A world with a listener, and when so many events have come. */
async function listening(startAt?: number) {
  const harness = await openHarness(opened.store, startAt === undefined ? {} : { startAt });
  onTestFinished(() => harness.stop());
  const events: GatewayEvent[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  harness.gateway.onEvent(ALL_WORLDS, (event) => {
    events.push(event);
    for (const { count, resolve } of waiting) if (events.length >= count) resolve();
  });
  const came = (count: number) =>
    new Promise<void>((resolve) => (events.length >= count ? resolve() : waiting.push({ count, resolve })));
  return { harness, events, came };
}

const tell = ({ gateway, world }: Harness, type: string) => gateway.tell(world, type, undefined, {});

it('what a wire tells is told in order and in world time, from the very first', async () => {
  const { harness, events, came } = await listening(Date.parse('2020-01-01T00:00:00Z'));
  for (const type of ['a', 'b', 'c']) tell(harness, type);
  await came(3);
  tell(harness, 'd');
  expect(events.map(({ type, at, world }) => [type, at, world])).toEqual(
    ['a', 'b', 'c', 'd'].map((type) => [type, '2020-01-01T00:00:00.000Z', harness.world]),
  );
});

it('after the clock was moved the next event has the new time', async () => {
  const { harness, events, came } = await listening(Date.parse('2020-01-01T00:00:00Z'));
  tell(harness, 'before');
  await came(1);
  await harness.gateway.changeClock(harness.call, { advance: 'PT1H' });
  tell(harness, 'after');
  await came(3);
  expect(events.at(-1)).toMatchObject({ type: 'after', at: '2020-01-01T01:00:00.000Z' });
});

it('who listens to a world is known, and who listens to all does not count', async () => {
  const { harness } = await listening();
  const { gateway, world } = harness;
  expect(gateway.hears(world)).toBe(false);
  const deaf = gateway.onEvent(world, () => {});
  expect(gateway.hears(world)).toBe(true);
  deaf();
  expect(gateway.hears(world)).toBe(false);
});

it('what is told of a world that is none is told to nobody', async () => {
  const { harness, events, came } = await listening();
  harness.gateway.tell('nowhere', 'lost', undefined, {});
  tell(harness, 'first');
  await came(1);
  harness.gateway.tell('nowhere', 'lost again', undefined, {});
  tell(harness, 'second');
  await came(2);
  expect(events.map(({ type }) => type)).toEqual(['first', 'second']);
});
