/** Two gateways on one Redis, phones bound to one of them: an SMS that the other causes comes to where the phones are. */
import { expect, onTestFinished, test } from 'vitest';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { must } from '../support/phone.ts';
import { startRedisServer } from '../support/redisServer.ts';
import { bindTaker, openSmppEngine } from './support/smppEngine.ts';

/** Of the SMS that greets a member. */
const PARTS = 2;
const PROGRAM = 'mts-bonus';
const PHONES = Array.from({ length: 20 }, (_, index) => String(79_160_000_001 + index));
/** How often a courier looks for what others wrote. */
const LOOK = 2_000;

test('SMS of the other gateway come within a look, once', async () => {
  const redis = await startRedisServer();
  let now = 0;
  const theirs = await openSmppEngine(await openRedisStore(redis.url), () => now);
  const other = await openSmppEngine(await openRedisStore(redis.url), () => now);
  onTestFinished(async () => {
    await theirs.close();
    await other.close();
    await redis.stop();
  });
  const taker = await bindTaker(theirs);
  const answered = taker.taken(PHONES.length);
  for (const msisdn of PHONES) taker.text(msisdn);
  await answered;

  const come = taker.taken(PARTS * PHONES.length);
  for (const msisdn of PHONES) {
    must(await other.gateway.bonusWrite(other.call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
  }
  now += LOOK;
  const pdus = await come;
  const receivers = pdus.map(({ body }) => ('destination_addr' in body ? body.destination_addr : ''));
  expect(receivers.toSorted()).toEqual(PHONES.flatMap((msisdn) => [msisdn, msisdn]));

  // Nothing more comes before the answer to the next text.
  now += LOOK;
  const last = taker.taken(1);
  taker.text('79169999999');
  expect((await last)[0]?.body).toMatchObject({ destination_addr: '79169999999' });
});
