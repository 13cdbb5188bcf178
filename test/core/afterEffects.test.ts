/** A step that fails after the core has done something: what was done is told, and nobody is sent to ask in vain. */
import { expect, test } from 'vitest';
import type { Call, Gateway } from '../../src/flow/api.ts';
import { type FakeAnswer, openBeforeFake } from './fakeCore.ts';
import { keyed, openPair, PROGRAM, textsOf, worldWith } from './support.ts';

const ANNA = '79161234567';
const ORDERED = '*111*455*11#';
const SILENT = 'Сервис не отвечает. Попробуйте позже.';
const CODE = 'The code of your gift: 1234.';

/** The order leads to a list, for which the core is asked once it has done the order. */
const listAfterOrder = (service: string) => service.replace(/(\n {2}order:[\s\S]*?ok: )accepted/, '$1history-list');

/** Does each order, and answers all else so. */
const doingOrders =
  (rest: FakeAnswer) =>
  ({ path }: { readonly path: string }) =>
    path.endsWith('/orders')
      ? {
          status: 200,
          body: { order: 'x', balance: 290, sms: [{ from: '4555', text: CODE, at: '2018-03-10T09:00:00Z' }] },
        }
      : rest;

const NOT_FOUND = { status: 404, body: { type: 'urn:starhash:problem:not-found' } };
const AWAY = { status: 503, body: {} };

/** Resolves with the inbox once it has SMS. */
async function untilTold(gateway: Gateway, call: Call): Promise<readonly string[]> {
  await gateway.messages(call, ANNA, { wait: 30 });
  return textsOf(gateway, call, ANNA);
}

test('the core does an order, and refuses the list after it: the phone reads so, and the SMS is there', async () => {
  const { gateway, close } = await openBeforeFake(doingOrders(NOT_FOUND), { edit: listAfterOrder });
  const call = await worldWith(gateway, []);
  const screen = await gateway.dial(call, { msisdn: ANNA, code: ORDERED });
  expect(screen).toMatchObject({ ok: true, value: { state: 'ended', text: SILENT } });
  expect(await textsOf(gateway, call, ANNA)).toEqual([CODE]);
  await close();
});

test('the core does an order, and then is away for 23 hours: its SMS comes, and then the words that it is away', async () => {
  const { gateway, close } = await openBeforeFake(doingOrders(AWAY), { edit: listAfterOrder, patience: 100 });
  const call = await worldWith(gateway, []);
  await gateway.dial(call, { msisdn: ANNA, code: ORDERED });
  await gateway.changeClock(call, { advance: 'PT23H' });
  expect(await untilTold(gateway, call)).toEqual([CODE, SILENT]);
  await close();
});

test('a write that nobody answered for 23 hours: its key says where to look, and asks for nothing', async () => {
  const pair = await openPair({ patience: 100 });
  const call = keyed(await worldWith(pair.gateway, [{ msisdn: ANNA, programs: { [PROGRAM]: { points: 500 } } }]));
  const order = () => pair.gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'order', codes: ['11'] });
  pair.proxy.misbehave({ kind: 'answer', when: 'before', status: 503, type: 'text/plain', body: 'no' });
  expect(await order()).toMatchObject({ ok: false, problem: { detail: expect.stringMatching(/ask again\.$/) } });
  await pair.gateway.changeClock(call, { advance: 'PT23H' });
  const ended = { ok: false, problem: { type: 'core-error', detail: expect.stringMatching(/look in its journal\.$/) } };
  await expect.poll(order, { timeout: 10_000 }).toMatchObject(ended);
  pair.proxy.misbehave(null);
  pair.proxy.keys.length = 0;
  expect(await order()).toMatchObject(ended);
  expect(pair.proxy.keys).toEqual([]);
  await pair.close();
});
