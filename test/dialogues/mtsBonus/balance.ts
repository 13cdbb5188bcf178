/** programs.md §1: the balance on both channels, the trap of 0. */
import { awaiting, type Dialogue, sms } from '../language.ts';
import { ANNA } from './people.ts';
import { ACCEPTED } from './screens.ts';

/** Russian plurals at the points where they turn. */
const PLURALS: readonly (readonly [points: number, shown: RegExp])[] = [
  [0, /^У вас 0 баллов\.$/],
  [1, /^У вас 1 балл\. /],
  [2, /^У вас 2 балла\. /],
  [4, /^У вас 4 балла\. /],
  [5, /^У вас 5 баллов\. /],
  [11, /^У вас 11 баллов\. /],
  [12, /^У вас 12 баллов\. /],
  [21, /^У вас 21 балл\. /],
  [22, /^У вас 22 балла\. /],
  [25, /^У вас 25 баллов\. /],
  [111, /^У вас 111 баллов\. /],
  [1001, /^У вас 1001 балл\. /],
  [5500, /^У вас 5500 баллов\. /],
];

const plurals = PLURALS.map(([points, shown]): Dialogue => {
  return {
    name: `balance of ${points}: dialled, chosen in the menu and texted, the same SMS`,
    given: { [ANNA]: { points } },
    steps: [
      { dial: '*111*455*0#', expect: ACCEPTED, told: [sms(shown)] },
      { dial: '*111*455#', expect: awaiting('0 Баланс') },
      { answer: '0', expect: ACCEPTED, told: [sms(shown)] },
      { sms: 'Бонус', told: [sms(shown)] },
      { balance: points },
    ],
  };
});

/** `Бонус` as people type it. */
const FORMS = [
  'Бонус',
  'бонус',
  'БОНУС',
  ' Бонус ',
  'бонус.',
  '«Бонус»',
  'Бонус!',
  'Bonus',
  'BONUS',
  'БOHУC',
  ',jyec',
  '<JYEC',
  'б0нус',
  '6онус',
  'бо\u200bнус',
  'Бонус 🙂',
];

const forms: Dialogue = {
  name: 'sends Бонус to 4555, however it is typed: number of points by SMS',
  given: { [ANNA]: { points: 7 } },
  steps: [...FORMS.map((text) => ({ sms: text, told: [sms(/^У вас 7 баллов\./)] })), { balance: 7 }],
};

const expiring: Dialogue = {
  name: 'the balance says how many points burn first, and when',
  given: { [ANNA]: { points: 40 } },
  steps: [
    { sms: 'Бонус', told: [sms(/^У вас 40 баллов\. Сгорят 01\.01\.2019: 40\.$/)] },
    { membership: { lots: [{ points: 40, expiresAt: '2018-12-31T21:00:00.000Z' }] } },
  ],
};

const trap: readonly Dialogue[] = [
  {
    name: 'the trap: 0 over USSD is the balance',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455*0#', expect: ACCEPTED, told: [sms('У вас 40 баллов.')] },
      { dial: '*111*455#', expect: awaiting('0 Баланс') },
      { answer: '0', expect: ACCEPTED, told: [sms('У вас 40 баллов.')] },
      { balance: 40 },
    ],
  },
  {
    name: 'the trap: 0 over SMS deactivates, at once and without asking; the SMS says how many points burned',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { sms: '0', told: [sms('Вы вышли', 'Сгорело 40 баллов.')] },
      { balance: null },
      { sms: '0', told: [sms('не участник')] },
    ],
  },
  {
    name: 'leaving by SMS with no points: nothing burns',
    given: { [ANNA]: { points: 0 } },
    steps: [{ sms: '0', told: [sms('Вы вышли', 'Баллов у вас не было.')] }, { balance: null }],
  },
  {
    name: 'the trap: 0 is the balance at the root and "back" below it',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455#', expect: awaiting('0 Баланс') },
      { answer: '2', expect: awaiting('Подарки', '0 Назад') },
      { answer: '0', expect: awaiting('МТС Бонус', '0 Баланс') },
      { answer: '0', expect: ACCEPTED, told: [sms('У вас 40 баллов.')] },
    ],
  },
  {
    name: 'what only looks like 0 leaves nobody: letters, 00, 0.',
    given: { [ANNA]: { points: 40 } },
    steps: [
      ...['О', 'o', '0.', '0!', '-0', '0 0'].map((text) => ({ sms: text, told: [sms('SMS на 4555:')] })),
      { sms: '00', told: [sms('Такого подарка нет')] },
      { balance: 40 },
    ],
  },
];

/** Asking for the balance. */
export const BALANCE: readonly Dialogue[] = [...plurals, forms, expiring, ...trap];
