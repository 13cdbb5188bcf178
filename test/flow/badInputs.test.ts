/** Nonsense from outside, each with the answer that the list of bad inputs gives it; nothing is posted by any of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, openHarness } from '../support/harness.ts';
import { must, phone, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const ANN = '79160000001';
const BOB = '79160000002';
const STRANGER = '79160000003';
const PROGRAM = 'mts-bonus';

describe.each(STORES)('bad inputs on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;

  beforeAll(async () => {
    opened = await open();
    harness = await openHarness(opened.store);
    const { gateway, call } = harness;
    for (const msisdn of [ANN, BOB])
      must(await gateway.bonusWrite(call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
    must(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'event', kind: 'taxi', values: { rub: 9000 } }));
  });
  afterAll(async () => {
    await harness.stop();
    await opened.close();
  });

  const dial = (code: string, msisdn = ANN) => harness.gateway.dial(harness.call, { msisdn, code });

  test.each([
    ['*100', 'bad-code', /must end with #/],
    ['', 'bad-code', /no code/],
    [`*100*${'1'.repeat(200)}#`, 'bad-code', /at most 182/],
    ['*100😀#', 'bad-code', /alphabet/],
    ['hello', 'bad-code', /neither a USSD code/],
  ])('the code %j is refused as %s', async (code, word, detail) => {
    const result = await dial(code);
    expect(wordOf(result)).toBe(word);
    expect(result).toMatchObject({ problem: { detail: expect.stringMatching(detail), data: { field: 'code' } } });
  });

  test.each([
    ['*#06#', /^.*\d{15}/],
    ['**21*79161112233#', /./],
    ['*31#79161112233', /79161112233/],
    ['#31#79161112233', /79161112233/],
    ['**04*1234*5678*5678#', /PIN/],
  ])('%s is done by the phone, never by a service', async (code, text) => {
    const answer = must(await dial(code));
    expect(answer).toMatchObject({ service: 'phone', state: 'ended', text: expect.stringMatching(text) });
    expect(answer.text).not.toContain('5678');
  });

  test.each(['*111*455*0*7#', '*111*455**5#', '*111*455*99#'])(
    '%s changes nothing and answers kindly',
    async (code) => {
      const before = must(await harness.gateway.bonus(harness.call, PROGRAM, ANN));
      expect(must(await dial(code)).text).not.toBe('');
      expect(must(await harness.gateway.bonus(harness.call, PROGRAM, ANN))).toEqual(before);
    },
  );

  test('USSD answers follow the UCS2 rules: 40 emoji fit, 41 do not, half a character never', async () => {
    const { sessionId } = must(await dial('*111*455#'));
    const answer = (input: string) => harness.gateway.answer(harness.call, sessionId, { input });
    expect(must(await answer('😀'.repeat(40))).text).toContain('Такого ответа нет');
    expect(wordOf(await answer('😀'.repeat(41)))).toBe('bad-input');
    expect(wordOf(await answer('\ud83d'))).toBe('bad-input');
    expect(wordOf(await answer('x'.repeat(183)))).toBe('bad-input');
    expect(must(await answer('2')).state).toBe('awaiting');
  });

  test('an SMS of 10 000 characters is read, one beyond 255 parts is refused, half a character too', async () => {
    const sms = (text: string, to = '4555') => harness.gateway.sms(harness.call, { from: ANN, to, text });
    const inbox = phone(harness, ANN);
    await inbox.inbox();
    must(await sms('я'.repeat(10_000)));
    expect((await inbox.inbox()).map(({ text }) => text)).toEqual([expect.stringContaining('SMS на 4555')]);
    expect(wordOf(await sms('я'.repeat(67 * 255 + 1)))).toBe('bad-sms');
    expect(wordOf(await sms('Бонус\udc00'))).toBe('bad-sms');
    expect(wordOf(await sms('Бонус', '9998'))).toBe('unknown-short-code');
    must(await sms('<script>alert(1)</script>'));
    expect((await inbox.inbox())[0]?.text).not.toContain('<');
  });

  test.each([
    [ANN, 100, 'transfer-to-self'],
    [BOB, 0, 'not-positive'],
    [BOB, -5, 'not-positive'],
    [BOB, 3001, 'over-limit'],
    [STRANGER, 100, 'recipient-not-a-member'],
    ['4555', 100, 'bad-msisdn'],
  ])('a transfer to %s of %d points: %s, no posting', async (to, points, word) => {
    const { gateway, call } = harness;
    const entries = must(await gateway.journal(call, PROGRAM, ANN, {})).items.length;
    expect(wordOf(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'transfer', to, points }))).toBe(word);
    expect(must(await gateway.journal(call, PROGRAM, ANN, {})).items).toHaveLength(entries);
  });

  test.each(['', 'abc', '0', '123', '+', '7916123456789012', '<b>79160000001</b>'])(
    'the number %j is refused',
    async (msisdn) => {
      expect(wordOf(await dial('*111*455#', msisdn))).toBe('bad-msisdn');
      expect(wordOf(await harness.gateway.subscriber(harness.call, msisdn))).toBe('bad-msisdn');
    },
  );

  test.each([
    [{ language: 'xx' }, 'language'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ memberSince: 'long ago' }, 'memberSince'],
    [{ debt: -1 }, 'debt'],
  ])('a profile with %j is refused, naming the field', async (change, field) => {
    const result = await harness.gateway.putSubscriber(harness.call, ANN, change);
    expect(wordOf(result)).toBe('bad-value');
    expect(result).toMatchObject({ problem: { data: { field } } });
  });

  test('programs, kinds and gifts that do not exist', async () => {
    const { gateway, call } = harness;
    expect(wordOf(await gateway.bonus(call, 'nothing', ANN))).toBe('unknown-program');
    expect(wordOf(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'event', kind: 'lottery', values: {} }))).toBe(
      'unknown-kind',
    );
    expect(wordOf(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'order', codes: ['999'] }))).toBe('unknown-gift');
    expect(wordOf(await gateway.bonusWrite(call, PROGRAM, ANN, { op: 'confirm', id: 'no', code: '0000' }))).toBe(
      'unknown-transfer',
    );
    expect(wordOf(await gateway.bonusWrite(call, PROGRAM, STRANGER, { op: 'order', codes: ['11'] }))).toBe(
      'not-a-member',
    );
  });
});
