import { describe, expect, test } from 'vitest';
import { compileServices } from '../../../src/session/definition/compile.ts';
import type { Service, Texts } from '../../../src/session/types.ts';
import { prepareArgs } from '../../../src/text/args.ts';
import { countSeptets } from '../../../src/text/gsm7.ts';
import { ussdSize } from '../../../src/text/size.ts';
import { filesOf } from './mini.ts';
import { shippedFolder } from './shipped.ts';

const FOLDER = shippedFolder('mts-bonus');
const { services, issues } = compileServices(filesOf(FOLDER, 'mts-bonus'));
const LANGUAGES = ['ru', 'en', 'ro'];

function service(): Service {
  const [found] = services;
  if (found === undefined) throw new Error(JSON.stringify(issues));
  return found;
}

function texts(language: string): Texts {
  const found = service().texts[language];
  if (found === undefined) throw new Error(language);
  return found;
}

function screenOf(name: string, language: string): string {
  const state = service().states[name];
  if (state?.kind !== 'menu') throw new Error(name);
  const labels = state.options.map(({ key, label }) => `${key} ${texts(language).format(label)}`);
  return [texts(language).format(state.text), ...labels].join('\n');
}

describe('MTS Bonus as shipped', () => {
  test('compiles without an issue', () => {
    expect([services.map(({ id }) => id), issues]).toEqual([['mts-bonus'], []]);
  });

  test('routes, keys and times of programs.md §1', () => {
    const { ussd, sms, timeout, keys, languages, sender, core } = service();
    expect(ussd).toEqual([{ code: '*111*455', start: 'root' }]);
    expect(sms.map(({ shortCode, keywords }) => [shortCode, keywords.map(({ word, go }) => [word, go])])).toEqual([
      [
        '4555',
        [
          ['', 'sms-join'],
          ['Бонус', 'sms-balance'],
          ['0', 'sms-leave'],
        ],
      ],
    ]);
    expect({ timeout, keys, languages, sender, program: core?.program }).toEqual({
      timeout: 180_000,
      keys: { next: '9', back: '0', main: '00' },
      languages: LANGUAGES,
      sender: '4555',
      program: 'mts-bonus',
    });
  });

  test('the options of the root, in order', () => {
    const root = service().states.root;
    expect(root?.kind === 'menu' && root.options.map(({ key, go }) => [key, go])).toEqual([
      ['0', 'balance'],
      ['1', 'join'],
      ['2', 'gifts'],
      ['4', 'give'],
      ['5', 'history'],
      ['6', 'leave'],
    ]);
  });

  test.each([
    ['11', '11'],
    ['313', '313'],
    ['999', null],
    ['5', null],
    ['1234', null],
  ])('%s typed at the root is read as the gift code %s', (raw, code) => {
    const root = service().states.root;
    const read = root?.kind === 'menu' ? root.question?.parse(raw) : undefined;
    expect(read?.ok ? read.value : null).toBe(code);
  });

  test.each(LANGUAGES)('the root screen has at most 80 units in "%s"', (language) => {
    expect(ussdSize(screenOf('root', language)).units).toBeLessThanOrEqual(80);
  });

  test.each(LANGUAGES)('the screen of the gift categories and its "back" are one page in "%s"', (language) => {
    expect(ussdSize(`${screenOf('gift-categories', language)}\n0 ${texts(language).format('nav.back')}`).fits).toBe(
      true,
    );
  });

  test.each(LANGUAGES)('what ends a dialogue is one page in "%s"', (language) => {
    const figures = { missing: 12_345, price: 12_345, balance: 12_345, limit: 10, expiring: 0 };
    const long = Object.entries(service().states).flatMap(([name, state]) => {
      if (state.kind !== 'end' || state.text === null || name.startsWith('sms-')) return [];
      return ussdSize(texts(language).format(state.text, figures)).fits ? [] : [name];
    });
    expect(long).toEqual([]);
  });

  test.each(['give-to', 'give-points'])('%s is asked again on one page in Russian', (name) => {
    const state = service().states[name];
    if (state?.kind !== 'ask') throw new Error(name);
    const ru = texts('ru');
    const screen = [ru.format(state.invalid), ru.format(state.text, { to: '79161234567' }), '0 Назад', '00 Меню'].join(
      '\n',
    );
    expect(ussdSize(screen).fits).toBe(true);
  });

  test('English needs no UCS2 anywhere', () => {
    const en = texts('en');
    const keys = Object.values(service().states).flatMap((state) =>
      state.kind === 'end' && state.text !== null ? [state.text] : [],
    );
    const figures = { missing: 2, price: 2, balance: 2, limit: 10, expiring: 0, meant: 'Bonus' };
    expect(keys.filter((key) => countSeptets(en.format(key, figures)) === null)).toEqual([]);
  });

  test('Romanian has commas below s and t, not cedillas', () => {
    expect(FOLDER['texts.ro.yaml']).not.toMatch(/[şţŞŢ]/);
  });

  test.each(LANGUAGES)('the SMS with the code of a transfer starts with the code in "%s"', (language) => {
    const sms = texts(language).format('core.transfer-code', {
      code: '0042',
      to: '79161234567',
      points: 5,
      minutes: 5,
    });
    expect(sms).toMatch(/^0042 /);
  });

  test.each([
    ['ru', 0, 'У вас 0 баллов.'],
    ['ru', 1, 'У вас 1 балл. Сгорят 01.01.2020: 1.'],
    ['ru', 22, 'У вас 22 балла. Сгорят 01.01.2020: 22.'],
    ['ru', 1215, 'У вас 1215 баллов. Сгорят 01.01.2020: 1215.'],
    ['en', 1, 'You have 1 point. Expiring on 1 Jan 2020: 1.'],
    ['en', 1000, 'You have 1000 points. Expiring on 1 Jan 2020: 1000.'],
    ['ro', 1, 'Aveți 1 punct. Expiră la 01.01.2020: 1.'],
    ['ro', 19, 'Aveți 19 puncte. Expiră la 01.01.2020: 19.'],
    ['ro', 20, 'Aveți 20 de puncte. Expiră la 01.01.2020: 20.'],
  ])('the balance in "%s" of %i', (language, balance, text) => {
    const expiringAt = Date.parse('2020-01-01T00:00:00+03:00');
    const args = balance === 0 ? { balance, expiring: 0 } : { balance, expiring: balance, expiringAt };
    expect(texts(language).format('balance', prepareArgs(texts(language), args, 'Europe/Moscow'))).toBe(text);
  });

  test.each(LANGUAGES)('those who are late are invited to MTS Cashback in "%s"', (language) => {
    expect(texts(language).format('closed')).toContain('*101*2#');
    expect(texts(language).format('core.closed', { burned: 0 })).toContain('*101*2#');
  });

  test.each(LANGUAGES)('strangers are told both ways to join in "%s"', (language) => {
    expect(texts(language).format('how-to-join')).toMatch(/\*111\*455\*1#.*4555/);
  });

  test('refused orders are told by SMS too, whichever the reason', () => {
    const order = service().states.order;
    const branches = order?.kind === 'call' ? Object.entries(order.on).filter(([outcome]) => outcome !== 'ok') : [];
    expect(branches.length).toBeGreaterThanOrEqual(7);
    for (const [outcome, { sms }] of branches)
      expect([outcome, sms]).toEqual([outcome, outcome === 'not-a-member' ? 'how-to-join' : outcome]);
  });

  test('the code of a transfer can be typed after a drop, for as long as it is good', () => {
    const state = service().states['give-code'];
    expect(state?.kind === 'ask' && state.resume).toBe(300_000);
  });
});
