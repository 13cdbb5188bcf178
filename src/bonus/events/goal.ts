/** What a member saves for: a certificate, or to top up a number. Bills need no asking: that goal is there from the start. */
import { dayOfMonth } from '../calendar.ts';
import { type Field, numberIn, textIn, type Values } from '../earning/values.ts';
import type { GoalRule } from '../programFile.ts';
import { patch, type Reply, refuse, type Turn, zoneOf } from '../turn.ts';
import type { Goal } from '../types.ts';
import { type EventBlock, happened } from './block.ts';
import { wrongSum } from './sums.ts';

const LONGEST_NUMBER = 32;

/** ok {earned: 0, balance} · bad-value {field} · no-such-sum {below, above} · foreign-number · goal-exists · too-many-goals {limit} */
export const goal: EventBlock<GoalRule> = {
  fields: (rule, program): readonly Field[] => [
    { name: 'goal', is: 'choice', choices: choicesOf(rule) },
    { name: 'rub', is: 'amount', limit: program.maxRub, optional: true },
    { name: 'msisdn', is: 'text', most: LONGEST_NUMBER, optional: true },
  ],
  run(turn, rule, values, { now }) {
    const read = readGoal(turn, rule, values, now);
    if ('outcome' in read) return read;
    const { goals = [] } = turn.membership;
    if (read.goal === null || goals.some((one) => isSame(one, read.goal))) return refuse(turn, 'goal-exists');
    if (goals.length >= rule.most) return refuse(turn, 'too-many-goals', { limit: rule.most });
    return happened(patch(turn, { goals: [...goals, read.goal] }));
  },
};

function choicesOf({ certificate, number }: GoalRule): readonly string[] {
  return ['bill', ...(certificate ? ['certificate'] : []), ...(number ? ['number'] : [])];
}

/** The goal; null for the one that is there from the start. */
function readGoal(turn: Turn, rule: GoalRule, values: Values, now: number): Reply | { readonly goal: Goal | null } {
  const kind = textIn(values, 'goal');
  const wrong = wrongField(kind, values);
  if (wrong !== null) return refuse(turn, 'bad-value', wrong);
  if (kind === 'bill') return { goal: null };
  return kind === 'number' ? readNumber(turn, rule, values, now) : readCertificate(turn, rule, values);
}

/** The fields that the goals have, each of them all of its own. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  bill: [],
  certificate: ['rub'],
  number: ['rub', 'msisdn'],
};

function wrongField(kind: string, values: Values): { field: string; expected: string } | null {
  const needed = NEEDS[kind] ?? [];
  const lacking = needed.find((name) => values[name] === undefined);
  if (lacking !== undefined)
    return { field: lacking, expected: lacking === 'rub' ? 'a whole number' : 'a phone number' };
  const superfluous = ['rub', 'msisdn'].find((name) => values[name] !== undefined && !needed.includes(name));
  return superfluous === undefined ? null : { field: superfluous, expected: 'absent' };
}

function readCertificate(turn: Turn, { certificate }: GoalRule, values: Values): Reply | { readonly goal: Goal } {
  const rub = numberIn(values, 'rub');
  const wrong = certificate === undefined ? null : wrongSum(certificate, rub);
  return wrong ? { turn, outcome: wrong } : { goal: { goal: 'certificate', rub } };
}

function readNumber(turn: Turn, { number }: GoalRule, values: Values, now: number): Reply | { readonly goal: Goal } {
  const msisdn = textIn(values, 'msisdn');
  if (turn.profile.blocked) return refuse(turn, 'number-blocked');
  if (!/^\d{10,15}$/.test(msisdn)) return refuse(turn, 'bad-value', { field: 'msisdn', expected: 'a phone number' });
  if (msisdn === turn.msisdn)
    return refuse(turn, 'bad-value', { field: 'msisdn', expected: 'the number of somebody else' });
  if (!number?.prefixes.some((prefix) => msisdn.startsWith(prefix))) return refuse(turn, 'foreign-number', { msisdn });
  const dueAt = dayOfMonth(now, zoneOf(turn), number.paid.months, number.paid.day);
  return { goal: { goal: 'number', rub: numberIn(values, 'rub'), msisdn, dueAt } };
}

function isSame(one: Goal, other: Goal | null): boolean {
  if (other === null || one.goal !== other.goal || one.rub !== other.rub) return false;
  return one.goal !== 'number' || other.goal !== 'number' || one.msisdn === other.msisdn;
}
