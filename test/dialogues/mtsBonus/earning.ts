/** programs.md §1, "Earning events by kind": points, remainders, what is given once. */
import { type Dialogue, refused, type Step, sms } from '../language.ts';
import { ANNA, at } from './people.ts';

const MEMBER = { [ANNA]: { points: 0 } };

type Values = Readonly<Record<string, number>>;

/** An event that earns so many points; the balance afterwards. Events send no SMS. */
function earns(kind: string, values: Values, earned: number, balance: number): Step {
  return { api: { op: 'event', kind, values }, expect: { figures: { earned, balance } } };
}

function isRefused(kind: string, values: Values, word: string, figures = {}): Step {
  return { api: { op: 'event', kind, values }, expect: refused(word, figures) };
}

const rates: readonly Dialogue[] = [
  {
    name: 'telecom: 1 per 5 RUB, the remainder carried to the next one',
    given: MEMBER,
    steps: [
      earns('telecom', { rub: 4 }, 0, 0),
      earns('telecom', { rub: 1 }, 1, 1),
      earns('telecom', { rub: 500 }, 100, 101),
      earns('telecom', { rub: 23 }, 4, 105),
      earns('telecom', { rub: 2 }, 1, 106),
      { sms: 'Бонус', told: [sms('У вас 106 баллов.')] },
    ],
  },
  {
    name: 'shop: 1 per 3 RUB, the remainder carried',
    given: MEMBER,
    steps: [
      earns('shop', { rub: 2 }, 0, 0),
      earns('shop', { rub: 2 }, 1, 1),
      earns('shop', { rub: 2 }, 1, 2),
      earns('shop', { rub: 300 }, 100, 102),
    ],
  },
  {
    name: 'taxi: 1 per 1 RUB',
    given: MEMBER,
    steps: [earns('taxi', { rub: 1 }, 1, 1), earns('taxi', { rub: 999 }, 999, 1000)],
  },
  {
    name: 'the remainder of one kind is not another kind’s',
    given: MEMBER,
    steps: [
      earns('telecom', { rub: 4 }, 0, 0),
      earns('shop', { rub: 2 }, 0, 0),
      earns('card', { rub: 29 }, 0, 0),
      earns('telecom', { rub: 1 }, 1, 1),
      earns('shop', { rub: 1 }, 1, 2),
      earns('card', { rub: 1 }, 1, 3),
    ],
  },
  {
    name: 'card: 1 per 30 RUB; +1 000 when the total first exceeds 3 000 RUB, once',
    given: MEMBER,
    steps: [
      earns('card', { rub: 29 }, 0, 0),
      earns('card', { rub: 2970 }, 99, 99),
      earns('card', { rub: 1 }, 1, 100),
      earns('card', { rub: 1 }, 1000, 1100),
      earns('card', { rub: 29 }, 1, 1101),
      earns('card', { rub: 30_000 }, 1000, 2101),
    ],
  },
  {
    name: 'card: the bonus comes with the event that exceeds 3 000 RUB, even the first',
    given: MEMBER,
    steps: [earns('card', { rub: 3001 }, 1100, 1100), earns('card', { rub: 3001 }, 100, 1200)],
  },
];

const fixed: readonly Dialogue[] = [
  {
    name: 'friend: +50, each time',
    given: MEMBER,
    steps: [earns('friend', {}, 50, 50), earns('friend', {}, 50, 100)],
  },
  {
    name: 'birthday: 100, once a calendar year',
    given: MEMBER,
    steps: [
      earns('birthday', {}, 100, 100),
      isRefused('birthday', {}, 'already-granted'),
      at('2018-12-31T23:59:59.999'),
      isRefused('birthday', {}, 'already-granted'),
      at('2019-01-01T00:00:00'),
      earns('birthday', {}, 100, 100),
      isRefused('birthday', {}, 'already-granted'),
    ],
  },
  {
    name: 'video: 75 for a week, 150 for two',
    given: MEMBER,
    steps: [
      earns('video', { weeks: 1 }, 75, 75),
      earns('video', { weeks: 2 }, 150, 225),
      isRefused('video', { weeks: 3 }, 'bad-value', { field: 'weeks' }),
      { balance: 225 },
    ],
  },
];

/** Seniority by the start of the years, at noon of 10 March 2018. */
const YEARS: readonly (readonly [since: string, points: number])[] = [
  ['2017-03-11T12:00:00+03:00', 0],
  ['2017-03-10T12:00:00+03:00', 10],
  ['2013-03-11T12:00:00+04:00', 10],
  ['2013-03-10T12:00:00+04:00', 20],
  ['2008-03-11T12:00:00+03:00', 20],
  ['2008-03-10T12:00:00+03:00', 30],
  ['2003-03-11T12:00:00+03:00', 30],
  ['2003-03-10T12:00:00+03:00', 50],
  ['1993-07-01T00:00:00+04:00', 50],
];

const seniority: readonly Dialogue[] = [
  ...YEARS.map(([memberSince, points]): Dialogue => {
    return {
      name: `seniority since ${memberSince.slice(0, 10)}: ${points} a month`,
      given: { [ANNA]: { points: 0, memberSince } },
      steps: [earns('seniority', {}, points, points)],
    };
  }),
  {
    name: 'seniority: monthly, and it grows with the time in the program',
    given: { [ANNA]: { points: 0, memberSince: '2017-04-15T00:00:00+03:00' } },
    steps: [
      earns('seniority', {}, 0, 0),
      at('2018-04-15T12:00:00'),
      earns('seniority', {}, 10, 10),
      isRefused('seniority', {}, 'already-granted'),
      at('2018-04-30T23:59:59.999'),
      isRefused('seniority', {}, 'already-granted'),
      at('2018-05-01T00:00:00'),
      earns('seniority', {}, 10, 20),
      at('2022-05-01T00:00:00'),
      earns('seniority', {}, 20, 20),
    ],
  },
  {
    name: 'seniority counts from joining where no other start is set',
    given: MEMBER,
    steps: [
      at('2019-03-09T23:59:59.999'),
      earns('seniority', {}, 0, 0),
      at('2019-03-10T00:00:00'),
      earns('seniority', {}, 10, 10),
    ],
  },
];

const refusals: readonly Dialogue[] = [
  {
    name: 'events that cannot be: zero, negative, too much, unknown, with values of another kind; nothing changes',
    given: MEMBER,
    steps: [
      isRefused('taxi', { rub: 0 }, 'not-positive', { field: 'rub' }),
      isRefused('taxi', { rub: -5 }, 'not-positive', { field: 'rub' }),
      isRefused('taxi', { rub: 1_000_001 }, 'over-limit', { field: 'rub', limit: 1_000_000 }),
      isRefused('taxi', {}, 'bad-value', { field: 'rub' }),
      isRefused('taxi', { rub: 5, weeks: 1 }, 'bad-value', { field: 'weeks' }),
      isRefused('friend', { points: 9000 }, 'bad-value', { field: 'points' }),
      isRefused('lottery', {}, 'unknown-kind'),
      isRefused('constructor', {}, 'unknown-kind'),
      { balance: 0 },
      earns('taxi', { rub: 1_000_000 }, 1_000_000, 1_000_000),
    ],
  },
  {
    name: 'a blocked number still earns',
    given: { [ANNA]: { points: 0, blocked: true } },
    steps: [earns('telecom', { rub: 50 }, 10, 10)],
  },
];

/** Earning points. */
export const EARNING: readonly Dialogue[] = [...rates, ...fixed, ...seniority, ...refusals];
