/** The parts of a program's file: which figures make sense, which the schema refuses, on a program that has all of them. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { compileProgram } from '../../src/bonus/program.ts';
import type { ProgramError } from '../../src/bonus/programChecks.ts';
import { EVERY_PART } from '../../src/session/definition/schema/everyPart.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/program.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(SCHEMA);

type Place = string;
type Edit = readonly [place: Place, value: unknown];

/** The program with the values at these places (`tiers.levels.0.from`) replaced; `undefined` takes one out. */
function programWith(...edits: readonly Edit[]): unknown {
  const file: unknown = JSON.parse(JSON.stringify(EVERY_PART));
  for (const [place, value] of edits) {
    const path = place.split('.');
    let parent = file as Record<string, unknown>;
    for (const step of path.slice(0, -1)) parent = parent[step] as typeof parent;
    parent[path.at(-1) ?? ''] = value;
  }
  return JSON.parse(JSON.stringify(file));
}

function errorsOf(program: unknown): readonly ProgramError[] {
  const compiled = compileProgram(program);
  return compiled.ok ? [] : compiled.errors;
}

it('the program with every part is sound', () => {
  expect(validate(programWith()), JSON.stringify(validate.errors)).toBe(true);
  expect(errorsOf(programWith())).toEqual([]);
});

it('it has each part that the schema knows', () => {
  const properties = (schema: { properties: object }) => Object.keys(schema.properties).sort();
  const gifts = EVERY_PART.gifts ?? [];
  expect(Object.keys(EVERY_PART).sort()).toEqual(properties(SCHEMA));
  expect(Object.keys(gifts[0] ?? {}).sort()).toEqual(properties(SCHEMA.properties.gifts.items));
  expect(Object.keys(EVERY_PART.orders ?? {}).sort()).toEqual(properties(SCHEMA.properties.orders));
  expect(Object.keys(EVERY_PART.dates ?? {}).sort()).toEqual(properties(SCHEMA.properties.dates));
});

it.each(['earning', 'events'] as const)('it has each rule of %s', (part) => {
  const rules = SCHEMA.properties[part].additionalProperties.properties.rule.enum;
  expect(Object.values(EVERY_PART[part] ?? {}).map(({ rule }) => rule)).toEqual(rules);
});

