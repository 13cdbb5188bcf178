/** What holds for a program's core wherever it runs: asked through a gateway, it gives the same answers and sends the same SMS. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BonusWrite, Call, Gateway } from '../../src/flow/api.ts';
import { keyed, PROGRAM, textsOf, worldWith } from './support.ts';

export interface CoreUnderTest {
  readonly gateway: Gateway;
  close(): Promise<void>;
}

const ANNA = '79161234567';
const BORIS = '79167654321';
const STRANGER = '79031112233';

const seeded = (msisdn: string, points: number, more: object = {}) => ({
  msisdn,
  ...more,
  programs: { [PROGRAM]: { points } },
});

interface Case {
  readonly name: string;
  readonly msisdn?: string;
  readonly write: BonusWrite;
  /** The answer, or the word of the refusal with figures of it. */
  readonly gives: Readonly<Record<string, unknown>> | readonly [string, Readonly<Record<string, unknown>>];
  readonly sms?: readonly RegExp[];
}

const event = (kind: string, values: Readonly<Record<string, string | number>> = {}): BonusWrite => ({
  op: 'event',
  kind,
  values,
});

const CASES: readonly Case[] = [
  {
    name: 'joining over SMS',
    msisdn: STRANGER,
    write: { op: 'register', channel: 'sms' },
    gives: { balance: 0, status: 'member' },
    sms: [/^Вы в программе/],
  },
  {
    name: 'joining over the web takes two hours',
    msisdn: STRANGER,
    write: { op: 'register', channel: 'web', questionnaire: true },
    gives: { balance: 100, status: 'pending', activeAt: '2018-03-10T11:00:00.000Z' },
  },
  { name: 'joining twice', write: { op: 'register', channel: 'sms' }, gives: ['already-a-member', {}] },
  { name: 'leaving', write: { op: 'deactivate', channel: 'web' }, gives: { member: false, burned: 500 }, sms: [/500/] },
  { name: 'earning', write: event('taxi', { rub: 30 }), gives: { earned: 30, balance: 530 } },
  { name: 'earning nothing', write: event('taxi', { rub: 0 }), gives: ['not-positive', { field: 'rub' }] },
  { name: 'a negative amount', write: event('taxi', { rub: -5 }), gives: ['not-positive', { field: 'rub' }] },
  { name: 'a kind that is none', write: event('lottery'), gives: ['unknown-kind', { kind: 'lottery' }] },
  { name: 'an event for a stranger', msisdn: STRANGER, write: event('taxi', { rub: 5 }), gives: ['not-a-member', {}] },
  {
    name: 'a gift that is none',
    write: { op: 'order', codes: ['999'] },
    gives: ['unknown-gift', { code: '999' }],
  },
  {
    name: 'a gift that costs too much',
    write: { op: 'order', codes: ['511'] },
    gives: ['too-few-points', { price: 5500, balance: 500, missing: 5000 }],
  },
  { name: 'points to oneself', write: { op: 'transfer', to: ANNA, points: 5 }, gives: ['transfer-to-self', {}] },
  {
    name: 'points to a stranger',
    write: { op: 'transfer', to: STRANGER, points: 5 },
    gives: ['recipient-not-a-member', { to: STRANGER }],
  },
  {
    name: 'a code for no transfer',
    write: { op: 'confirm', id: 'none', code: '1234' },
    gives: ['unknown-transfer', {}],
  },
];

