import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../src/smpp/ussd/dialects.ts';
import { DIALECT_NAMES } from '../../../src/smpp/ussd/types.ts';
import { connectClient, textOf } from '../../support/npmSmpp.ts';
import { must, phone, wordOf } from '../../support/phone.ts';
import { ANN, BOB, ussdFrom } from './support/phones.ts';
import { openTwo } from './support/twoGateways.ts';

const NO_ANSWER = { state: 'ended', text: 'Сервис не отвечает. Попробуйте позже.' };
const CONNECTION_LOST = 'Нет связи с сетью. Наберите код ещё раз.';
const LAST = { state: 'ended', text: 'Принято. Ответ придёт по SMS.' };

describe.each(DIALECT_NAMES)('USSD through two gateways in %s', (dialect) => {
  /** What B has of a phone's dialogue, once it has heard the end of it, if its dialect has a word for that. */
  const isTold = DIALECTS[dialect].abort !== null;

  it('a menu, a wrong answer, a right one, the end, and the SMS that follows', async () => {
    const { phone: at, b } = await openTwo({ dialect });
    const ann = at(ANN);
    const menu = await ann.dial('*111*455#');
    expect(menu).toMatchObject({ state: 'awaiting', text: (await phone(b, BOB).dial('*111*455#')).text });
    expect((await ann.answer('нет')).text).toContain('0 Баланс');
    expect(await ann.answer('1')).toMatchObject(LAST);
    await b.event('sms.taken', { msisdn: ANN });
    const { messages } = must(await b.gateway.messages(b.call, ANN, {}));
    expect(messages).toHaveLength(1);
    expect(await ann.inbox()).toMatchObject(messages.map(({ from, text }) => ({ from, text })));
  });

  it('a shortcut: what is dialled behind the code is answered at once', async () => {
    const { phone: at } = await openTwo({ dialect });
    expect(await at(ANN).dial('*111*455*1#')).toMatchObject(LAST);
  });

  it('the phone hangs up, and dials again', async () => {
    const { phone: at, b } = await openTwo({ dialect });
    const ann = at(ANN);
    const menu = await ann.dial('*111*455#');
    await ann.hangUp();
    if (isTold) await b.event('ussd.hangup', { msisdn: ANN });
    const { session } = must(await b.gateway.subscriber(b.call, ANN));
    expect(session === null).toBe(isTold);
    expect((await ann.dial('*111*455#')).text).toBe(menu.text);
    expect(await ann.answer('1')).toMatchObject(LAST);
  });

  it('the phone thinks for too long', async () => {
    const { a, b, phone: at } = await openTwo({ dialect });
    const ann = at(ANN);
    await ann.dial('*111*455#');
    const { gateway } = a.harness;
    must(await gateway.changeClock(b.call, { advance: 'PT181S' }));
    if (isTold) await b.event('ussd.hangup', { msisdn: ANN });
    const { sessionId = '' } = ann.screen() ?? {};
    expect(wordOf(await gateway.answer(b.call, sessionId, { input: '1' }))).toBe('session-over');
    expect(await ann.dial('*111*455#')).toMatchObject({ state: 'awaiting' });
  });

  it('the link is cut while the phone thinks: both ends let go, and the next dial finds the link that came back', async () => {
    const { a, b, wire, atA, phone: at } = await openTwo({ dialect });
    const ann = at(ANN);
    await ann.dial('*111*455#');
    wire.cut();
    await b.event('ussd.aborted', { msisdn: ANN });
    await atA('ussd.aborted', { msisdn: ANN });
    expect(await at(BOB).dial('*111*455#')).toMatchObject(NO_ANSWER);
    const { sessionId = '' } = ann.screen() ?? {};
    expect(wordOf(await a.harness.gateway.answer(b.call, sessionId, { input: '1' }))).toBe('session-over');
    wire.mend();
    await b.failure();
    await atA('smpp.bind');
    expect(await ann.dial('*111*455#')).toMatchObject({ state: 'awaiting' });
    expect(await ann.answer('1')).toMatchObject(LAST);
  });

  it('the link is cut while the phone waits', async () => {
    const { wire, atA, phone: at } = await openTwo({ dialect });
    const ann = at(ANN);
    await ann.dial('*111*455#');
    await atA('smpp.pdu', { command: 'deliver_sm', direction: 'out' });
    wire.freeze();
    const answered = ann.answer('1');
    await atA('smpp.pdu', { command: 'deliver_sm', direction: 'out' });
    wire.cut();
    expect(await answered).toMatchObject(NO_ANSWER);
  });
});

