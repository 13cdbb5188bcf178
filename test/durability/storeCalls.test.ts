/** A step asks Redis for one read and one conditional write, nothing more: counted by Redis itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { must, type Phone, phone } from '../support/phone.ts';
import { type RedisServer, startRedisServer } from '../support/redisServer.ts';
import { type Engine, openEngine } from './support/engine.ts';
import { commandsDuring } from './support/monitor.ts';

const CODE = '*111*455#';
const PROGRAM = 'mts-bonus';
const READ = 'mget';
const WRITE = 'evalsha';
const STRANGER = '79160000001';
const MEMBER = '79160000002';
const FRIEND = '79160000003';

let redis: RedisServer;
let store: Store;
let engine: Engine;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await openRedisStore(redis.url);
  engine = await openEngine(store);
  for (const msisdn of [MEMBER, FRIEND]) {
    must(await engine.gateway.bonusWrite(engine.call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
  }
  const taxi = { op: 'event', kind: 'taxi', values: { rub: 1000 } } as const;
  must(await engine.gateway.bonusWrite(engine.call, PROGRAM, MEMBER, taxi));
  // The ticker looks at the clocks by itself, as often whatever is dialled.
  await engine.fallSilent();
});

afterAll(async () => {
  await store.close();
  await redis.stop();
});

/** A dial and these answers; where a dialogue has ended, the next answer is a dial. */
async function walk(walker: Phone, answers: readonly string[]): Promise<void> {
  await walker.dial(CODE);
  for (const input of answers) await (walker.screen()?.state === 'awaiting' ? walker.answer(input) : walker.dial(CODE));
}

const WALKS: readonly (readonly [who: string, msisdn: string, answers: readonly string[]])[] = [
  ['a non-member: menu, wrong answers, refusals', STRANGER, Array(4).fill(['7', '00', '8', '2', 'dial']).flat()],
  [
    'a member: menu, lists, pages, wrong answers',
    MEMBER,
    Array(2).fill(['2', '3', '9', '0', '7', '32', '0', '00', '5', '00']).flat(),
  ],
  [
    'a member: orders with journal and SMS, balance by SMS',
    MEMBER,
    Array(4).fill(['32', 'dial', '0', 'dial', '4']).flat(),
  ],
];

test.each(WALKS)('%s', async (_, msisdn, answers) => {
  expect(answers).toHaveLength(20);
  const commands = await commandsDuring(redis, () => walk(phone(engine, msisdn), answers));
  expect(commands).toEqual(Array(21).fill([READ, WRITE]).flat());
});

test('giving points: one read more to see whether the other is a member, a read and a write for each leg of the way', async () => {
  const giver = phone(engine, MEMBER);
  await walk(giver, ['4', FRIEND]);
  expect(await commandsDuring(redis, async () => void (await giver.answer('10')))).toEqual([READ, READ, WRITE]);
  const code = (await giver.inbox()).at(-1)?.text.slice(0, 4) ?? '';
  const legs = await commandsDuring(redis, async () => void (await giver.answer(code)));
  expect(legs).toEqual([READ, WRITE, READ, WRITE, READ, WRITE]);
});
