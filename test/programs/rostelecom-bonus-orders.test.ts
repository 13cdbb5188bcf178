/** Rostelecom Bonus, programs.md §3: orders, their refusals and how long gifts run, on the shipped files. */
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../src/flow/problems.ts';
import { HOUR, moscow, type Subscriber } from '../bonus/support.ts';
import { type Figure, NOW, surveyed, testFigures } from './rostelecomBonus.ts';

const ORDERS: readonly Figure[] = [
  {
    figure: 'one exchange a calendar month',
    source: '[T]',
    shown: () => monthly(),
    is: ['ok', 'over-monthly-limit', 'ok'],
  },
  {
    figure: 'several gifts in one exchange',
    source: '[T]',
    shown: () => order(surveyed(3000), NOW, '61', '62', '63').data.price,
    is: 750,
  },
  {
    figure: '2011: too few points',
    source: '[T]',
    shown: () => order(surveyed(799), NOW, '11'),
    is: refusal('too-few-points', { missing: 1, price: 800, balance: 799 }),
  },
  { figure: '2011: debt', source: '[T]', shown: () => inDebt(), is: refusal('in-debt', { debt: 1 }) },
  {
    figure: '2011: ordered before',
    source: '[T]',
    shown: () => again('41'),
    is: refusal('already-ordered', { code: '41', nameKey: 'gift.41' }),
  },
  {
    figure: 'each antivirus once',
    source: '[T]',
    shown: () => ['41', '42', '43', '11'].map((code) => again(code).name),
    is: ['already-ordered', 'already-ordered', 'already-ordered', 'ok'],
  },
  {
    figure: 'minutes: from the 1st of the next month',
    source: '[T]',
    shown: () => ['51', '52', '53', '54', '55', '56', '57'].map(starts),
    is: Array(7).fill(moscow('2018-04-01T00:00')),
  },
  {
    figure: 'internet −25 %: from the 1st of the next month',
    source: '[T]',
    shown: () => starts('31'),
    is: moscow('2018-04-01T00:00'),
  },
  {
    figure: 'films: 48 h from the order',
    source: '[T]',
    shown: () => told('11'),
    is: ['core.ordered-until', NOW + 48 * HOUR],
  },
  {
    figure: 'antivirus: 2 months, then paid',
    source: '[T]',
    shown: () => ['41', '42', '43'].map(told),
    is: Array(3).fill(['core.ordered-then-paid', moscow('2018-05-10T12:00')]),
  },
  {
    figure: 'a partner: a promo code by SMS',
    source: '[T], choice',
    shown: () => told('71')[0],
    is: 'core.ordered-promo',
  },
];

testFigures(ORDERS);

test('refusals of orders are 422 at the API', () => {
  const types = ['too-few-points', 'in-debt', 'already-ordered', 'over-monthly-limit', 'too-many-gifts'] as const;
  expect(types.map((type) => PROBLEMS[type].status)).toEqual([422, 422, 422, 422, 422]);
});

const order = (one: Subscriber, at: number, ...codes: string[]) => one.ask(at, { op: 'order', codes }).outcome;

function monthly() {
  const one = surveyed(3000);
  const ends = moscow('2018-04-01T00:00');
  return [NOW, ends - 1, ends].map((at) => order(one, at, '64').name);
}

function refusal(name: string, data: object) {
  return { name, data: { ...data, refusalCode: 2011 } };
}

function inDebt() {
  const one = surveyed(3000);
  one.account = { ...one.account, profile: { debt: 1 } };
  return order(one, NOW, '64');
}

/** What ordering the same gift answers, three months later. */
function again(code: string) {
  const one = surveyed(9000);
  order(one, NOW, code);
  return order(one, moscow('2018-06-10T12:00'), code);
}

function sms(code: string) {
  return surveyed(12_000).ask(NOW, { op: 'order', codes: [code] }).messages[0];
}

function starts(code: string) {
  const message = sms(code);
  return message?.key === 'core.ordered-next-month' ? message.args.startsAt : message;
}

function told(code: string) {
  const message = sms(code);
  return [message?.key, message?.args.endsAt];
}
