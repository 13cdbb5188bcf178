/** Phones of `starhash/testing`, on every wire that has control, and on those that have none. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStarhash, type Running } from '../../src/gateway.ts';
import { readSmpp } from '../../src/smpp/config/read.ts';
import { close, phone, world } from '../../src/testing.ts';
import { type MenuApplication, openMenuApplication } from '../script/wires/menuApplication.ts';
import { SESSIONS } from '../support/harness.ts';

const [ANN, BORIS] = ['79161234567', '79161234568'];
const PROGRAM = 'mts-bonus';

const data = mkdtempSync(join(tmpdir(), 'starhash-test-'));
let gateway: Running;
let application: MenuApplication;

beforeAll(async () => {
  application = await openMenuApplication();
  gateway = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    smpp: { ...readSmpp(undefined, {}).config, host: '127.0.0.1', port: 0 },
    data,
    sessions: SESSIONS,
    logLevel: 'silent',
  });
});
afterAll(async () => {
  await close();
  await gateway.close();
  application.close();
  rmSync(data, { recursive: true });
});

const WIRES = {
  local: () => 'local',
  HTTP: () => gateway.httpUrl ?? '',
  SMPP: () => `smpp://harness:secret@${gateway.smpp}?control=${gateway.httpUrl}`,
} as const;

describe.each(Object.entries(WIRES))('on %s', (_name, via) => {
  test('a phone begins with nothing', async () => {
    const p = await phone(ANN, { via: via() });
    expect(p).toMatchObject({ msisdn: ANN, screen: '', awaiting: false, refusal: null, inbox: [], deeds: [] });
    expect(await p.balance(PROGRAM)).toBeNull();
  });

  test('a dialogue: what acts give is what the phone shows', async () => {
    const p = await phone(ANN, { via: via(), points: { [PROGRAM]: 40 } });
    expect(await p.dial('*111*455#')).toBe(p.screen);
    expect(p).toShow(/^МТС Бонус\n0 Баланс/);
    expect(p).not.toHaveEnded();
    expect(await p.answer('0')).toBe('Принято. Ответ придёт по SMS.');
    expect(p).toHaveEnded();
    expect(p).toHaveReceived('У вас 40 баллов.');
    expect(await p.answer('1')).toBe('');
    expect(p).toBeRefused();
    expect(p).not.toShow('Принято');
    expect(p.deeds).toEqual(['dialled *111*455#', 'answered 0', 'answered 1']);
  });

  test('an SMS, and the answer to it', async () => {
    const p = await phone(ANN, { via: via() });
    await p.sms('4555', '');
    expect(await p.nextSms()).toMatchObject({ from: '4555', text: expect.stringMatching(/^Вы в программе/) });
    await p.sms('4555', 'Бонус');
    expect(await p.nextSms()).toMatchObject({ text: 'У вас 0 баллов.' });
    await expect(p.nextSms()).rejects.toThrow(`No further SMS has come to ${ANN}.`);
  });

  test('hanging up ends the dialogue', async () => {
    const p = await phone(ANN, { via: via() });
    await p.dial('*111*455#');
    await p.hangUp();
    expect(p).toHaveEnded();
    await p.answer('0');
    expect(p).toBeRefused();
  });

  test('phones of a world see each other, and hear of what the other did', async () => {
    const { phone } = await world({
      via: via(),
      phones: { [ANN]: { points: { [PROGRAM]: 500 } }, [BORIS]: { points: { [PROGRAM]: 0 } } },
    });
    const [ann, boris] = [await phone(ANN), await phone(BORIS)];
    expect(await phone(BORIS)).toBe(boris);
    await ann.dial('*111*455*4#');
    await ann.answer(boris.msisdn);
    await ann.answer('200');
    const [code = ''] = /^\d{4}/.exec((await ann.nextSms()).text) ?? [];
    await ann.answer(code);
    expect([await ann.balance(PROGRAM), await boris.balance(PROGRAM)]).toEqual([300, 200]);
    expect(boris).toHaveReceived('200');
  });

  test('time stands still until somebody moves it; a dialogue that runs out is over', async () => {
    const p = await phone(ANN, { via: via(), clock: '2020-03-01T10:00:00+03:00' });
    await p.dial('*111*455#');
    await p.world.wait('2m59s');
    await p.answer('2');
    expect(p).not.toBeRefused();
    await p.dial('*111*455#');
    await p.world.wait('PT3M');
    await p.answer('0');
    expect(p).toBeRefused();
    await p.world.clock({ set: '2020-04-01T10:00:00+03:00' });
    await p.sms('4555', '');
    expect(await p.nextSms()).toMatchObject({ at: '2020-04-01T07:00:00.000Z' });
  });

  test('an earning event, the operator, a push, faults', async () => {
    const p = await phone(ANN, { via: via(), points: { [PROGRAM]: 0 } });
    await p.dial('*111*455#');
    await p.hangUp();
    expect(await p.event(PROGRAM, 'telecom', { rub: 1200 })).toEqual({ earned: 240, balance: 240 });
    await expect(p.event(PROGRAM, 'telekom', { rub: 1 })).rejects.toThrow('refused: unknown-kind');
    await p.subscriber({ language: 'en' });
    await p.dial('*111*455#');
    expect(p).toShow('MTS Bonus');
    await p.hangUp();
    await p.push('Hello!', { from: '4555' });
    expect(p).toShow('Hello!');
    await p.world.faults({ smsDrop: true });
    await p.sms('4555', 'Бонус');
    expect(p).not.toHaveReceived();
    await p.world.faults({});
    await p.sms('4555', 'Бонус');
    expect(p).toHaveReceived('You have 240 points.');
  });

  test('each phone() has a world of its own', async () => {
    const [one, other] = [await phone(ANN, { via: via(), points: { [PROGRAM]: 7 } }), await phone(ANN, { via: via() })];
    expect([await one.balance(PROGRAM), await other.balance(PROGRAM)]).toEqual([7, null]);
  });
});

describe('without control', () => {
  const CALLBACK = () => `callback:${application.url}`;
  const ALONE = () => `smpp://harness:secret@${gateway.smpp}`;

  test('an HTTP application alone can be dialled', async () => {
    const p = await phone(ANN, { via: CALLBACK() });
    await p.dial('*384*77#');
    expect(p).toShow('Pizza Bot');
    await p.answer('1');
    await p.answer('3');
    expect(p).toShow('3 pizzas');
    expect(p).toHaveEnded();
    await p.answer('3');
    expect(p).toBeRefused();
  });

  test('SMS of a bind are waited for', async () => {
    const p = await phone('79169990001', { via: ALONE() });
    await p.sms('4555', '');
    expect((await p.nextSms()).text).toMatch(/^Вы в программе/);
  });

  test.each([
    [{ points: { [PROGRAM]: 1 } }, 'points'],
    [{ clock: '2020-01-01T00:00:00Z', blocked: true }, 'clock, profiles'],
    [{ faults: { smsDrop: true } }, 'faults'],
  ])('%j cannot be given', async (given, what) => {
    const why = `has no control: what is given (${what}) cannot be set up there.`;
    await expect(phone(ANN, { ...given, via: CALLBACK() })).rejects.toThrow(why);
  });

  test('there are neither points nor time', async () => {
    const p = await phone(ANN, { via: CALLBACK() });
    const why = 'This wire has no control: it knows nothing of points and time.';
    await expect(p.balance(PROGRAM)).rejects.toThrow(why);
    await expect(p.world.wait('1s')).rejects.toThrow(why);
    await expect(p.world.faults({})).rejects.toThrow(why);
  });
});

describe('what is wrong is said', () => {
  test.each([
    [{ via: 'htp://x' }, 'There is no wire "htp://x"; write local, http://…, smpp://… or callback:http://…'],
    [{ via: 'htp://me:hunter2@x' }, 'There is no wire "htp://me:***@x"; write'],
    [{ sessions: join(data, 'nowhere') }, 'nowhere'],
    [{ points: { 'mts-bonos': 1 } }, 'mts-bonos'],
    [{ clock: 'noon' }, 'clock'],
  ])('%j', async (given, why) => {
    await expect(phone(ANN, given)).rejects.toThrow(why);
  });

  test('a number that is none', async () => {
    await expect(phone('12')).rejects.toThrow('A phone number has at least 7 digits.');
  });

  test.each([
    ['', 'is no length of time; write it like'],
    ['3', 'is no length of time; add the unit, like 3s.'],
    ['soon', 'is no length of time; write it like'],
    ['-1m', 'is no length of time; write it like'],
    ['100000d', 'is longer than a hundred years; write 36600d at most.'],
  ])('the length of time %j', async (duration, why) => {
    const { wait } = await world();
    await expect(wait(duration)).rejects.toThrow(`"${duration}" ${why}`);
  });
});

test('two that act at once hear of each SMS once', async () => {
  const { phone } = await world({
    phones: { [ANN]: { points: { [PROGRAM]: 1 } }, [BORIS]: { points: { [PROGRAM]: 2 } } },
  });
  const both = [await phone(ANN), await phone(BORIS)];
  await Promise.all(both.flatMap((p) => [p.sms('4555', 'Бонус'), p.sms('4555', 'Бонус')]));
  const texts = both.map(({ inbox }) => inbox.map(({ text }) => text));
  expect(texts).toEqual([
    Array(2).fill('У вас 1 балл. Сгорят 01.01.2021: 1.'),
    Array(2).fill('У вас 2 балла. Сгорят 01.01.2021: 2.'),
  ]);
});

test('a world can be closed twice, and everything opened anew after close()', async () => {
  const closed = await world();
  await closed.close();
  await closed.close();
  await close();
  const p = await phone(ANN);
  await p.dial('*111*455#');
  expect(p).toShow('МТС Бонус');
  expect(p.world.trace().map(({ type }) => type)).toContain('ussd.screen');
});
