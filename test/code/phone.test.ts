import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDial } from '../../src/code/dial.ts';
import { luhnDigit, toImei } from '../../src/code/imei.ts';
import { phoneAnswer } from '../../src/code/phone.ts';
import { SUPPLEMENTARY_SERVICES } from '../../src/code/supplementary.ts';

const ME = '79161234567';

describe('IMEI', () => {
  test.each([
    ['49015420323751', '8'],
    ['35209900176148', '1'],
    ['00000000000000', '0'],
  ])('%s has the check digit %s', (digits, check) => {
    expect(luhnDigit(digits)).toBe(check);
  });

  test('15 digits of the test range, always the same for a number, another one for another number', () => {
    expect(toImei(ME)).toBe(toImei(ME));
    expect(toImei(ME)).toMatch(/^001\d{12}$/);
    expect(toImei('79161234568')).not.toBe(toImei(ME));
    expect(toImei('1234567')).toMatch(/^00100001234567\d$/);
  });

  test('one wrong digit is always noticed', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(digits, fc.nat(13), fc.integer({ min: 1, max: 9 }), (body, index, change) => {
        const wrong = String((Number(body[index]) + change) % 10);
        expect(luhnDigit(body.slice(0, index) + wrong + body.slice(index + 1))).not.toBe(luhnDigit(body));
      }),
    );
  });
});

describe('answers', () => {
  test.each<[string, string, string, string]>([
    ['*#06#', `IMEI ${toImei(ME)}`, `IMEI ${toImei(ME)}`, `IMEI ${toImei(ME)}`],
    ['**04*1234*4321*4321#', 'PIN изменён.', 'PIN changed.', 'PIN a fost schimbat.'],
    [
      '**052*12345678*4321*4321#',
      'PIN2 разблокирован и изменён.',
      'PIN2 unblocked and changed.',
      'PIN2 a fost deblocat și schimbat.',
    ],
    [
      '**05*12345678*4321*4322#',
      'Новый PIN набран по-разному. Ничего не изменилось.',
      'The new PIN was not typed twice alike. Nothing has changed.',
      'Noul PIN nu a fost introdus la fel de două ori. Nu s-a schimbat nimic.',
    ],
    [
      '**04#',
      'PIN не изменён: код набран неверно.',
      'PIN not changed: the code is not right.',
      'PIN nu a fost schimbat: codul nu este corect.',
    ],
    [
      '**21*79160000000#',
      'Переадресация всех вызовов: включение и настройка.',
      'Forwarding of all calls: set up and switch on.',
      'Redirecționarea tuturor apelurilor: configurare și activare.',
    ],
    ['*#43#', 'Ожидание вызова: проверка.', 'Call waiting: check.', 'Apel în așteptare: verificare.'],
    [
      '*31#79160000000',
      'Звонок на 79160000000. Ваш номер виден.',
      'Call to 79160000000. Your number is shown.',
      'Apel către 79160000000. Numărul dvs. este vizibil.',
    ],
    [
      '#31#79160000000',
      'Звонок на 79160000000. Ваш номер скрыт.',
      'Call to 79160000000. Your number is hidden.',
      'Apel către 79160000000. Numărul dvs. este ascuns.',
    ],
    [
      '4555',
      'Голосовой звонок на 4555. USSD-код пишут так: *100#.',
      'Voice call to 4555. A USSD code looks like *100#.',
      'Apel vocal către 4555. Un cod USSD arată așa: *100#.',
    ],
    ['112', 'Экстренный вызов 112.', 'Emergency call to 112.', 'Apel de urgență la 112.'],
  ])('%s', (text, ru, en, ro) => {
    const dial = parseDial(text);
    expect([phoneAnswer(dial, ME), phoneAnswer(dial, ME, 'en'), phoneAnswer(dial, ME, 'ro')]).toEqual([ru, en, ro]);
  });

  test.each(['*100#', '*100', ''])('the phone has no answer of its own to %j', (text) => {
    expect(phoneAnswer(parseDial(text), ME)).toBeNull();
  });

  test.each(['de', '__proto__', 'constructor', ''])('an unknown language (%j) is answered in English', (language) => {
    expect(phoneAnswer(parseDial('112'), ME, language)).toBe('Emergency call to 112.');
  });

  test('every answer about a service fits one Russian or Romanian screen of 80 units', () => {
    for (const code of SUPPLEMENTARY_SERVICES.keys()) {
      for (const [lead, language] of ['*', '#', '*#', '**', '##'].flatMap((each) => [
        [each, 'ru'],
        [each, 'ro'],
      ])) {
        expect(phoneAnswer(parseDial(`${lead}${code}*1#`), ME, language)?.length).toBeLessThanOrEqual(80);
      }
    }
  });
});
