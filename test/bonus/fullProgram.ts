/** A program that has every building block there is: nobody's, for laws that hold in all of them. */
import { compile, programFile } from './support.ts';

/** Figures of its file, with some of it replaced. */
export function fullFile(change: object = {}): Record<string, unknown> {
  return programFile({
    program: 'everything',
    dates: { opened: '2010-01-01T00:00:00+03:00', closed: '2039-05-15T00:00:00+03:00' },
    joining: {
      ussd: {},
      web: { delay: 'PT2H', bonuses: { email: 15 }, welcome: { points: 500, after: 'PT24H' } },
    },
    expiry: { rule: 'months', months: 24 },
    earning: {
      taxi: { rule: 'rate', rub: 1 },
      topup: { rule: 'rate', rub: 5, minimum: 1000, credited: { months: 1, day: 15 } },
      email: { rule: 'fixed', points: 15, every: 'once', joining: 'email' },
      birthday: { rule: 'fixed', points: 100, every: 'year', byItself: 'birthday' },
      seniority: {
        rule: 'by-years',
        every: 'month',
        byItself: 'month-end',
        tiers: [
          { years: 1, points: 10 },
          { years: 5, points: 20 },
        ],
      },
      survey: { rule: 'stated', from: 100, to: 1000 },
      purchase: {
        rule: 'claim',
        percent: 100,
        days: 90,
        partners: { cafe: { percent: 5 }, shop: { days: 50 } },
        credited: { months: 1, day: 1 },
        first: 300,
        open: 4,
        returns: 180,
        kept: 3,
      },
    },
    events: {
      confirm: { rule: 'confirm' },
      reject: { rule: 'reject' },
      bill: { rule: 'bill', paid: { months: 1, day: 1 } },
      goal: {
        rule: 'goal',
        certificate: { rub: [100, 250], step: 500, upTo: 10_250 },
        number: { prefixes: ['791'], paid: { months: 1, day: 1 } },
        most: 5,
      },
      certificate: { rule: 'certificate', rub: [100, 250], step: 500, upTo: 10_250 },
    },
    tiers: {
      window: 24,
      levels: [
        { name: 'basic', from: 0, months: 12, discount: 0 },
        { name: 'standard', from: 4000, months: 24, discount: 5 },
        { name: 'vip', from: 20_000, months: 24, discount: 15 },
      ],
    },
    orders: {
      perMonth: 1,
      most: 3,
      refusedInDebt: true,
      refusalCodes: { 'too-few-points': 2011, 'in-debt': 2011, 'already-ordered': 2011 },
    },
    gifts: [
      { code: '11', category: 'calls', price: 210 },
      { code: '12', category: 'calls', price: 101, runs: 'next-month' },
      { code: '32', category: 'internet', price: 60, runs: 'PT48H' },
      { code: '33', category: 'internet', price: 100, once: true, runs: 'P2M', thenPaid: true },
      { code: '511', category: 'partners', price: 5500, promoCode: 8 },
    ],
    ...change,
  });
}

export const FULL = compile(fullFile());
