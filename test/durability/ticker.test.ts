/** Deadlines fall due by themselves while the machine's time passes: nobody calls the clock. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { GatewayEvent } from '../../src/flow/api.ts';
import type { Store } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { MACHINE_TIME } from '../support/harness.ts';
import { must, phone, wordOf } from '../support/phone.ts';
import { startRedisServer } from '../support/redisServer.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { type Engine, openEngine } from './support/engine.ts';

const PROGRAM = 'mts-bonus';
const ANN = '79160000001';
const BOB = '79160000002';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** A screen waits for three minutes, an application of the web for two hours. */
const THINKING = 3 * MINUTE;
const APPLICATION = 2 * HOUR;
/** How often a gateway looks for deadlines that others have set, at least. */
const LOOK_AROUND = 15 * SECOND;

const [embedded] = STORES;
/** A Redis of its own: tickers work off every world they find, also those of other tests. */
const PLACES = [embedded, ['redis', openOwnRedis]] as const;

/** Both clocks of the machine stand still unless a test moves them: time of day (epoch ms) and the monotonic one (ms). */
let machineTime: number;
let monotonic: number;
let engines: Engine[];

beforeEach(() => {
  machineTime = MACHINE_TIME;
  monotonic = 0;
  engines = [];
});

async function openOwnRedis(): Promise<OpenedStore> {
  const redis = await startRedisServer();
  const store = await openRedisStore(redis.url);
  return {
    store,
    async close() {
      await store.close();
      await redis.stop();
    },
  };
}

/** Opens a gateway on the clocks of the test. */
async function open(store: Store): Promise<Engine> {
  const engine = await openEngine(store, { machineTime: () => machineTime, stopwatch: () => monotonic });
  engines.push(engine);
  return engine;
}

/** No ticker may outlive its store. */
async function close(...stores: readonly Pick<Store, 'close'>[]): Promise<void> {
  for (const engine of engines) await engine.fallSilent();
  for (const store of stores) await store.close();
}

/** Resolves with the next event of this type about this subscriber. */
function heard({ gateway, call }: Engine, type: string, msisdn: string): Promise<GatewayEvent> {
  return new Promise((resolve) => {
    const silence = gateway.onEvent(call.world, (event) => {
      if (event.type !== type || event.msisdn !== msisdn) return;
      silence();
      resolve(event);
    });
  });
}

/** A gateway first looks for whatever is due in any world; from then on it knows what to wait for. Takes `THINKING`. */
async function untilItHasLookedAround(engine: Engine): Promise<void> {
  await phone(engine, BOB).dial('*111*455#');
  const timeout = heard(engine, 'ussd.timeout', BOB);
  machineTime += THINKING;
  await timeout;
}

const timeAfter = (ms: number) => new Date(MACHINE_TIME + ms).toISOString();
const write = ({ gateway, call }: Engine, msisdn: string, what: Parameters<typeof gateway.bonusWrite>[3]) =>
  gateway.bonusWrite(call, PROGRAM, msisdn, what);

describe.each(PLACES)('the ticker on %s', (_, openStore) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await openStore();
    return () => close(opened);
  });

  test('a screen that nobody answers times out, to the millisecond', async () => {
    const engine = await open(opened.store);
    await untilItHasLookedAround(engine);
    const { sessionId } = await phone(engine, ANN).dial('*111*455#');
    const timeout = heard(engine, 'ussd.timeout', ANN);
    machineTime += THINKING;
    expect(await timeout).toMatchObject({ sessionId, service: PROGRAM, at: timeAfter(2 * THINKING) });
    expect(wordOf(await engine.gateway.answer(engine.call, sessionId, { input: '2' }))).toBe('session-over');
  });

  test('what fell due in a long pause happens in order, each thing as of its own moment', async () => {
    const engine = await open(opened.store);
    must(await write(engine, ANN, { op: 'register', channel: 'web' }));
    await phone(engine, BOB).dial('*111*455#');
    const events: GatewayEvent[] = [];
    engine.gateway.onEvent(engine.call.world, (event) => events.push(event));
    const welcome = heard(engine, 'sms.out', ANN);
    machineTime += 5 * HOUR;
    await welcome;
    expect(events.map(({ type, at, msisdn }) => [type, at, msisdn])).toEqual([
      ['ussd.timeout', timeAfter(THINKING), BOB],
      ['sms.out', timeAfter(APPLICATION), ANN],
    ]);
    expect(must(await engine.gateway.bonus(engine.call, PROGRAM, ANN)).member).toBe(true);
  });

  test('a gateway that dies leaves its deadlines in the store; the next one works them off', async () => {
    const first = await open(opened.store);
    const { sessionId } = await phone(first, ANN).dial('*111*455#');
    await first.fallSilent();
    machineTime += HOUR;
    const second = await open(opened.store);
    expect(await heard(second, 'ussd.timeout', ANN)).toMatchObject({ sessionId, at: timeAfter(THINKING) });
  });

  test('points on their way when the gateway dies arrive through the next one', async () => {
    const { store, crashes } = crashingStore(opened.store);
    const dying = await open(store);
    for (const msisdn of [ANN, BOB]) must(await write(dying, msisdn, { op: 'register', channel: 'ussd' }));
    must(await write(dying, ANN, { op: 'event', kind: 'taxi', values: { rub: 500 } }));
    const { id } = must(await write(dying, ANN, { op: 'transfer', to: BOB, points: 200 }));
    const code = (await phone(dying, ANN).inbox()).at(-1)?.text.slice(0, 4) ?? '';
    await dying.fallSilent();
    crashes.plan(LOAD_OF_CREDIT, false);
    expect(wordOf(await write(dying, ANN, { op: 'confirm', id: String(id), code }))).toBe('store-unavailable');

    const next = await open(opened.store);
    await Promise.all([heard(next, 'sms.out', ANN), heard(next, 'sms.out', BOB)]);
    const [ann, bob] = await Promise.all(
      [ANN, BOB].map(async (msisdn) => must(await next.gateway.bonus(next.call, PROGRAM, msisdn))),
    );
    expect(ann).toMatchObject({ balance: 300, reserved: 0 });
    expect(bob).toMatchObject({ balance: 200, reserved: 0 });
  });
});

/** Store calls of a confirmation: load, commit (accepted), load (the giver again), load (the taker). */
const LOAD_OF_CREDIT = 4;

test('a gateway that runs beside it on the same Redis finds what a dead one left when it looks around', async () => {
  const redis = await startRedisServer();
  const [mine, theirs] = [await openRedisStore(redis.url), await openRedisStore(redis.url)];
  onTestFinished(async () => {
    await close(mine, theirs);
    await redis.stop();
  });
  const survivor = await open(mine);
  const dying = await open(theirs);

  await untilItHasLookedAround(survivor);
  const { sessionId } = await phone(dying, ANN).dial('*111*455#');
  await dying.fallSilent();
  machineTime += THINKING;
  const left = heard(survivor, 'ussd.timeout', ANN);
  monotonic += LOOK_AROUND;
  expect(await left).toMatchObject({ sessionId, at: timeAfter(2 * THINKING) });
});
