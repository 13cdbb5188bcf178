/** programs.md §1, "Point transfers": the code, and who can give nothing or receive nothing. */
import { CODE, type Dialogue, ended, OTHER_CODE, refused, sms, TRANSFER } from '../language.ts';
import { asks, confirmRefused, gives, isRefused, receivedSms, sentSms, TWO } from './giving.ts';
import { ANNA, after, at, BORIS, moscow, VERA } from './people.ts';

const theCode: readonly Dialogue[] = [
  {
    name: 'the code is good for 5 minutes: 1 ms before',
    given: TWO,
    steps: [
      asks(500, BORIS, '2018-03-10T09:05:00.000Z'),
      after('PT4M59.999S'),
      {
        api: { op: 'confirm', id: TRANSFER, code: CODE },
        expect: { figures: { balance: 500 } },
        told: [sentSms(500, BORIS, 500)],
      },
      { inbox: [{ ...receivedSms(500, ANNA, 500), at: '2018-03-10T12:04:59.999+03:00' }], of: BORIS },
    ],
  },
  {
    name: 'the code is good for 5 minutes: not at their end',
    given: TWO,
    steps: [
      asks(500, BORIS),
      after('PT5M'),
      confirmRefused(CODE, 'transfer-expired'),
      { balance: 1000 },
      { balance: 0, of: BORIS },
    ],
  },
  {
    name: 'a code has 3 tries, and is good once',
    given: TWO,
    steps: [
      asks(100, BORIS),
      confirmRefused(OTHER_CODE, 'wrong-code', { triesLeft: 2 }),
      confirmRefused(OTHER_CODE, 'wrong-code', { triesLeft: 1 }),
      confirmRefused(OTHER_CODE, 'too-many-tries'),
      confirmRefused(CODE, 'unknown-transfer'),
      ...gives(200, BORIS, 800, 200),
      confirmRefused(CODE, 'unknown-transfer'),
      { balance: 800 },
      { balance: 200, of: BORIS },
    ],
  },
  {
    name: 'ten transfers may wait for their codes, not eleven; they lapse',
    given: TWO,
    steps: [
      ...Array.from({ length: 10 }, () => asks(1, BORIS)),
      isRefused(1, BORIS, 'too-many-requests', { limit: 10 }),
      { dial: `*111*455*4*${BORIS}*1#`, expect: ended('Кода уже ждут передачи: 10') },
      { dial: `*111*455*4*${BORIS}*1*1234#`, expect: ended('Кода уже ждут передачи: 10') },
      after('PT5M'),
      asks(1, BORIS),
    ],
  },
];

const refusals: readonly Dialogue[] = [
  {
    name: 'to oneself, zero, negative, over the balance, to a stranger: the reason, no posting',
    given: { [ANNA]: { points: 1000 }, [BORIS]: { points: 0 }, [VERA]: {} },
    steps: [
      isRefused(10, ANNA, 'transfer-to-self'),
      isRefused(0, BORIS, 'not-positive', { field: 'points' }),
      isRefused(-1, BORIS, 'not-positive', { field: 'points' }),
      isRefused(1001, BORIS, 'too-few-points', { missing: 1, balance: 1000 }),
      isRefused(10, VERA, 'recipient-not-a-member'),
      { balance: 1000 },
      { balance: 0, of: BORIS },
      { balance: null, of: VERA },
    ],
  },
  {
    name: 'a recipient whose application is pending is not a member yet',
    given: { [ANNA]: { points: 1000 }, [VERA]: {} },
    steps: [
      { api: { op: 'register', channel: 'web' }, by: VERA, expect: { figures: { status: 'pending' } } },
      isRefused(10, VERA, 'recipient-not-a-member'),
      after('PT2H'),
      { inbox: [sms('МТС Бонус')], of: VERA },
      ...gives(10, VERA, 990, 10),
    ],
  },
  {
    name: 'a blocked number gives nothing, not even what waits for its code; it may receive',
    given: { [ANNA]: { points: 1000 }, [BORIS]: { points: 0, blocked: true } },
    steps: [
      asks(100, BORIS),
      { profile: { blocked: true } },
      confirmRefused(CODE, 'number-blocked'),
      isRefused(100, BORIS, 'number-blocked'),
      { dial: `*111*455*4*${BORIS}*100#`, expect: ended('Номер заблокирован') },
      { balance: 1000 },
      { profile: { blocked: false } },
      ...gives(100, BORIS, 900, 100),
    ],
  },
  {
    name: 'a recipient who has left meanwhile: the points are back, the giver is told',
    given: TWO,
    steps: [
      asks(300, BORIS),
      { sms: '0', by: BORIS, told: [sms('Вы вышли')] },
      {
        api: { op: 'confirm', id: TRANSFER, code: CODE },
        expect: refused('recipient-not-a-member'),
        told: [sms('Передать 300 баллов', BORIS, 'не удалось', '1000')],
      },
      { balance: 1000 },
      { membership: { reserved: 0 } },
      { balance: null, of: BORIS },
    ],
  },
  {
    name: 'points spent while the code was on its way: too few',
    given: TWO,
    steps: [
      asks(900, BORIS),
      { sms: '11', told: [sms('осталось: 790')] },
      confirmRefused(CODE, 'too-few-points', { missing: 110, balance: 790 }),
      { balance: 790 },
    ],
  },
  {
    name: 'received points keep the year in which they were earned',
    given: TWO,
    steps: [
      at('2018-12-31T23:50:00'),
      asks(500, BORIS),
      {
        api: { op: 'confirm', id: TRANSFER, code: CODE },
        expect: { figures: { balance: 500 } },
        told: [sentSms(500, BORIS, 500)],
      },
      { inbox: [receivedSms(500, ANNA, 500)], of: BORIS },
      { membership: { lots: [{ points: 500, expiresAt: moscowInstant('2019-01-01T00:00:00') }] }, of: BORIS },
      at('2019-01-01T00:00:00'),
      { balance: 0, of: BORIS },
      { balance: 0 },
    ],
  },
];

function moscowInstant(local: string): string {
  return new Date(moscow(local)).toISOString();
}

/** Codes and refusals of giving points. */
export const TRANSFER_CODES: readonly Dialogue[] = [...theCode, ...refusals];