describe('figures that make no sense', () => {
  const at = (year: number) => `${year}-01-01T00:00:00Z`;
  const level = (from: number, name: string) => ({ name, from, months: 1, discount: 0 });
  const sums = (rub: readonly number[], step: number, upTo: number) => ({ rub, step, upTo });
  const both = (certificate: object): readonly Edit[] => [
    ['events.goal.certificate', certificate],
    ['events.certificate', { rule: 'certificate', ...certificate }],
  ];
  const inBoth = (place: Place) => [`events.goal.certificate.${place}`, `events.certificate.${place}`];
  const CASES: readonly (readonly [what: string, edits: readonly Edit[], at: readonly Place[]])[] = [
    ['opening after freezing', [['dates.opened', at(2001)]], ['dates.opened']],
    ['opening after closing', [['dates', { opened: at(2001), closed: at(2000) }]], ['dates.opened']],
    ['freezing when it closes', [['dates.frozen', at(2002)]], ['dates.frozen']],
    ['an opening that is no date', [['dates.opened', '2019-02-30T00:00:00Z']], ['dates.opened']],
    ['points for joining after no time', [['joining.web.welcome.after', 'P1M']], ['joining.web.welcome.after']],
    ['a date in the same month', [['earning.rate.credited.months', 0]], ['earning.rate.credited.months']],
    ['a confirmed claim in the same month', [['earning.claim.credited.months', 0]], ['earning.claim.credited.months']],
    ['a bill in the same month', [['events.bill.paid.months', 0]], ['events.bill.paid.months']],
    ['topping up in the same month', [['events.goal.number.paid.months', 0]], ['events.goal.number.paid.months']],
    ['a minimum above any event', [['earning.rate.minimum', 1001]], ['earning.rate.minimum']],
    ['a bonus that no channel gives', [['joining.web.bonuses', {}]], ['earning.fixed.joining']],
    ['a birthday each time', [['earning.fixed.every', undefined]], ['earning.fixed.byItself']],
    ['a birthday each month', [['earning.fixed.every', 'month']], ['earning.fixed.byItself']],
    ["a month's end once a year", [['earning.years.every', 'year']], ['earning.years.byItself']],
    ['fewer than the fewest', [['earning.stated.from', 3]], ['earning.stated.from']],
    ['a kind of both sorts', [['events.rate', { rule: 'bill', paid: { months: 1, day: 1 } }]], ['events.rate']],
    ['nothing to confirm or reject', [['earning.claim', undefined]], ['events.confirm', 'events.reject']],
    ['nothing to save for', [['events.goal', { rule: 'goal', most: 1 }]], ['events.goal']],
    ['saving for what nobody sells', [['events.certificate', undefined]], ['events.goal.certificate']],
    ['saving for other sums', [['events.goal.certificate.upTo', 300]], ['events.goal.certificate']],
    ['sums out of order', both(sums([200, 100], 100, 300)), inBoth('rub.1')],
    ['a sum twice', both(sums([100, 100], 100, 300)), inBoth('rub.1')],
    ['steps that miss the end', both(sums([100], 300, 300)), inBoth('upTo')],
    ['an end below the sums', both(sums([100, 500], 100, 400)), inBoth('upTo')],
    ['sums above any event', both(sums([100], 100, 1100)), inBoth('upTo')],
    ['a first status above nothing', [['tiers.levels.0.from', 1]], ['tiers.levels.0.from']],
    [
      'statuses out of order',
      [['tiers.levels', [level(0, 'a'), level(9, 'b'), level(5, 'c')]]],
      ['tiers.levels.2.from'],
    ],
    ['two statuses from the same points', [['tiers.levels', [level(0, 'a'), level(0, 'b')]]], ['tiers.levels.1.from']],
    ['a status twice', [['tiers.levels', [level(0, 'a'), level(5, 'a')]]], ['tiers.levels.1.name']],
    ['a gift that runs for no time', [['gifts.3.runs', 'P0D']], ['gifts.3.runs']],
    ['paid for from no time on', [['gifts.0.runs', undefined]], ['gifts.0.thenPaid']],
    ['paid for from no time on that is told', [['gifts.0.runs', 'next-month']], ['gifts.0.thenPaid']],
  ];

  it.each(CASES)('%s', (_what, edits, places) => {
    const errors = errorsOf(programWith(...edits));
    expect(errors.map(({ path }) => path.join('.'))).toEqual(places);
    for (const { message, fix } of errors)
      expect([message, fix]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  });

  it('calendar times are fine for gifts', () => {
    for (const runs of ['P1Y', 'P2M', 'P2W', 'P14D', 'PT48H', 'P1M1DT1H']) {
      const program = programWith(['gifts.3.runs', runs]);
      expect([runs, validate(program), errorsOf(program)]).toEqual([runs, true, []]);
    }
  });

  it('a life of dates may have the first of them alone', () => {
    expect(errorsOf(programWith(['lifecycle', 'dated'], ['dates', { opened: at(2016) }]))).toEqual([]);
  });
});

describe('figures that the schema refuses', () => {
  const CASES: readonly (readonly [what: string, place: Place, value: unknown])[] = [
    ['a percentage of a hundred and one', 'earning.claim.percent', 101],
    ['a percentage of nothing', 'earning.claim.percent', 0],
    ["a partner's percentage of a hundred and one", 'earning.claim.partners', { shop: { percent: 101 } }],
    ['a partner of another field', 'earning.claim.partners', { shop: { percnt: 5 } }],
    ['a discount of a hundred and one', 'tiers.levels.0.discount', 101],
    ['the 32nd', 'earning.rate.credited.day', 32],
    ['the day 0', 'earning.rate.credited.day', 0],
    ['the thirteenth month', 'earning.rate.credited.months', 13],
    ['a date without a day', 'earning.rate.credited', { months: 1 }],
    ['a claim that waits for no time', 'earning.claim.days', 0],
    ['no claim at once', 'earning.claim.open', 0],
    ['a rule of events that is none', 'events.bill.rule', 'invoice'],
    ['a field of another event', 'events.bill.most', 1],
    ['a kind of event in capitals', 'events.Bill', { rule: 'confirm' }],
    ['a prefix with a plus', 'events.goal.number.prefixes', ['+7916']],
    ['no prefix', 'events.goal.number.prefixes', []],
    ['no sums', 'events.certificate.rub', []],
    ['steps of nothing', 'events.certificate.step', 0],
    ['no statuses', 'tiers.levels', []],
    ['a status in capitals', 'tiers.levels.0.name', 'VIP'],
    ['orders of no gifts', 'orders.most', 0],
    ['a number of a refusal that is none', 'orders.refusalCodes', { 'too-few-point': 2011 }],
    ['debts that do not matter', 'orders.refusedInDebt', false],
    ['what runs for months of hours', 'gifts.3.runs', '2 months'],
    ['a promo code of three digits', 'gifts.0.promoCode', 3],
    ['a gift that is not for once', 'gifts.0.once', false],
    ['given by itself at any time', 'earning.fixed.byItself', 'month-end'],
    ['an opening without its offset', 'dates.opened', '2016-09-01T00:00:00'],
  ];

  it.each(CASES)('%s', (_what, place, value) => {
    expect(validate(programWith([place, value]))).toBe(false);
  });
});
