/** Rostelecom Bonus over the years, on real stores: what falls due by itself is there, was told once, and the books are right. */
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/flow/api.ts';
import { audit } from '../../src/flow/audit.ts';
import { freshHarness } from '../support/freshHarness.ts';
import { must, phone } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';
import { PROGRAM } from './rostelecomBonus.ts';

const ANNA = '79161234567';
const BEGINNING = '2018-03-10T12:00:00+03:00';

/** SMS from 10 March 2018 on: when, and how they begin. */
const TOLD = [
  ['2018-03-10T09:00:00.000Z', 'Вы в программе'],
  ['2018-03-11T09:00:00.000Z', 'Начислено 500 баллов. Всего: 500.'],
  ['2018-04-14T21:00:00.000Z', 'Начислено 3000 баллов. Всего: 3500.'],
  ['2018-05-14T21:00:00.000Z', 'Начислено 1000 баллов. Всего: 4500.'],
  ['2019-05-14T21:00:00.000Z', 'Начислено 1000 баллов. Всего: 5500.'],
  ['2020-03-11T09:00:00.000Z', 'Сгорело 500 баллов'],
  ['2020-04-14T21:00:00.000Z', 'Сгорело 3000 баллов'],
  ['2020-05-14T21:00:00.000Z', 'Сгорело 1000 баллов'],
  ['2020-05-14T21:00:00.000Z', 'Начислено 1000 баллов. Всего: 2000.'],
  ['2020-05-14T21:00:00.000Z', 'Ваш статус теперь: Базовый'],
] as const;

describe.each(STORES)('on %s', (_, open) => {
  const harness = freshHarness(open);

  test.each([
    ['at once', ['2020-05-15T00:00:00+03:00']],
    [
      'step by step, and set back in between',
      [
        '2018-05-14T23:59:59.999+03:00',
        '2018-05-15T00:00:00+03:00',
        '2018-04-01T00:00:00+03:00',
        '2019-01-01T00:00:00+03:00',
        '2020-05-15T00:00:00+03:00',
      ],
    ],
  ])('two years %s', async (_way, stops) => {
    const { gateway } = harness;
    const call: Call = {
      ...harness.call,
      world: must(await gateway.createWorld(harness.call, { clock: BEGINNING })).id,
    };
    must(await gateway.changeClock(call, { freeze: true }));
    must(await gateway.changeClock(call, { set: BEGINNING }));
    must(await gateway.putSubscriber(call, ANNA, { birthday: '05-15' }));
    must(await gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'register', channel: 'web' }));
    must(await gateway.bonusWrite(call, PROGRAM, ANNA, { op: 'event', kind: 'topup', values: { rub: 15_000 } }));
    for (const set of stops) must(await gateway.changeClock(call, { set }));
    const inbox = await phone({ gateway, call }, ANNA).inbox();
    expect(inbox.map(({ at, text }, nth) => [at, text.slice(0, TOLD[nth]?.[1].length)])).toEqual(TOLD);
    expect(must(await gateway.bonus(call, PROGRAM, ANNA))).toMatchObject({ balance: 2000, status: 'basic' });
    const { differences } = await audit({ store: { ...harness.store, worlds: async () => [call.world] } });
    expect(differences).toEqual([]);
    must(await gateway.deleteWorld(call.world));
  });
});
