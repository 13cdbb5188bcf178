/** What members of a program may do, read from its file: a program that is added is lived through without a word here. */
import type { Program } from '../../../src/bonus/program.ts';
import type { ClaimRule, EarningRule, EventRule } from '../../../src/bonus/programFile.ts';
import type { Channel } from '../../../src/bonus/types.ts';
import type { BonusWrite } from '../../../src/flow/api.ts';
import type { Dice } from './dice.ts';

type Values = Readonly<Record<string, string | number>>;

/** The largest sum of a random event, RUB. */
const MOST_RUB = 6000;

/** Percentage of gifts among what is done, of leavings, of what partners and the operator tell. */
const CHANCES = { order: 12, leave: 1, event: 20 } as const;

/** How one joins. */
export function joiningOf(program: Program, dice: Dice): BonusWrite {
  const channel: Channel = dice.pick([...program.joining.keys()]);
  return { op: 'register', channel, email: 'a@example.org', questionnaire: true };
}

/**
 * Something that a member might do next.
 * @param claims ids of this member's claims so far, the latest last
 */
export function deedOf(program: Program, dice: Dice, claims: readonly string[]): BonusWrite {
  if (program.mayLeave && dice.percent(CHANCES.leave)) return { op: 'deactivate', channel: 'web' };
  if (program.gifts.length > 0 && dice.percent(CHANCES.order)) return { op: 'order', codes: codesOf(program, dice) };
  const rules = [...program.events];
  if (rules.length > 0 && dice.percent(Math.min(70, CHANCES.event * rules.length))) return happens(dice, rules, claims);
  const [kind, rule] = dice.pick([...program.earning]);
  return { op: 'event', kind, values: earned(rule, dice) };
}

function codesOf({ gifts, orders }: Program, dice: Dice): readonly string[] {
  const count = 1 + dice.below(Math.min(2, orders.most ?? 1));
  return Array.from({ length: count }, () => dice.pick(gifts).code);
}

function earned(rule: EarningRule, dice: Dice): Values {
  switch (rule.rule) {
    case 'rate':
      return { rub: 1 + dice.below(MOST_RUB) };
    case 'by-value':
      return { [rule.field]: dice.pick(rule.values).value };
    case 'stated':
      return { points: rule.from + dice.below(rule.to - rule.from + 1) };
    case 'claim':
      return claimed(rule, dice);
    default:
      return {};
  }
}

function claimed(rule: ClaimRule, dice: Dice): Values {
  const partner = dice.pick(['somebody', ...Object.keys(rule.partners ?? {})]);
  const most = rule.partners?.[partner]?.percent ?? rule.percent;
  return { rub: 1 + dice.below(MOST_RUB), partner, percent: 1 + dice.below(most) };
}

function happens(dice: Dice, rules: readonly (readonly [string, EventRule])[], claims: readonly string[]): BonusWrite {
  // Partners confirm more often than they reject.
  const likely = rules.filter(([, { rule }]) => rule !== 'reject' || dice.percent(40));
  const [kind, rule] = dice.pick(likely);
  return { op: 'event', kind, values: valuesOf(rule, dice, claims) };
}

function valuesOf(rule: EventRule, dice: Dice, claims: readonly string[]): Values {
  switch (rule.rule) {
    case 'confirm':
    case 'reject':
      return { entry: claims.length === 0 ? 'none' : dice.pick(claims.slice(-4)) };
    case 'bill':
      return { rub: 1 + dice.below(900) };
    case 'certificate':
      return { rub: dice.pick(rule.rub) };
    case 'goal':
      return goalOf(rule, dice);
  }
}

function goalOf({ certificate, number }: Extract<EventRule, { rule: 'goal' }>, dice: Dice): Values {
  if (number !== undefined && dice.percent(50)) {
    const msisdn = `${dice.pick(number.prefixes)}60000000`;
    return { goal: 'number', rub: 1 + dice.below(2000), msisdn };
  }
  return certificate === undefined ? { goal: 'bill' } : { goal: 'certificate', rub: dice.pick(certificate.rub) };
}
