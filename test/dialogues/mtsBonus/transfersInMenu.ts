/** programs.md §1, "Point transfers", as a person gives points: in the menu or in one breath. */
import { awaiting, CODE, type Dialogue, ended, OTHER_CODE, type Step } from '../language.ts';
import { ASKS_CODE, ASKS_NUMBER, ASKS_POINTS, codeSms, receivedSms, sentSms, TWO } from './giving.ts';
import { ANNA, BORIS, VERA } from './people.ts';
import { ACCEPTED } from './screens.ts';

/** Giving points in the menu. */
export const TRANSFERS_IN_MENU: readonly Dialogue[] = [
  {
    name: 'giving points in the menu: recipient, amount, code from the SMS; told to both',
    given: TWO,
    steps: [
      { dial: '*111*455#', expect: awaiting('4 Передать') },
      { answer: '4', expect: awaiting(ASKS_NUMBER, '0 Назад') },
      { answer: BORIS, expect: awaiting(ASKS_POINTS) },
      { answer: '500', expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      { balance: 1000 },
      { answer: CODE, expect: ACCEPTED, told: [sentSms(500, BORIS, 500)] },
      { inbox: [receivedSms(500, ANNA, 500)], of: BORIS },
      { balance: 500 },
      { balance: 500, of: BORIS },
    ],
  },
  {
    name: '*111*455*4*79167654321*500# is the menu in one breath',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      { answer: CODE, expect: ACCEPTED, told: [sentSms(500, BORIS, 500)] },
      { inbox: [receivedSms(500, ANNA, 500)], of: BORIS },
      { balance: 500 },
      { balance: 500, of: BORIS },
    ],
  },
  {
    name: 'a recipient in a national form is the same recipient',
    given: TWO,
    steps: ['89167654321', '9167654321', '+7 (916) 765-43-21'].flatMap((number): Step[] => [
      { dial: '*111*455*4#', expect: awaiting(ASKS_NUMBER) },
      { answer: number, expect: awaiting(ASKS_POINTS) },
      { hangUp: true },
    ]),
  },
  {
    name: 'every wrong recipient and amount is told why, and asked again; nothing moves',
    given: { [ANNA]: { points: 3500 }, [BORIS]: { points: 0 } },
    steps: [
      { dial: '*111*455*4#', expect: awaiting(ASKS_NUMBER) },
      { answer: 'Борис', expect: awaiting('не номер телефона', ASKS_NUMBER) },
      { answer: ANNA, expect: awaiting(`Сколько баллов для ${ANNA}?`) },
      { answer: '10', expect: awaiting('Себе передать баллы нельзя', ASKS_NUMBER) },
      { answer: VERA, expect: awaiting(`Сколько баллов для ${VERA}?`) },
      { answer: '10', expect: awaiting('не участник программы', ASKS_NUMBER) },
      { answer: BORIS, expect: awaiting(ASKS_POINTS) },
      { answer: 'много', expect: awaiting('Нужно целое число', ASKS_POINTS) },
      { answer: '-5', expect: awaiting('больше нуля', ASKS_POINTS) },
      { answer: '3001', expect: awaiting('не больше 3000', ASKS_POINTS) },
      { answer: '1.5', expect: awaiting('Нужно целое число', ASKS_POINTS) },
      { answer: '3000', expect: awaiting(ASKS_CODE), told: [codeSms(3000, BORIS)] },
      { answer: 'abc', expect: awaiting('В коде 4 цифры', ASKS_CODE) },
      { answer: CODE, expect: ACCEPTED, told: [sentSms(3000, BORIS, 500)] },
      { inbox: [receivedSms(3000, ANNA, 3000)], of: BORIS },
      { balance: 500 },
    ],
  },
  {
    name: 'zero points, dialled: the reason and the question again',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*-0#`, expect: awaiting('больше нуля', ASKS_POINTS) },
      { dial: `*111*455*4*${BORIS}*3001#`, expect: awaiting('не больше 3000', ASKS_POINTS) },
      { dial: `*111*455*4*${BORIS}*1001#`, expect: awaiting('Не хватает 1 балла', ASKS_POINTS) },
      { dial: `*111*455*4*${ANNA}*10#`, expect: awaiting('Себе', ASKS_NUMBER) },
      { dial: `*111*455*4*${VERA}*10#`, expect: awaiting('не участник', ASKS_NUMBER) },
      { balance: 1000 },
    ],
  },
  {
    name: 'over the balance in the menu: how many are missing',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}#`, expect: awaiting(ASKS_POINTS) },
      { answer: '1002', expect: awaiting('Не хватает 2 баллов', ASKS_POINTS) },
      { answer: '1000', expect: awaiting(ASKS_CODE), told: [codeSms(1000, BORIS)] },
      { answer: CODE, expect: ACCEPTED, told: [sentSms(1000, BORIS, 0)] },
      { inbox: [receivedSms(1000, ANNA, 1000)], of: BORIS },
    ],
  },
  {
    name: 'a wrong code in the menu: two tries more, then the transfer is off',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      { answer: OTHER_CODE, expect: awaiting('Код неверен. Осталось попыток: 2', ASKS_CODE) },
      { answer: OTHER_CODE, expect: awaiting('Код неверен. Осталось попыток: 1', ASKS_CODE) },
      { answer: OTHER_CODE, expect: ended('слишком много раз', 'отменена') },
      { balance: 1000 },
      { balance: 0, of: BORIS },
    ],
  },
  {
    name: 'the right code at the third try is good',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      { answer: OTHER_CODE, expect: awaiting('попыток: 2') },
      { answer: OTHER_CODE, expect: awaiting('попыток: 1') },
      { answer: CODE, expect: ACCEPTED, told: [sentSms(500, BORIS, 500)] },
      { inbox: [receivedSms(500, ANNA, 500)], of: BORIS },
    ],
  },
];
