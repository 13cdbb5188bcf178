/**
 * Kannel as a real ESME, in both roles at once: bound as a network it plays phones, bound as an application it serves a code and a short
 * code of its own. tshark reads everything that was said and must find nothing malformed.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS, type CommandName } from '../../src/smpp/pdu/commands.ts';
import { type Arrived, type Kannel, startKannel } from '../support/kannel.ts';
import { phone } from '../support/phone.ts';
import { openSmsc, type TestSmsc } from '../support/smsc.ts';
import { type Capture, startCapture, type Verdict } from '../support/tshark.ts';

const ANNA = '79161234567';
const BORIS = '79167654321';
const APPLICATION = { systemId: 'acme', password: 'acme', role: 'application', codes: ['*384#', '7777'] } as const;

let smsc: TestSmsc;
let capture: Capture;
let kannel: Kannel;
let verdict: Verdict;
let complaints: readonly string[];

beforeAll(async () => {
  smsc = await openSmsc([{}, APPLICATION]);
  capture = await startCapture(smsc.port);
  const binds = [
    { id: 'phones', systemId: `harness@${smsc.harness.world}`, password: 'secret' },
    { id: 'acme', systemId: `acme@${smsc.harness.world}`, password: 'acme' },
  ];
  kannel = await startKannel(smsc.port, binds);
  for (const _ of binds) await smsc.until('smpp.bind');
});

afterAll(async () => {
  await smsc?.close();
});

const toPhone = (msisdn: string) => (one: Arrived) =>
  one.bind === 'phones' && one.kind === 'message' && endsIn(one.to, msisdn);
const toApplication = (one: Arrived) => one.bind === 'acme' && one.kind === 'message';

/** Kannel writes a plus before a number of TON 1. */
function endsIn(number: string, msisdn: string): boolean {
  return number.replace('+', '') === msisdn;
}

describe('phones on Kannel', () => {
  test('an SMS in Cyrillic, its receipts, and the answer', async () => {
    await kannel.send({ bind: 'phones', from: ANNA, to: '4555', text: 'Бонус', receipt: true });
    const receipts = [await nextReceipt('phones'), await nextReceipt('phones')];
    expect(receipts.toSorted((a, b) => a - b)).toEqual([1, 8]);
    const answer = await kannel.next(toPhone(ANNA));
    expect(answer).toMatchObject({ from: '4555', ussdServiceOp: null });
    expect(answer.text).toMatch(/[а-я]{3}/);
  });

  test('a whole USSD session with its TLVs, and the SMS that comes of it', async () => {
    const dialled = { bind: 'phones', from: BORIS, to: '*111*455#' };
    await kannel.send({ ...dialled, text: '*111*455#', ussdServiceOp: 1, sessionInfo: '0700' });
    const menu = await kannel.next(toPhone(BORIS));
    expect(menu).toMatchObject({ ussdServiceOp: 2, text: expect.stringContaining('1 Вступить') });
    expect(menu.sessionInfo?.slice(0, 2)).toBe('07');
    await kannel.send({ ...dialled, text: '1', ussdServiceOp: 18, sessionInfo: menu.sessionInfo ?? '' });
    const screen = await kannel.next((one) => toPhone(BORIS)(one) && one.ussdServiceOp !== null);
    expect(screen).toMatchObject({ ussdServiceOp: 17, sessionInfo: expect.stringMatching(/^07/) });
    const sms = await kannel.next((one) => toPhone(BORIS)(one) && one.ussdServiceOp === null);
    expect(sms.from).toBe('4555');
  });

  test('a user gives up: the session is over', async () => {
    const dialled = { bind: 'phones', from: BORIS, to: '*111*455#' };
    await kannel.send({ ...dialled, text: '*111*455#', ussdServiceOp: 1, sessionInfo: '0800' });
    const menu = await kannel.next(toPhone(BORIS));
    await kannel.send({ ...dialled, text: '', ussdServiceOp: 0x81, sessionInfo: menu.sessionInfo ?? '' });
    await smsc.until('ussd.hangup', BORIS);
  });
});

