/** A gateway that dies at any call of the store while it takes, drives or delivers a message: the next one ends what was promised. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Submission } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { crashingStore } from '../support/crashingStore.ts';
import { keyed, must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { ANN, BOB, eventually, fakeEnd, openStage, PROGRAM, quiet, type Stage } from './outboxStage.ts';

const PHONES = 'smpp:harness';
const QUIZ = 'smpp:quiz';
const destinations = destinationsOf([{ application: 'quiz', codes: ['7777'] }], []);

interface Case {
  readonly body: Submission;
  /** Where it arrives. */
  readonly wire: string;
}

const later = { schedule: { after: 3_600_000 } } as const;

const CASES: Readonly<Record<string, Case>> = {
  'to an application': { body: { from: BOB, to: '7777', text: 'x', receipt: 'always' }, wire: QUIZ },
  'to an application, later': {
    body: { from: BOB, to: '7777', text: 'x', receipt: 'always', ...later },
    wire: QUIZ,
  },
  'to a phone': { body: { from: '7777', to: BOB, text: 'x', receipt: 'always' }, wire: PHONES },
  'to a phone, later': {
    body: { from: '7777', to: BOB, text: 'x', receipt: 'always', ...later },
    wire: PHONES,
  },
};

describe.each(STORES)('a gateway that dies, on %s', (_, open) => {
  let opened: OpenedStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** Both wires attach to a gateway that comes after, and all that is due is done. */
  async function succeed(
    stage: Stage,
  ): Promise<{ phones: ReturnType<typeof fakeEnd>; quiz: ReturnType<typeof fakeEnd> }> {
    const [phones, quiz] = [fakeEnd(), fakeEnd()];
    stage.attach(PHONES, phones);
    stage.attach(QUIZ, quiz);
    must(await stage.gateway.changeClock(stage.on('http'), { advance: 'PT2H' }));
    await stage.pass(5_000);
    await eventually(async () => {
      await quiet(stage, phones, quiz);
      await stage.pass(60_000);
      return (await stage.waiting(PHONES)).length + (await stage.waiting(QUIZ)).length === 0;
    }, 'empty outboxes');
    return { phones, quiz };
  }

  test.each(Object.entries(CASES))(
    '%s: what was answered arrives, and its receipt',
    async (_name, { body, wire }) => {
      for (const lost of [false, true]) {
        for (let failAt = 1, hasFailed = true; hasFailed; failAt += 1) {
          const { store, crashes } = crashingStore(opened.store);
          const time = { passed: 0 };
          const dying = await openStage(store, { destinations, time, tag: 'd' });
          await dying.phone(BOB, PHONES).sms('7777', 'hello');
          const own = [fakeEnd(), fakeEnd()] as const;
          crashes.plan(failAt, lost);
          const answer = await dying.gateway.sms(dying.on(PHONES), body);
          const clock = await dying.gateway.changeClock(dying.on('http'), { advance: 'PT1H' });
          dying.attach(PHONES, own[0]);
          dying.attach(QUIZ, own[1]);
          await quiet(dying, ...own);
          hasFailed = crashes.calm() > 0;
          await dying.stop();
          const heir = await openStage(opened.store, { destinations, time, tag: 'h', world: dying.world });
          const { phones, quiz } = await succeed(heir);
          const where = `call ${failAt}, ${lost ? 'reply lost' : 'not done'}, ${answer.ok}, ${clock.ok}`;
          const [first, then] = wire === PHONES ? [own[0], phones] : [own[1], quiz];
          const id = answer.ok ? answer.value.messageId : '';
          const arrived = [...first.handed, ...then.handed].filter((one) => one.kind !== 'receipt' && one.text === 'x');
          if (answer.ok) {
            expect(
              arrived.map((one) => one.id),
              where,
            ).toContain(id);
            const told = [...own[0].handed, ...phones.handed].filter((one) => one.kind === 'receipt' && one.id === id);
            expect(told, where).toHaveLength(1);
            expect(must(await heir.gateway.message(heir.on(PHONES), id, body.from)).state, where).toBe('DELIVERED');
          }
          await heir.stop();
          await opened.store.deleteWorld(heir.world);
        }
      }
    },
    120_000,
  );

  test('a scheduled order, sent with a key until it is answered: ordered once, answered by SMS', async () => {
    const body: Submission = { from: ANN, to: '4555', text: '32', receipt: 'always', ...later };
    for (const lost of [false, true]) {
      for (let failAt = 1, hasFailed = true; hasFailed; failAt += 1) {
        const { store, crashes } = crashingStore(opened.store);
        const time = { passed: 0 };
        const dying = await openStage(store, { destinations, time, tag: 'd' });
        await dying.member(ANN);
        const taxi = { op: 'event', kind: 'taxi', values: { rub: 1000 } } as const;
        must(await dying.gateway.bonusWrite(dying.on('http'), PROGRAM, ANN, taxi));
        crashes.plan(failAt, lost);
        const call = keyed(dying.on(PHONES), 'POST /v1/sms', 'k', body);
        await dying.gateway.sms(call, body);
        await dying.gateway.changeClock(dying.on('http'), { advance: 'PT1H' });
        hasFailed = crashes.calm() > 0;
        await dying.stop();
        const heir = await openStage(opened.store, { destinations, time, tag: 'h', world: dying.world });
        const { messageId } = must(await heir.gateway.sms(call, body));
        const { phones } = await succeed(heir);
        const where = `call ${failAt}, ${lost ? 'reply lost' : 'not done'}`;
        expect(must(await heir.gateway.bonus(heir.on('http'), PROGRAM, ANN)).balance, where).toBe(940);
        expect(must(await heir.gateway.message(heir.on(PHONES), messageId, ANN)).state, where).toBe('DELIVERED');
        expect(
          phones.handed.filter(({ kind }) => kind === 'to-phone'),
          where,
        ).toHaveLength(1);
        expect(
          phones.handed.filter(({ kind }) => kind === 'receipt'),
          where,
        ).toMatchObject([{ id: messageId }]);
        await heir.stop();
        await opened.store.deleteWorld(heir.world);
      }
    }
  }, 120_000);
});
