/** programs.md §1, "Point transfers", as a person gives points: in the menu or in one breath. */
import { awaiting, CODE, CODE_BEFORE, type Dialogue, ended, OTHER_CODE, refused, type Step, sms } from '../language.ts';
import { ASKS_CODE, ASKS_NUMBER, ASKS_POINTS, codeSms, gives, receivedSms, sentSms, THREE, TWO } from './giving.ts';
import { ANNA, after, BORIS, VERA } from './people.ts';
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
  {
    name: 'the question for the code waits for the SMS: taken up again after its timeout, on the same screen',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      after('PT3M'),
      { answer: CODE, expect: refused('session-over') },
      after('PT1M59.999S'),
      { dial: '*111*455#', expect: awaiting(ASKS_CODE) },
      { answer: CODE, expect: ACCEPTED, told: [sentSms(500, BORIS, 500)] },
      { inbox: [receivedSms(500, ANNA, 500)], of: BORIS },
      { balance: 500 },
    ],
  },
  {
    name: 'taken up after 5 minutes: the code has run out, to the millisecond',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      after('PT3M'),
      { dial: '*111*455#', expect: awaiting(ASKS_CODE) },
      after('PT2M'),
      { answer: CODE, expect: ended('Код больше не действует', '*111*455*4#') },
      { balance: 1000 },
    ],
  },
  {
    name: 'taken up to the last moment, 5 minutes after its timeout',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      after('PT7M59.999S'),
      { dial: '*111*455#', expect: awaiting(ASKS_CODE) },
      { answer: CODE, expect: ended('Код больше не действует') },
    ],
  },
  {
    name: 'a shortcut does not take the question up; nor does anybody for whom it is too late',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*500#`, expect: awaiting(ASKS_CODE), told: [codeSms(500, BORIS)] },
      { dial: '*111*455*0#', expect: ACCEPTED, told: [sms('У вас 1000 баллов.')] },
      { dial: '*111*455#', expect: awaiting('МТС Бонус') },
      { dial: `*111*455*4*${BORIS}*400#`, expect: awaiting(ASKS_CODE), told: [codeSms(400, BORIS)] },
      after('PT8M'),
      { dial: '*111*455#', expect: awaiting('МТС Бонус') },
      { balance: 1000 },
    ],
  },
  {
    name: 'while the question waits, points are spent: how many are missing now',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*900#`, expect: awaiting(ASKS_CODE), told: [codeSms(900, BORIS)] },
      { sms: '11', told: [sms('осталось: 790')] },
      { answer: CODE, expect: awaiting('Не хватает 110 баллов', ASKS_POINTS) },
      { balance: 790 },
    ],
  },
  {
    name: 'while the question waits, somebody else becomes the recipient of the day',
    given: THREE,
    steps: [
      { dial: `*111*455*4*${BORIS}*10#`, expect: awaiting(ASKS_CODE), told: [codeSms(10, BORIS)] },
      ...gives(10, VERA, 19_990, 10),
      { answer: CODE_BEFORE, expect: awaiting(`только на ${VERA}`) },
      { answer: VERA, expect: awaiting(`Сколько баллов для ${VERA}?`) },
      { balance: 19_990 },
    ],
  },
  {
    name: 'while the question waits, the limit of the day is used up',
    given: THREE,
    steps: [
      { dial: `*111*455*4*${BORIS}*2000#`, expect: awaiting(ASKS_CODE), told: [codeSms(2000, BORIS)] },
      ...gives(2000, BORIS, 18_000, 2000),
      { answer: CODE_BEFORE, expect: awaiting('можно ещё 1000 из 3000', ASKS_POINTS) },
      { balance: 18_000 },
    ],
  },
  {
    name: 'while the question waits, the limit of the month is used up',
    given: THREE,
    steps: [
      ...Array.from({ length: 9 }, (_, done) => gives(1, BORIS, 19_999 - done, done + 1)).flat(),
      { dial: `*111*455*4*${BORIS}*10#`, expect: awaiting(ASKS_CODE), told: [codeSms(10, BORIS)] },
      ...gives(1, BORIS, 19_990, 10),
      { answer: CODE_BEFORE, expect: ended('не больше 10 передач') },
      { balance: 19_990 },
    ],
  },
  {
    name: 'while the question waits, the giver leaves and joins again: the transfer is gone',
    given: TWO,
    steps: [
      { dial: `*111*455*4*${BORIS}*10#`, expect: awaiting(ASKS_CODE), told: [codeSms(10, BORIS)] },
      { sms: '0', told: [sms('Сгорело 1000 баллов')] },
      { sms: '', told: [sms('У вас 0 баллов')] },
      { answer: CODE, expect: ended('Код больше не действует') },
      { balance: 0 },
    ],
  },
];
