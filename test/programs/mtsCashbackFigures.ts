/** The figures of MTS Cashback, programs.md §2, each with the line that says it and the script that shows it. */
import type { Figure } from './shownFigures.ts';

const SUMS = [100, 250, 500, 750, 1000, 1500, 2000, 2500];
const ALL_SUMS = `[${SUMS.join(', ')}]`;

/** Categories and the large marketplace, with the highest percentage of each. */
const CAPS: readonly (readonly [partner: string, percent: number])[] = [
  ['restaurants', 5],
  ['retail', 15],
  ['travel', 15],
  ['gifts', 25],
  ['online-shops', 25],
  ['leisure', 75],
  ['operator-services', 80],
  ['marketplace', 5],
];

const JOINING = 'Joining: on the site, a password by SMS';
const STATES = 'Entry states: pending → accrued or rejected; written off when used';
const CREDITED = 'Confirmed … is credited on the 1st of the month after the confirmation';
const GOALS = 'Goals, several at once';
const RATES = 'Rates';

/** See the head of the file. */
export const FIGURES: readonly Figure[] = [
  {
    figure: '*101*2#',
    source: 'Shows the balance (choice: on the screen)',
    shownBy: '*101*2#: the balance is on the screen',
    instead: ['ussd: "*101*2"', 'ussd: "*101*3"'],
  },
  { figure: '1 point = 1 RUB', source: '1 point = 1 RUB', shownBy: 'a certificate: the sum is typed' },
  {
    figure: 'no expiry',
    source: 'Points never expire',
    shownBy: 'points never expire (at 2049',
  },
  { figure: 'web', source: JOINING, shownBy: 'joining is only on the site' },
  { figure: 'any operator', source: 'Open to numbers of any operator', shownBy: 'numbers of any operator may join' },
  {
    figure: '15 for an e-mail, on joining',
    source: '`email` +15, once',
    shownBy: 'an e-mail given on joining',
    instead: ['email: 15 ', 'email: 16 '],
  },
  {
    figure: '15 for an e-mail, later',
    source: '`email` +15, once',
    shownBy: 'an e-mail given later',
    instead: ['points: 15, every: once', 'points: 16, every: once'],
  },
  {
    figure: '300 with the first purchase',
    source: '+300 with the first purchase (choice: when it is accrued)',
    shownBy: 'the first 300 come once',
    instead: ['first: 300', 'first: 299'],
  },
  { figure: 'no leaving', source: 'Switching off: choice impossible', shownBy: 'leaving is impossible' },
  {
    figure: 'an SMS at once',
    source: '`purchase` … sends an SMS at once with the points',
    shownBy: 'a purchase: an SMS at once',
  },
  {
    figure: 'used once',
    source: '`bill` this month’s phone bill, once used gone',
    shownBy: 'points pay the bill first',
  },
  {
    figure: 'taken back, never below zero',
    source: '`reject` also after accrual … the rest is owed',
    shownBy: 'goods returned when the points are used',
  },
  { figure: 'four states', source: STATES, shownBy: 'purchases of three months in all states' },
  {
    figure: '90 days',
    source: 'Pending … at most 90 days',
    shownBy: 'nobody confirms: rejected by itself after so many days, with an SMS (partner Книги',
    instead: ['days: 90', 'days: 91'],
  },
  {
    figure: '50 days',
    source: '50 … at some sellers',
    shownBy: 'nobody confirms: rejected by itself after so many days, with an SMS (partner seller-50',
    instead: ['{ days: 50 }', '{ days: 49 }'],
  },
  {
    figure: '75 days',
    source: '75 at some sellers',
    shownBy: 'nobody confirms: rejected by itself after so many days, with an SMS (partner seller-75',
    instead: ['{ days: 75 }', '{ days: 76 }'],
  },
  {
    figure: 'the 1st of the next month',
    source: CREDITED,
    shownBy: 'a purchase: an SMS at once',
    instead: ['credited: { months: 1, day: 1 }', 'credited: { months: 1, day: 2 }'],
  },
  { figure: 'rub × percent / 100, rounded down', source: 'Points = …', shownBy: 'points are rounded down (rub 1999' },
  {
    figure: 'the bill on the 1st, after crediting',
    source: GOALS,
    shownBy: 'credit, then the bill, then a number',
    instead: ['paid: { months: 1, day: 1 } # choice: on the 1st, after crediting', 'paid: { months: 1, day: 2 }'],
  },
  { figure: 'the bill from the start', source: GOALS, shownBy: 'the goals of a new member' },
  ...SUMS.map((rub) => ({
    figure: `a certificate of ${rub} RUB`,
    source: GOALS,
    shownBy: `sums that there are (rub ${rub})`,
    instead: [ALL_SUMS, ALL_SUMS.replace(`${rub}`, `${rub === 2500 ? 3000 : rub + 1}`)] as const,
  })),
  {
    figure: 'then steps of 500',
    source: GOALS,
    shownBy: 'sums that there are not, with the nearest on each side; 0 where there is none (rub 2750',
    instead: ['step: 500', 'step: 250'],
  },
  {
    figure: 'up to 80 000',
    source: GOALS,
    shownBy: 'sums that there are (rub 80000)',
    instead: ['upTo: 80000', 'upTo: 79500'],
  },
  {
    figure: 'a certificate of 760 roubles',
    source: 'Bad input: no such sum',
    shownBy: 'a certificate of 760 roubles',
  },
  {
    figure: 'MTS numbers only',
    source: 'topping up somebody’s number is for MTS numbers',
    shownBy: 'only numbers of MTS can be topped up (number 79031112233',
    instead: ['prefixes: ["791", "798"]', 'prefixes: ["79"]'],
  },
  {
    figure: 'several goals',
    source: GOALS,
    shownBy: 'several goals at once',
    instead: ['most: 10', 'most: 11'],
  },
  { figure: '9 % usual', source: RATES, shownBy: 'points are rounded down (rub 1999, percent 9' },
  {
    figure: '50 % in campaigns',
    source: RATES,
    shownBy: 'each category has its highest percentage (partner Любой магазин',
    instead: ['percent: 50 #', 'percent: 49 #'],
  },
  ...CAPS.map(([partner, percent]) => ({
    figure: `${percent} % at ${partner}`,
    source: RATES,
    shownBy: `each category has its highest percentage (partner ${partner}`,
    instead: [`${partner}: { percent: ${percent} }`, `${partner}: { percent: ${percent + 1} }`] as const,
  })),
  { figure: 'period and state', source: 'History by period and state', shownBy: 'periods and states are chosen' },
];
