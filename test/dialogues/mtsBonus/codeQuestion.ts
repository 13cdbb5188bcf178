/** programs.md §1, "Point transfers": the question for the code is taken up again; what changes while it waits. */
import { awaiting, CODE, CODE_BEFORE, type Dialogue, ended, refused, sms } from '../language.ts';
import { ASKS_CODE, ASKS_POINTS, codeSms, gives, receivedSms, sentSms, THREE, TWO } from './giving.ts';
import { ANNA, after, BORIS, VERA } from './people.ts';
import { ACCEPTED } from './screens.ts';

/** The question for the code. */
export const CODE_QUESTION: readonly Dialogue[] = [
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
