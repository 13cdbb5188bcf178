/** What SMS over SMPP ask of Redis: queued in the commit of their step, and removed many at a time once they are taken. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { commandsDuring } from './support/monitor.ts';
import { bindTaker, openSmppEngine, type SmppEngine } from './support/smppEngine.ts';

/** As many as the window of a bind holds. */
const AT_ONCE = 100;
const WIRE = 'smpp:harness';
const TURNS = 10;
/** Of reads, writes and removals together, and of the looks for deadlines: those of one turn of the event loop, or of a few milliseconds, go together. */
const MOST_COMMANDS = 300;
const FIRST_NUMBER = 79_160_000_000;

let redis: RedisServer;
let store: Store;
let engine: SmppEngine;

beforeAll(async () => {
  redis = await startRedisServer();
  // The monotonic clock stands still: no looks at the store but the first.
  store = await openRedisStore(redis.url);
  engine = await openSmppEngine(store, () => 0);
});

afterAll(async () => {
  await engine.close();
  await redis.stop();
});

const numberOf = (phone: number) => String(FIRST_NUMBER + phone);

test('one at a time: one write for each text with its SMS, and one removal at the most', async () => {
  const taker = await bindTaker(engine);
  taker.text(numberOf(0));
  await taker.taken(1);
  const commands = await commandsDuring(redis, async () => {
    for (let phone = 1; phone <= TURNS; phone += 1) {
      taker.text(numberOf(phone));
      await taker.taken(1);
    }
  });
  const writes = commands.filter((command) => command === 'evalsha').length;
  // The removal of the SMS before the first may be among them, that of the last one still to come.
  expect(writes).toBeGreaterThanOrEqual(TURNS);
  expect(writes).toBeLessThanOrEqual(2 * TURNS + 1);
});

test(`${TURNS * AT_ONCE} texts, a window of them at a time: far fewer commands than SMS`, async () => {
  const taker = await bindTaker(engine);
  const commands = await commandsDuring(redis, async () => {
    for (let phone = 0; phone < TURNS * AT_ONCE; phone += AT_ONCE) {
      for (let one = phone; one < phone + AT_ONCE; one += 1) taker.text(numberOf(one));
      await taker.taken(AT_ONCE);
    }
    await taker.heard();
    // What was taken is out of the store by then.
    await engine.fallSilent();
  });
  console.log(`${TURNS * AT_ONCE} SMS took ${commands.length} commands, reads and removals included`);
  expect(commands.length).toBeLessThanOrEqual(MOST_COMMANDS);
  const world = await store.world(engine.call.world);
  expect(world && (await store.outbox(world, WIRE, Number.MAX_SAFE_INTEGER, 1))).toEqual([]);
});
