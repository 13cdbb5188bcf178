/** What members save for: certificates, and topping up numbers as soon as points allow. */
import { describe, expect, it } from 'vitest';
import { savingCore } from './savingProgram.ts';
import { GIVER, moscow, subscriber } from './support.ts';

const CORE = savingCore();
const NOW = moscow('2019-03-10T12:00');
const APRIL = moscow('2019-04-01T00:00');
const MAY = moscow('2019-05-01T00:00');
const BORIS = '79161112233';

function member(points: number, core = CORE) {
  const one = subscriber(core).join(NOW);
  if (points > 0) one.event(NOW, 'taxi', { rub: points });
  return one;
}

const toUp = (rub: number, msisdn = BORIS) => ({ goal: 'number', rub, msisdn });

describe('setting a goal', () => {
  it.each<[Record<string, string | number>, string, object]>([
    [{ goal: 'certificate', rub: 250 }, 'ok', { earned: 0, balance: 0 }],
    [toUp(1), 'ok', { earned: 0, balance: 0 }],
    [{ goal: 'bill' }, 'goal-exists', {}],
    [{ goal: 'bill', rub: 5 }, 'bad-value', { field: 'rub' }],
    [{}, 'bad-value', { field: 'goal' }],
    [{ goal: 'holiday' }, 'bad-value', { field: 'goal' }],
    [{ goal: 'certificate' }, 'bad-value', { field: 'rub' }],
    [{ goal: 'certificate', rub: 250, msisdn: BORIS }, 'bad-value', { field: 'msisdn' }],
    [{ goal: 'certificate', rub: 760 }, 'no-such-sum', { below: 750, above: 1250 }],
    [{ goal: 'certificate', rub: 0 }, 'not-positive', { field: 'rub' }],
    [{ goal: 'number', rub: 5 }, 'bad-value', { field: 'msisdn' }],
    [{ goal: 'number', msisdn: BORIS }, 'bad-value', { field: 'rub' }],
    [toUp(0), 'not-positive', { field: 'rub' }],
    [toUp(1_000_001), 'over-limit', { field: 'rub' }],
    [toUp(5, 'boris'), 'bad-value', { field: 'msisdn' }],
    [toUp(5, GIVER), 'bad-value', { field: 'msisdn', expected: 'the number of somebody else' }],
    [toUp(5, '+79161112233'), 'bad-value', { field: 'msisdn' }],
    [toUp(5, '79031112233'), 'foreign-number', { msisdn: '79031112233' }],
    [toUp(5, '4915112345678'), 'foreign-number', {}],
  ])('%o: %s', (values, name, data) => {
    const one = member(0);
    const { outcome, entries, messages } = one.ask(NOW, { op: 'event', kind: 'goal', values });
    expect(outcome).toMatchObject({ name, data });
    expect([entries, messages]).toEqual([[], []]);
    expect(one.membership().goals?.length ?? 0).toBe(name === 'ok' ? 1 : 0);
  });

  it('several at once, none twice, and no more than so many', () => {
    const one = member(0);
    const set = (values: Record<string, string | number>) => one.event(NOW, 'goal', values).name;
    expect([set(toUp(5)), set(toUp(5)), set(toUp(6)), set(toUp(5, '79161112244'))]).toEqual([
      'ok',
      'goal-exists',
      'ok',
      'ok',
    ]);
    expect([set({ goal: 'certificate', rub: 100 }), set({ goal: 'certificate', rub: 100 })]).toEqual([
      'ok',
      'goal-exists',
    ]);
    expect(set({ goal: 'certificate', rub: 250 })).toBe('ok');
    expect(one.event(NOW, 'goal', toUp(7))).toEqual({ name: 'too-many-goals', data: { limit: 5 } });
  });
});

describe('the list of goals', () => {
  it('begins with the bill; each row says the sum and for which number it is', () => {
    const one = member(0);
    one.event(NOW, 'goal', { goal: 'certificate', rub: 250 });
    one.event(NOW, 'goal', toUp(5));
    const rows = (now: number) => CORE.list(one.account, 'goals', now);
    expect(rows(NOW)).toEqual([
      { goal: 'bill', goalKey: 'goal.bill', rub: 0, to: GIVER },
      { goal: 'certificate', goalKey: 'goal.certificate', rub: 250, to: GIVER },
      { goal: 'number', goalKey: 'goal.number', rub: 5, to: BORIS },
    ]);
    one.event(NOW, 'bill', { rub: 60 });
    expect([rows(NOW)[0]?.rub, rows(APRIL)[0]?.rub]).toEqual([60, 0]);
  });

  it('has no bill where the program pays none', () => {
    const core = savingCore({ events: {} });
    expect(core.list(member(0, core).account, 'goals', NOW)).toEqual([]);
  });
});

describe('topping up a number', () => {
  it('happens on the first of its dates with points enough, with an SMS, once', () => {
    const one = member(99);
    one.event(NOW, 'goal', toUp(100));
    expect(one.balance(APRIL)).toBe(99);
    one.event(APRIL, 'taxi', { rub: 1 });
    expect(CORE.settle(one.account, MAY - 1).entries).toEqual([]);
    const { messages, entries, account } = CORE.settle(one.account, MAY);
    expect(messages).toEqual([{ key: 'core.topped-up', args: { to: BORIS, points: 100, balance: 0 }, at: MAY }]);
    expect(entries).toMatchObject([{ kind: 'write-off', note: `number.${BORIS}`, by: 'clock', at: MAY }]);
    expect([CORE.nextDeadline(account), CORE.list(account, 'goals', MAY)]).toMatchObject([null, [{ goal: 'bill' }]]);
  });

  it('the goal that was set first goes first; one too large lets the next by', () => {
    const one = member(100);
    for (const [rub, number] of [
      [150, '79161110001'],
      [60, '79161110002'],
      [60, '79161110003'],
      [40, '79161110004'],
    ] as const)
      one.event(NOW, 'goal', toUp(rub, number));
    const topped = CORE.settle(one.account, APRIL).messages.map(({ args }) => args.to);
    expect(topped).toEqual(['79161110002', '79161110004']);
  });

  it('waits for the 1st of the member’s own month, through a shift of the clock', () => {
    const one = subscriber(CORE, { timeZone: 'Europe/Chisinau' }).join(NOW);
    one.event(NOW, 'taxi', { rub: 5 });
    one.event(NOW, 'goal', toUp(5));
    expect(CORE.nextDeadline(one.account)).toBe(Date.parse('2019-04-01T00:00:00+03:00'));
  });

  it('set on a 1st waits for the next one', () => {
    const one = member(5);
    one.event(APRIL, 'goal', toUp(5));
    expect(CORE.nextDeadline(one.account)).toBe(MAY);
  });

  it('a clock set back tops up nothing twice', () => {
    const one = member(10);
    one.event(NOW, 'goal', toUp(5));
    expect([one.balance(APRIL), one.balance(NOW), one.balance(APRIL), one.balance(MAY)]).toEqual([5, 5, 5, 5]);
  });

  it('does not happen while the program is frozen', () => {
    const dates = { frozen: '2019-04-01T00:00:00+03:00' };
    const core = savingCore({ lifecycle: 'dated', dates });
    const one = member(10, core);
    one.event(NOW, 'goal', toUp(5));
    one.event(NOW, 'bill', { rub: 3 });
    expect([one.balance(MAY), core.nextDeadline(one.account)]).toEqual([10, null]);
  });
});
