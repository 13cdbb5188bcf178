/** programs.md §1: anything else than a command; wrong answers, left-over inputs, dialogues that end. */
import { awaiting, type Dialogue, ended, sms } from '../language.ts';
import { ANNA, after, BORIS, VERA } from './people.ts';
import { ACCEPTED } from './screens.ts';

const UNKNOWN_ANSWER = 'Такого ответа нет';

const help: readonly Dialogue[] = [
  {
    name: 'anything else to 4555: help that names the commands',
    given: { [ANNA]: { points: 40 }, [VERA]: {} },
    steps: [
      ...['привет', 'HELP', '?', '5', '1234', '999', '*111*455*11#', '<script>', '0 11'].map((text) => ({
        sms: text,
        told: [sms('SMS на 4555:', 'Бонус', 'код подарка', 'пустое SMS', /0 – выйти/, '*111*455#')],
      })),
      { sms: 'привет', by: VERA, told: [sms('пустое SMS – вступить')] },
      { balance: 40 },
      { balance: null, of: VERA },
    ],
  },
  {
    name: 'a near misspelling is told which word was meant, and never executed',
    given: { [ANNA]: { points: 40 }, [VERA]: {} },
    steps: [
      ...['Бонсу', 'бонуc1', 'Бонуз', 'bonuss', 'бону', 'Бонус за такси'].map((text) => ({
        sms: text,
        told: [sms('Возможно, вы имели в виду «Бонус»?', '4555')],
      })),
      { sms: 'Бонсу', by: VERA, told: [sms('«Бонус»')] },
      { balance: 40 },
      { balance: null, of: VERA },
    ],
  },
];

const wrongAnswers: readonly Dialogue[] = [
  {
    name: 'wrong answers: asked again three times, then the dialogue ends; nothing changes',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455#', expect: awaiting(/^МТС Бонус/) },
      ...['3', 'x', '1234'].map((answer) => ({ answer, expect: awaiting(UNKNOWN_ANSWER, 'МТС Бонус', '0 Баланс') })),
      { answer: '7', expect: ended('Не получилось', '*111*455#') },
      { balance: 40 },
    ],
  },
  {
    name: 'a right answer after wrong ones is taken, and tries begin anew',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455#', expect: awaiting(/^МТС Бонус/) },
      ...['3', 'x', '8'].map((answer) => ({ answer, expect: awaiting(UNKNOWN_ANSWER) })),
      { answer: '2', expect: awaiting(/^Подарки/) },
      ...['7', '8', 'x'].map((answer) => ({ answer, expect: awaiting(UNKNOWN_ANSWER) })),
      { answer: '1', expect: awaiting(/^Код подарка:/) },
    ],
  },
  {
    name: 'inputs left over after an end make the code wrong, and nothing has changed',
    given: { [ANNA]: {}, [VERA]: { points: 500 } },
    steps: [
      { dial: '*111*455*1*5#', expect: ended('Код набран неверно', '*111*455#') },
      { balance: null },
      { dial: '*111*455*11*7#', by: VERA, expect: ended('Код набран неверно') },
      { dial: '*111*455*0*0#', by: VERA, expect: ended('Код набран неверно') },
      { dial: '*111*455*2*1*11*1*1#', by: VERA, expect: ended('Код набран неверно') },
      { balance: 500, of: VERA },
    ],
  },
  {
    name: 'inputs dialled beyond a refusal are let go: the reason is the answer',
    given: { [ANNA]: { points: 5 }, [VERA]: {}, [BORIS]: { points: 500, blocked: true } },
    steps: [
      { dial: '*111*455*1*5#', expect: ended('уже участник') },
      { dial: '*111*455*11*1#', expect: ended('Не хватает 205 баллов'), told: [sms('Не хватает 205 баллов')] },
      { dial: '*111*455*98*1#', expect: ended('Такого подарка нет'), told: [sms('Такого подарка нет')] },
      { dial: '*111*455*0*1#', by: VERA, expect: ended('не участник') },
      { dial: '*111*455*11*1#', by: BORIS, expect: ended('Номер заблокирован'), told: [sms('Номер заблокирован')] },
      { api: { op: 'register', channel: 'web' }, by: VERA, expect: { figures: { status: 'pending' } } },
      { dial: '*111*455*11*1#', by: VERA, expect: ended('Заявка'), told: [sms('Заявка')] },
    ],
  },
  {
    name: 'a wrong input among the dialled ones: asked again there',
    given: { [ANNA]: { points: 500 } },
    steps: [
      { dial: '*111*455*3*11#', expect: awaiting(UNKNOWN_ANSWER, 'МТС Бонус') },
      { dial: '*111*455*2*9*11#', expect: awaiting(UNKNOWN_ANSWER, 'Подарки') },
      { balance: 500 },
    ],
  },
];

const life: readonly Dialogue[] = [
  {
    name: 'a code without its # is refused, an unknown one is answered by the network',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455*0', expect: { refused: 'bad-code' } },
      { dial: '*111*456#', expect: ended('Неизвестный код') },
      { dial: '*111*4550#', expect: ended('Неизвестный код') },
      { balance: 40 },
    ],
  },
  {
    name: 'the phone may think for 3 minutes, to the millisecond, after each screen',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455#', expect: awaiting('МТС Бонус') },
      after('PT2M59.999S'),
      { answer: '2', expect: awaiting('Подарки') },
      after('PT2M59.999S'),
      { answer: '1', expect: awaiting('Код подарка') },
      after('PT3M'),
      { answer: '0', expect: { refused: 'session-over' } },
    ],
  },
  {
    name: 'hanging up, an end and another dial release the dialogue',
    given: { [ANNA]: { points: 40 } },
    steps: [
      { dial: '*111*455#', expect: awaiting('МТС Бонус') },
      { hangUp: true },
      { answer: '0', expect: { refused: 'session-over' } },
      { dial: '*111*455*2#', expect: awaiting('Подарки') },
      { dial: '*111*455#', expect: awaiting('МТС Бонус') },
      { answer: '0', expect: ACCEPTED, told: [sms('У вас 40 баллов.')] },
      { answer: '0', expect: { refused: 'session-over' } },
    ],
  },
];

/** Asking wrongly, and not at all. */
export const WRONG_INPUTS: readonly Dialogue[] = [...help, ...wrongAnswers, ...life];