describe('a phone on a bind in front of A', () => {
  it('reads the menu of B, and is told when the link to B is cut', async () => {
    const { a, b, wire } = await openTwo();
    const client = await connectClient(`smpp://127.0.0.1:${a.port}`);
    await client.ask('bind_transceiver', { system_id: 'harness', password: 'secret' });
    await client.ask('submit_sm', ussdFrom(ANN, 1, '*111*455#', [9, 0]));
    while (client.delivered.length < 1) await client.more();
    wire.cut();
    while (client.delivered.length < 2) await client.more();
    const [menu, last] = client.delivered;
    expect([menu?.ussd_service_op, last?.ussd_service_op]).toEqual([2, 17]);
    expect(menu && textOf(menu)).toBe((await phone(b, BOB).dial('*111*455#')).text);
    expect(last && textOf(last)).toBe(CONNECTION_LOST);
    await client.end();
  });
});

it('B forgets a dialogue by its own clock: the phone hears so when it answers', async () => {
  const { b, phone: at, atA } = await openTwo();
  const ann = at(ANN);
  await ann.dial('*111*455#');
  must(await b.gateway.changeClock(b.call, { advance: 'PT181S' }));
  await b.event('ussd.timeout', { msisdn: ANN });
  // While the phone thinks it is not the application's turn to speak.
  await atA('smpp.pdu', { command: 'submit_sm_resp', status: 'ESME_RSUBMITFAIL' });
  expect(await ann.answer('1')).toMatchObject(NO_ANSWER);
});

it('with a transmitter and a receiver: screens go one way, answers the other', async () => {
  const { b, phone: at } = await openTwo({ bind: 'transmitter-and-receiver' });
  const ann = at(ANN);
  expect(await ann.dial('*111*455#')).toMatchObject({ state: 'awaiting' });
  expect(await ann.answer('1')).toMatchObject(LAST);
  await b.event('sms.taken', { msisdn: ANN });
  await ann.sms('4555', 'Бонус');
  await b.event('sms.taken', { msisdn: ANN });
  expect(await ann.inbox()).toHaveLength(2);
});

describe('SMS through two gateways', () => {
  /** Longer than three parts of UCS2. */
  const LONG = 'Съешь же ещё этих мягких французских булок, да выпей чаю. '.repeat(4).trim();

  it.each(['udh8', 'udh16', 'sar', 'payload'] as const)(
    'a keyword, a long text and long answers, as %s',
    async (longSms) => {
      const { b, phone: at } = await openTwo({ longSms });
      const ann = at(ANN);
      await ann.sms('4555', 'бонус');
      expect(await b.event('sms.in', { msisdn: ANN })).toMatchObject({ to: '4555', text: 'бонус' });
      await b.event('sms.taken', { msisdn: ANN });
      await ann.sms('4555', LONG);
      expect(await b.event('sms.in', { msisdn: ANN })).toMatchObject({ to: '4555', text: LONG });
      await b.event('sms.taken', { msisdn: ANN });
      const { messages } = must(await b.gateway.messages(b.call, ANN, {}));
      expect(messages.some(({ parts }) => parts > 1)).toBe(true);
      expect(await ann.inbox()).toMatchObject(messages.map(({ text, parts }) => ({ from: '4555', text, parts })));
    },
  );

  it('what is written while B is away waits for it, and for the next B', async () => {
    const { b, phone: at, wire, again } = await openTwo();
    const ann = at(ANN);
    wire.cut();
    await b.event('smpp.unbind');
    await b.outgoing.close();
    await ann.sms('4555', LONG);
    await ann.sms('4555', 'бонус');
    wire.mend();
    const next = await again();
    expect(await next.event('sms.in', { msisdn: ANN })).toMatchObject({ text: LONG });
    expect(await next.event('sms.in', { msisdn: ANN })).toMatchObject({ text: 'бонус' });
    await next.event('sms.taken', { msisdn: ANN });
    await next.event('sms.taken', { msisdn: ANN });
    expect(await ann.inbox()).toHaveLength(2);
  });

  it('an answer that A has taken, and B has not heard so, comes again: twice is possible, loss is not', async () => {
    const { b, phone: at, wire, atA } = await openTwo();
    const ann = at(ANN);
    await ann.dial('*111*455#');
    await b.event('smpp.pdu', { command: 'submit_sm', direction: 'out' });
    await b.event('smpp.pdu', { command: 'submit_sm_resp', direction: 'in' });
    wire.swallowReplies();
    must(await b.gateway.sms({ ...b.call, wire: 'link:operator' }, { from: ANN, to: '4555', text: 'бонус' }));
    await atA('sms.out', { msisdn: ANN });
    wire.mend();
    await b.event('smpp.unbind');
    await b.failure();
    await b.event('sms.taken', { msisdn: ANN });
    const { messages } = must(await b.gateway.messages(b.call, ANN, {}));
    expect(await ann.inbox()).toMatchObject([...messages, ...messages].map(({ text }) => ({ text })));
  });
});
