/** programs.md §1, the interactive menu: history and leaving. */
import { awaiting, CODE, type Dialogue, sms, TRANSFER } from '../language.ts';
import { ANNA, BORIS, VERA } from './people.ts';
import { ACCEPTED, ROOT } from './screens.ts';

const HISTORY_ROW = /^\d\d\.\d\d\.\d{4} .+: -?\d+$/;

const history: readonly Dialogue[] = [
  {
    name: 'history: empty for a new member',
    given: { [ANNA]: { points: 0 } },
    steps: [
      { dial: '*111*455#', expect: ROOT },
      { answer: '5', expect: awaiting('Последние операции', 'Операций ещё не было', '0 Назад') },
      { answer: '0', expect: ROOT },
    ],
  },
  {
    name: 'history: what was earned, ordered and given, newest first',
    given: { [ANNA]: { points: 1000 }, [BORIS]: { points: 0 } },
    steps: [
      { sms: '11', told: [sms('(11)')] },
      { api: { op: 'transfer', to: BORIS, points: 300 }, expect: { figures: {} }, told: [sms(/^\d{4} /)] },
      {
        api: { op: 'confirm', id: TRANSFER, code: CODE },
        expect: { figures: { balance: 490 } },
        told: [sms('Вы передали 300')],
      },
      { inbox: [sms('Вам передали 300')], of: BORIS },
      { clock: { set: '2018-04-01T12:00:00+03:00' } },
      { api: { op: 'event', kind: 'friend', values: {} }, expect: { figures: { earned: 50 } } },
      { dial: '*111*455*5#', expect: awaiting(/^Последние операции/) },
      {
        leaf: HISTORY_ROW,
        rows: [
          /^01\.04\.2018 Начислено: 50$/,
          /^10\.03\.2018 Передача баллов: -300$/,
          /^10\.03\.2018 Подарок: -210$/,
          /^10\.03\.2018 Начислено: 1000$/,
        ],
      },
      { dial: '*111*455*5#', by: BORIS, expect: awaiting(/^Последние операции/) },
      { leaf: HISTORY_ROW, by: BORIS, rows: [/^10\.03\.2018 Передача баллов: 300$/] },
    ],
  },
  {
    name: 'history: burnt points are in it',
    given: { [ANNA]: { points: 70 } },
    steps: [
      { clock: { set: '2019-01-01T00:00:00+03:00' } },
      { dial: '*111*455*5#', expect: awaiting(/^Последние операции/) },
      { leaf: HISTORY_ROW, rows: [/^01\.01\.2019 Сгорело: -70$/, /^10\.03\.2018 Начислено: 70$/] },
    ],
  },
];

const leaving: readonly Dialogue[] = [
  {
    name: 'leaving from the menu: a warning about the points that burn, then gone',
    given: { [ANNA]: { points: 42 } },
    steps: [
      { dial: '*111*455#', expect: ROOT },
      { answer: '6', expect: awaiting('Выйти из программы?', 'Сгорят 42 балла.', '1 Да, выйти', '0 Назад') },
      { answer: '1', expect: ACCEPTED, told: [sms('Вы вышли', 'Сгорело 42 балла.')] },
      { balance: null },
    ],
  },
  {
    name: 'leaving from the menu: whoever goes back or hangs up stays, with all points',
    given: { [ANNA]: { points: 21 } },
    steps: [
      { dial: '*111*455*6#', expect: awaiting('Сгорит 21 балл.') },
      { answer: '0', expect: ROOT },
      { answer: '6', expect: awaiting('Сгорит 21 балл.') },
      { answer: '2', expect: awaiting('Такого ответа нет') },
      { hangUp: true },
      { balance: 21 },
    ],
  },
  {
    name: 'leaving from the menu without points',
    given: { [ANNA]: { points: 0 } },
    steps: [
      { dial: '*111*455*6#', expect: awaiting('Баллов у вас нет') },
      { answer: '1', expect: ACCEPTED, told: [sms('Баллов у вас не было')] },
      { balance: null },
    ],
  },
  {
    name: 'leaving over the API: free of charge, the points burn',
    given: { [ANNA]: { points: 42 } },
    steps: [
      {
        api: { op: 'deactivate', channel: 'web' },
        expect: { figures: { member: false, burned: 42 } },
        told: [sms('Сгорело 42 балла.')],
      },
      { balance: null },
    ],
  },
  {
    name: 'leave and join again: the points are not restored, nor are the bonuses of joining given again',
    given: { [VERA]: {} },
    steps: [
      {
        api: { op: 'register', channel: 'web', questionnaire: true, email: 'v@example.org' },
        expect: { figures: { balance: 110 } },
      },
      { clock: { advance: 'PT2H' } },
      { inbox: [sms('У вас 110 баллов.')], of: VERA },
      { sms: '0', told: [sms('Сгорело 110 баллов.')] },
      { sms: '', told: [sms('У вас 0 баллов.')] },
      { balance: 0 },
      { sms: '0', told: [sms('Баллов у вас не было.')] },
      {
        api: { op: 'register', channel: 'web', questionnaire: true, email: 'v@example.org' },
        expect: { figures: { balance: 0 } },
      },
      { clock: { advance: 'PT2H' } },
      { inbox: [sms('У вас 0 баллов.')], of: VERA },
      { balance: 0 },
    ],
  },
];

/** Looking back, and going. */
export const HISTORY_AND_LEAVING: readonly Dialogue[] = [...history, ...leaving];