/** Runs the contract on a gateway and the core behind it. */
export function coreContract(name: string, open: () => Promise<CoreUnderTest>): void {
  describe(name, () => {
    let core: CoreUnderTest;
    const write = (call: Call, msisdn: string, what: BonusWrite) =>
      core.gateway.bonusWrite(call, PROGRAM, msisdn, what);
    const started = () => worldWith(core.gateway, [seeded(ANNA, 500), seeded(BORIS, 0, { language: 'en' })]);
    const balance = async (call: Call, msisdn: string) => {
      const view = await core.gateway.bonus(call, PROGRAM, msisdn);
      return view.ok ? view.value.balance : view.problem.type;
    };

    beforeAll(async () => {
      core = await open();
    });
    afterAll(() => core.close());

    test.each(CASES.map((one) => [one.name, one] as const))(
      '%s',
      async (_, { msisdn = ANNA, write: what, gives, sms = [] }) => {
        const call = await started();
        const before = [await balance(call, ANNA), await balance(call, msisdn)];
        const answer = await write(call, msisdn, what);
        if (Array.isArray(gives)) {
          expect(answer).toMatchObject({ ok: false, problem: { type: gives[0], data: gives[1] } });
          expect([await balance(call, ANNA), await balance(call, msisdn)]).toEqual(before);
        } else expect(answer).toEqual({ ok: true, value: gives });
        expect(await textsOf(core.gateway, call, msisdn)).toEqual(sms.map((text) => expect.stringMatching(text)));
      },
    );

    test('an order is paid, told by SMS in the language of the subscriber, and in the journal', async () => {
      const call = await worldWith(core.gateway, [seeded(ANNA, 500, { language: 'en' })]);
      const answer = await write(call, ANNA, { op: 'order', codes: ['11'] });
      expect(answer).toMatchObject({ ok: true, value: { balance: 290, order: expect.any(String) } });
      expect(JSON.stringify(answer)).not.toContain('Key');
      expect(await textsOf(core.gateway, call, ANNA)).toEqual([expect.stringMatching(/^Your gift.*290/s)]);
      const journal = await core.gateway.journal(call, PROGRAM, ANNA, {});
      expect(journal).toMatchObject({
        ok: true,
        value: { next: null, items: [{}, { kind: 'order', note: '11' }] },
      });
    });

    test('the same key: the same answer, one effect, one SMS; another body: refused', async () => {
      const call = await started();
      const key = keyed(call);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => write(key, ANNA, { op: 'order', codes: ['11'] })),
      );
      const [first] = answers;
      expect(first).toMatchObject({ ok: true });
      for (const answer of [...answers, await write(key, ANNA, { op: 'order', codes: ['11'] })])
        expect(answer).toEqual(first);
      const other = { ...key, idempotency: { scope: 'test', key: key.idempotency?.key ?? '', fingerprint: 'other' } };
      expect(await write(other, ANNA, { op: 'order', codes: ['12'] })).toMatchObject({
        problem: { type: 'idempotency-conflict' },
      });
      expect(await balance(call, ANNA)).toBe(290);
      expect(await textsOf(core.gateway, call, ANNA)).toHaveLength(1);
    });

    test('points to another member: the code by SMS, then both are told, each in their language', async () => {
      const call = await started();
      const asked = await write(call, ANNA, { op: 'transfer', to: BORIS, points: 300 });
      expect(asked).toMatchObject({
        ok: true,
        value: { id: expect.any(String), expiresAt: '2018-03-10T09:05:00.000Z' },
      });
      const id = asked.ok ? String(asked.value.id) : '';
      const [sms = ''] = await textsOf(core.gateway, call, ANNA);
      const code = sms.slice(0, 4);
      const wrong = code === '0000' ? '1111' : '0000';
      expect(await write(call, ANNA, { op: 'confirm', id, code: wrong })).toMatchObject({
        problem: { type: 'wrong-code', data: { triesLeft: 2 } },
      });
      expect(await write(call, ANNA, { op: 'confirm', id, code })).toEqual({ ok: true, value: { balance: 200 } });
      expect(await balance(call, BORIS)).toBe(300);
      expect(await textsOf(core.gateway, call, ANNA)).toEqual([sms, expect.stringMatching(/300.*200/s)]);
      expect(await textsOf(core.gateway, call, BORIS)).toEqual([expect.stringMatching(/^You.*300/s)]);
    });

    test('what falls due is done when the clock answers, and told', async () => {
      const call = await started();
      await write(call, STRANGER, { op: 'register', channel: 'web', email: 'anna@example.org' });
      expect(await balance(call, STRANGER)).toBe(10);
      expect(await core.gateway.changeClock(call, { advance: 'PT2H' })).toMatchObject({ ok: true });
      expect(await core.gateway.bonus(call, PROGRAM, STRANGER)).toMatchObject({ ok: true, value: { member: true } });
      expect(await textsOf(core.gateway, call, STRANGER)).toEqual([expect.stringMatching(/^Вы в программе/)]);
      await core.gateway.changeClock(call, { set: '2019-01-01T00:00:00+03:00' });
      expect(await balance(call, ANNA)).toBe(0);
    });

    test('what the operator knows of a number is known there, too', async () => {
      const call = await started();
      await core.gateway.putSubscriber(call, ANNA, { blocked: true });
      expect(await write(call, ANNA, { op: 'order', codes: ['11'] })).toMatchObject({
        problem: { type: 'number-blocked' },
      });
      const view = await core.gateway.subscriber(call, ANNA);
      expect(view).toMatchObject({
        ok: true,
        value: { blocked: true, memberships: [{ program: PROGRAM, status: 'member', balance: 500 }] },
      });
      await core.gateway.putSubscriber(call, ANNA, { owner: 'Anna' });
      await core.gateway.putSubscriber(call, ANNA, { owner: 'Vera' });
      expect(await balance(call, ANNA)).toBe(0);
    });

    test('a reset brings the seed back; worlds are apart, and gone when they are deleted', async () => {
      const [call, other] = [await started(), await started()];
      await write(call, ANNA, { op: 'order', codes: ['11'] });
      expect([await balance(call, ANNA), await balance(other, ANNA)]).toEqual([290, 500]);
      expect(await core.gateway.reset(call)).toEqual({ ok: true, value: null });
      expect(await balance(call, ANNA)).toBe(500);
      await core.gateway.deleteWorld(other.world);
      expect(await balance(other, ANNA)).toBe('unknown-world');
    });

    test('a seed that is added to a world: who is new, and what is wrong with it', async () => {
      const call = await started();
      const seed = { subscribers: [seeded(STRANGER, 70), seeded(BORIS, 999)] };
      expect(await core.gateway.seed(call, { seed })).toEqual({ ok: true, value: { planted: 1, kept: 1 } });
      expect([await balance(call, STRANGER), await balance(call, BORIS)]).toEqual([70, 0]);
      const wrong = { subscribers: [seeded('79000000001', -1)] };
      expect(await core.gateway.seed(call, { seed: wrong })).toMatchObject({
        ok: false,
        problem: { type: 'invalid-field' },
      });
      expect(await balance(call, '79000000001')).toBe('not-a-member');
    });

    test('menus and texts: balance, catalogue by rows, history', async () => {
      const call = await started();
      const dial = async (code: string) => {
        const answer = await core.gateway.dial(call, { msisdn: ANNA, code });
        return answer.ok ? answer.value.text : answer.problem.type;
      };
      expect(await dial('*111*455*0#')).toBe('Принято. Ответ придёт по SMS.');
      expect(await dial('*111*455*2*1#')).toMatch(/11.*210/s);
      expect(await dial('*111*455*5#')).toMatch(/10\.03\.2018/);
      await core.gateway.sms(call, { from: ANNA, to: '4555', text: 'Бонус' });
      expect(await textsOf(core.gateway, call, ANNA)).toEqual([
        expect.stringMatching(/500/),
        expect.stringMatching(/500/),
      ]);
    });
  });
}