describe('an application on Kannel', () => {
  test('a long SMS to a phone arrives whole, with its receipt', async () => {
    const text = 'Длинное сообщение для проверки склейки частей. '.repeat(6);
    const reader = phone(smsc.harness, '79160000001');
    await kannel.send({ bind: 'acme', from: '7777', to: reader.msisdn, text, receipt: true });
    await smsc.until('sms.out', reader.msisdn);
    const [sms] = await reader.inbox();
    expect(sms).toMatchObject({ from: '7777', text, parts: 5 });
    expect(await finalReceipt('acme')).toBe(1);
  });

  test('an SMS from a phone on HTTP reaches it, long and in Cyrillic', async () => {
    const text = 'Заказ такси на завтра, на восемь утра, от вокзала до аэропорта, с багажом и ребёнком';
    await phone(smsc.harness, ANNA).sms('7777', text);
    // Kannel puts the two parts together.
    expect(await kannel.next(toApplication)).toMatchObject({ to: '7777', text });
  });

  test('a dial from HTTP is answered by it, screen by screen', async () => {
    const dialler = phone(smsc.harness, ANNA);
    const dialled = dialler.dial('*384*5#');
    const begun = await kannel.next(toApplication);
    expect(begun).toMatchObject({ ussdServiceOp: 1, text: '*384*5#' });
    await answer(begun, 2, 'Ваше имя?');
    expect(await dialled).toMatchObject({ state: 'awaiting', text: 'Ваше имя?' });
    const answered = dialler.answer('Анна');
    const reply = await kannel.next(toApplication);
    expect(reply).toMatchObject({ ussdServiceOp: 18, text: 'Анна' });
    await answer(reply, 17, 'Спасибо!');
    expect(await answered).toMatchObject({ state: 'ended', text: 'Спасибо!' });
  });

  test('it speaks first: a phone on the other bind is asked, and answers', async () => {
    await kannel.send({
      bind: 'acme',
      from: '7777',
      to: BORIS,
      text: 'How are you?',
      ussdServiceOp: 2,
      sessionInfo: '1100',
    });
    const asked = await kannel.next((one) => toPhone(BORIS)(one) && one.text === 'How are you?');
    expect(asked.ussdServiceOp).toBe(2);
    const reply = { bind: 'phones', from: BORIS, to: '7777', ussdServiceOp: 18, sessionInfo: asked.sessionInfo ?? '' };
    await kannel.send({ ...reply, text: 'Fine' });
    const heard = await kannel.next(toApplication);
    expect(heard).toMatchObject({ ussdServiceOp: 18, text: 'Fine' });
    await answer(heard, 17, 'Good');
    expect(await kannel.next((one) => toPhone(BORIS)(one) && one.text === 'Good')).toMatchObject({ ussdServiceOp: 17 });
  });
});

describe('the judges', () => {
  beforeAll(async () => {
    complaints = await kannel.stop();
    verdict = await capture.stop();
  });

  test('tshark read every PDU and calls none malformed', () => {
    expect(verdict.malformed).toEqual([]);
    for (const id of ['0x00000004', '0x00000005', '0x00000009', '0x80000004', '0x80000005']) {
      expect(verdict.pdus.get(id), id).toBeGreaterThan(1);
    }
    // It has seen all that we wrote and read, no more and no less.
    expect(Object.fromEntries(verdict.pdus)).toEqual(pdusCounted());
    expect(new Set(verdict.ussdServiceOps)).toEqual(new Set(['1', '2', '17', '18', '129']));
  });

  test('Kannel complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});

/** PDUs of both directions as the SMSC counted them, by command_id. */
function pdusCounted(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const source = smsc.smsc.meters.find(({ name }) => name === 'starhash_smpp_pdus_total');
  for (const [{ command }, count] of source?.read() ?? []) {
    const id = `0x${COMMANDS[command as CommandName].id.toString(16).padStart(8, '0')}`;
    counts[id] = (counts[id] ?? 0) + count;
  }
  return counts;
}

async function nextReceipt(bind: string): Promise<number> {
  return (await kannel.next((one) => one.bind === bind && one.kind === 'receipt')).receipt;
}

/** The receipt that is not "accepted by the SMSC". */
async function finalReceipt(bind: string): Promise<number> {
  return (await kannel.next((one) => one.bind === bind && one.kind === 'receipt' && one.receipt !== 8)).receipt;
}

async function answer(asked: Arrived, ussdServiceOp: number, text: string): Promise<void> {
  await kannel.send({
    bind: 'acme',
    from: asked.to.replace('+', ''),
    to: asked.from.replace('+', ''),
    text,
    ussdServiceOp,
    sessionInfo: asked.sessionInfo ?? '',
  });
}
