/** A dialogue that is taken up again while its core is asked for its last step. */
import { expect, test } from 'vitest';
import { openPair, type Pair, PROGRAM, textsOf, worldWith } from './support.ts';

const ANNA = '79161234567';
const anna = { msisdn: ANNA, programs: { [PROGRAM]: { points: 500 } } };

/** The list of gifts can be taken up again, and orders at once. */
const orderingList = (service: string) =>
  service.replace(
    'keep: [code, nameKey, price], go: gift-confirm }',
    'keep: [code, nameKey, price], go: order }\n    resume: PT5M',
  );

/** An order out of the list is on its way, and the phone has hung up. */
async function hungUp(pair: Pair) {
  const call = await worldWith(pair.gateway, [anna]);
  const list = await pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455*2*1#' });
  if (!list.ok) throw new Error(list.problem.detail);
  const { sessionId, text } = list.value;
  pair.proxy.misbehave({ kind: 'hold' });
  const held = pair.proxy.holds();
  const ordered = pair.gateway.answer(call, sessionId, { input: '11' });
  await held;
  await pair.gateway.hangUp(call, sessionId);
  const redial = () => pair.gateway.dial(call, { msisdn: ANNA, code: '*111*455#' });
  return { call, sessionId, text, ordered, redial };
}

test('it shows its screen again, and orders again, while the first order is on its way', async () => {
  const pair = await openPair({ edit: orderingList });
  const { call, sessionId, text, ordered, redial } = await hungUp(pair);
  expect(await redial()).toMatchObject({ ok: true, value: { sessionId, text, state: 'awaiting' } });
  pair.proxy.keys.length = 0;
  const again = pair.gateway.answer(call, sessionId, { input: '11' });
  await pair.proxy.holds(2);
  pair.proxy.misbehave(null);
  pair.proxy.release();
  expect(await ordered).toMatchObject({ ok: false, problem: { type: 'session-over' } });
  expect(await again).toMatchObject({ ok: true, value: { text: 'Принято. Ответ придёт по SMS.' } });
  const texts = await textsOf(pair.gateway, call, ANNA);
  expect(texts).toEqual([expect.stringContaining('осталось: 290'), expect.stringContaining('осталось: 80')]);
  expect(await pair.differences()).toEqual([]);
  await pair.close();
});
