/** programs.md §1: the year's end, another owner, the end of the program. */
import { awaiting, type Dialogue, ended, refused, type Step, sms } from '../language.ts';
import { ANNA, at, BORIS, moscow, VERA } from './people.ts';
import { ACCEPTED } from './screens.ts';

const yearsEnd: readonly Dialogue[] = [
  {
    name: 'points earned in a calendar year burn when the next one begins, without an SMS',
    given: { [ANNA]: { points: 100 } },
    steps: [
      at('2018-12-31T23:59:59.999'),
      { sms: 'Бонус', told: [sms('У вас 100 баллов. Сгорят 01.01.2019: 100.')] },
      at('2019-01-01T00:00:00'),
      { balance: 0 },
      { sms: 'Бонус', told: [sms(/^У вас 0 баллов\.$/)] },
    ],
  },
  {
    name: 'points of the last hour burn, points of the new year stay the year',
    clock: moscow('2018-12-31T23:59:59.999'),
    given: { [ANNA]: { points: 100 } },
    steps: [
      at('2019-01-01T00:00:00'),
      { api: { op: 'event', kind: 'taxi', values: { rub: 30 } }, expect: { figures: { earned: 30, balance: 30 } } },
      { sms: 'Бонус', told: [sms('У вас 30 баллов. Сгорят 01.01.2020: 30.')] },
      at('2019-12-31T23:59:59.999'),
      { balance: 30 },
      at('2020-01-01T00:00:00'),
      { balance: 0 },
    ],
  },
  {
    name: 'what is left after an order burns',
    given: { [ANNA]: { points: 250 } },
    steps: [{ sms: '11', told: [sms('осталось: 40')] }, at('2019-01-01T00:00:00'), { balance: 0 }],
  },
  {
    name: 'a straggler cannot spend burnt points',
    clock: moscow('2018-12-31T23:59:00'),
    given: { [ANNA]: { points: 500 }, [BORIS]: { points: 0 } },
    steps: [
      { dial: '*111*455*2*1*11#', expect: awaiting('Заказать?') },
      { dial: '*111*455*6#', expect: awaiting('Сгорят 500 баллов') },
      { dial: '*111*455*2*1*11#', expect: awaiting('Заказать?') },
      at('2019-01-01T00:00:00'),
      { answer: '1', expect: ended('Не хватает 210 баллов'), told: [sms('Не хватает 210 баллов')] },
      { balance: 0 },
    ],
  },
  {
    name: 'the year is the one of the subscriber’s time zone',
    given: {
      [ANNA]: { points: 100, timeZone: 'Asia/Kamchatka' },
      [BORIS]: { points: 100, timeZone: 'Europe/Chisinau' },
    },
    steps: [
      at('2018-12-31T14:59:59.999'),
      { balance: 100 },
      at('2018-12-31T15:00:00'),
      { balance: 0 },
      at('2019-01-01T00:59:59.999'),
      { balance: 100, of: BORIS },
      at('2019-01-01T01:00:00'),
      { balance: 0, of: BORIS },
    ],
  },
];

const owners: readonly Dialogue[] = [
  {
    name: 'change of owner: points and seniority burn, without warning, for good',
    given: { [ANNA]: { points: 700, owner: 'Anna', memberSince: '2000-01-01T00:00:00+03:00' } },
    steps: [
      { profile: { owner: 'Boris' } },
      { balance: 0 },
      { sms: 'Бонус', told: [sms(/^У вас 0 баллов\.$/)] },
      { api: { op: 'event', kind: 'seniority', values: {} }, expect: { figures: { earned: 0, balance: 0 } } },
      { profile: { owner: 'Anna' } },
      { balance: 0 },
      { api: { op: 'event', kind: 'seniority', values: {} }, expect: { figures: { earned: 0, balance: 0 } } },
    ],
  },
  {
    name: 'the same owner once more, or the first one ever named, is no change',
    given: { [ANNA]: { points: 700, owner: 'Anna' }, [VERA]: { points: 50 } },
    steps: [
      { profile: { owner: 'Anna' } },
      { profile: { owner: 'Vera' }, by: VERA },
      { balance: 700 },
      { balance: 50, of: VERA },
    ],
  },
];

