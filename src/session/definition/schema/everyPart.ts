/** A program that has every part that a program can have. */
import type { ProgramFile } from '../../../bonus/programFile.ts';

const SUMS = { rub: [100], step: 100, upTo: 200 } as const;
const NEXT_MONTH = { months: 1, day: 1 } as const;

/** Of its figures only that they are there matters: what some program can say, this one can say. */
export const EVERY_PART: ProgramFile = {
  program: 'every-part',
  timeZone: 'UTC',
  lifecycle: 'open',
  dates: { opened: '2000-01-01T00:00:00Z', frozen: '2001-01-01T00:00:00Z', closed: '2002-01-01T00:00:00Z' },
  joining: {
    ussd: {},
    sms: {},
    web: { delay: 'PT1H', bonuses: { email: 1, questionnaire: 1 }, welcome: { points: 1, after: 'PT1H' }, password: 8 },
  },
  leaving: 'allowed',
  expiry: { rule: 'months', months: 1 },
  maxRub: 1000,
  earning: {
    rate: { rule: 'rate', rub: 1, minimum: 1, bonus: { over: 1, points: 1 }, credited: NEXT_MONTH },
    fixed: { rule: 'fixed', points: 1, every: 'year', joining: 'email', byItself: 'birthday' },
    years: { rule: 'by-years', every: 'month', tiers: [{ years: 0, points: 1 }], byItself: 'month-end' },
    value: { rule: 'by-value', field: 'weeks', values: [{ value: 1, points: 1 }] },
    stated: { rule: 'stated', from: 1, to: 2 },
    claim: {
      rule: 'claim',
      percent: 1,
      days: 1,
      partners: {},
      credited: NEXT_MONTH,
      first: 1,
      open: 1,
      returns: 1,
      kept: 1,
    },
  },
  events: {
    confirm: { rule: 'confirm' },
    reject: { rule: 'reject' },
    bill: { rule: 'bill', paid: NEXT_MONTH },
    goal: { rule: 'goal', certificate: SUMS, number: { prefixes: ['1'], paid: NEXT_MONTH }, most: 1 },
    certificate: { rule: 'certificate', ...SUMS },
  },
  tiers: { window: 1, levels: [{ name: 'first', from: 0, months: 1, discount: 1 }] },
  transfers: {
    perOperation: 1,
    perDay: 1,
    oneRecipientADay: true,
    perMonth: 1,
    codeDigits: 4,
    codeLifetime: 'PT1M',
    tries: 1,
    waiting: 1,
  },
  orders: { perMonth: 1, most: 2, refusedInDebt: true, refusalCodes: { 'too-few-points': 1 } },
  gifts: [
    {
      code: '11',
      category: 'any',
      price: 1,
      once: true,
      runs: 'P1M',
      thenPaid: true,
      promoCode: 4,
      note: 'of all kinds',
    },
    { code: '12', category: 'any', price: 1 },
    { code: '13', category: 'any', price: 1, runs: 'next-month' },
    { code: '14', category: 'any', price: 1, runs: 'PT1H' },
  ],
};