const CLOSED = ['МТС Бонус', 'закрыт', 'МТС Cashback', '*101*2#'] as const;
const LAST_MOMENT = at('2019-05-14T23:59:59.999');
const CLOSING = at('2019-05-15T00:00:00');

/** Everything that somebody may try, and that is closed. */
const TRIALS: readonly Step[] = [
  ...['0', '1'].map((option) => ({ dial: `*111*455*${option}#`, expect: ended(...CLOSED) })),
  { dial: '*111*455*11#', expect: ended(...CLOSED), told: [sms(...CLOSED)] },
  { dial: `*111*455*4*${BORIS}*10#`, expect: ended(...CLOSED) },
  ...['0', '1', '2', '4', '5', '6'].flatMap((option): Step[] => [
    { dial: '*111*455#', expect: awaiting('МТС Бонус') },
    { answer: option, expect: ended(...CLOSED) },
  ]),
  ...['', 'Бонус', '0', '11'].map((text) => ({ sms: text, told: [sms(...CLOSED)] })),
  { api: { op: 'register', channel: 'web', questionnaire: true }, expect: refused('closed') },
  { api: { op: 'deactivate', channel: 'web' }, expect: refused('closed') },
  { api: { op: 'event', kind: 'taxi', values: { rub: 10 } }, expect: refused('closed') },
  { api: { op: 'order', code: '11' }, expect: refused('closed') },
  { api: { op: 'transfer', to: BORIS, points: 1 }, expect: refused('closed') },
];

const closing: readonly Dialogue[] = [
  {
    name: 'the end: points burn at 2019-05-15T00:00 Moscow, members are invited to MTS Cashback',
    clock: moscow('2019-03-01T12:00:00'),
    dated: true,
    given: { [ANNA]: { points: 345 }, [BORIS]: { points: 0 }, [VERA]: {} },
    steps: [
      LAST_MOMENT,
      { balance: 345 },
      { sms: 'Бонус', told: [sms('У вас 345 баллов.')] },
      { sms: '32', told: [sms('осталось: 285')] },
      CLOSING,
      { inbox: [{ ...sms(...CLOSED, 'Сгорело 285 баллов.'), at: moscow('2019-05-15T00:00:00') }], of: ANNA },
      { inbox: [{ ...sms(...CLOSED, 'Баллов у вас не было.'), at: moscow('2019-05-15T00:00:00') }], of: BORIS },
      { inbox: [], of: VERA },
      { balance: null },
      { balance: null, of: BORIS },
    ],
  },
  {
    name: 'the end: everything is refused afterwards, to members of yesterday',
    clock: moscow('2019-05-14T12:00:00'),
    dated: true,
    given: { [ANNA]: { points: 1000 }, [BORIS]: { points: 0 } },
    steps: [
      CLOSING,
      { inbox: [sms('Сгорело 1000 баллов.', ...CLOSED)], of: ANNA },
      { inbox: [sms(...CLOSED)], of: BORIS },
      ...TRIALS,
      { balance: null },
    ],
  },
  {
    name: 'the end: everything is refused afterwards, to strangers too',
    clock: moscow('2019-05-15T00:00:00'),
    dated: true,
    given: { [ANNA]: {} },
    steps: [...TRIALS, { balance: null }],
  },
  {
    name: 'the end: a dialogue that is open at midnight cannot spend',
    clock: moscow('2019-05-14T23:59:00'),
    dated: true,
    given: { [ANNA]: { points: 1000 } },
    steps: [
      { dial: '*111*455*2*1*11#', expect: awaiting('Заказать?') },
      CLOSING,
      { inbox: [sms('Сгорело 1000 баллов.')], of: ANNA },
      { answer: '1', expect: ended(...CLOSED), told: [sms(...CLOSED)] },
      { balance: null },
    ],
  },
  {
    name: 'as shipped the program lives on: nothing burns or closes on 15 May 2019',
    clock: moscow('2019-05-14T12:00:00'),
    given: { [ANNA]: { points: 345 }, [VERA]: {} },
    steps: [
      CLOSING,
      { sms: 'Бонус', told: [sms('У вас 345 баллов.')] },
      { dial: '*111*455*1#', by: VERA, expect: ACCEPTED, told: [sms('МТС Бонус')] },
      { balance: 345 },
    ],
  },
];

/** How points end. */
export const ENDINGS: readonly Dialogue[] = [...yearsEnd, ...owners, ...closing];
