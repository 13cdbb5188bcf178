/** Invariants of what an account states: nothing is overdue, nothing contradicts itself, nothing grows with the history. */
import type { Program } from '../../src/bonus/program.ts';
import type { Membership } from '../../src/bonus/types.ts';
import { type Check, each } from './world.ts';

/** Characters of a membership as JSON, without lots, days of the status and transfers, which have bounds of their own. */
const MOST_CHARACTERS = 12_000;

/** What is due by the time to which the account has been settled has been done. */
export const nothingOverdue: Check = ({ program, ...world }) =>
  each({ program, ...world }, ({ asOf }, membership) => {
    if (asOf === undefined) return [];
    return datesOf(membership, program)
      .filter(([, at, holds]) => at <= asOf && at < holds)
      .map(([what]) => what);
  });

/** All dates of a membership: what is wrong when it has passed, epoch ms, and from when on it does not count any more. */
function datesOf(
  membership: Membership,
  { frozenAt, closedAt }: Program,
): readonly (readonly [string, number, number])[] {
  const { lots, requests, status, activeAt, claims = [], credits = [], bill, goals = [], tier, lookAt } = membership;
  return [
    ...lots.map(({ expiresAt }) => ['burnt points are there', expiresAt ?? Infinity, frozenAt] as const),
    ...requests.map(({ id, expiresAt }) => [`the code of ${id} has run out`, expiresAt, Infinity] as const),
    ['the application is done', activeAt ?? Infinity, Infinity],
    ['the program has closed', status === 'left' ? Infinity : closedAt, Infinity],
    ...claims.map(({ dueAt = Infinity }) => ['a claim is due', dueAt, frozenAt] as const),
    ...credits.map(({ at }) => ['points have not come', at, frozenAt] as const),
    ['the bill is not paid', bill?.dueAt ?? Infinity, frozenAt],
    ...goals.map((one) => ['a goal is due', one.goal === 'number' ? one.dueAt : Infinity, frozenAt] as const),
    ['the term of the status has ended', tier?.until ?? Infinity, frozenAt],
    ['nobody has looked', lookAt ?? Infinity, frozenAt],
  ];
}

/** What the fields of a membership say of each other. */
export const stateMakesSense: Check = ({ program, ...world }) =>
  each({ program, ...world }, (_books, membership) => {
    const { status, lots, requests, activeAt } = membership;
    return [
      ...(status === 'left' && lots.length + requests.length > 0 ? ['somebody who left has points or codes'] : []),
      ...((status === 'pending') === (activeAt !== undefined) ? [] : [`${status}, active at ${activeAt}`]),
      ...leftBehind(membership),
      ...tooMany(membership, program),
    ];
  });

/** What only members have, at one who is none. */
function leftBehind({ status, claims, credits, bill, goals, tier, lookAt }: Membership): readonly string[] {
  if (status !== 'left') return [];
  const things = Object.entries({ claims, credits, bill, goals, tier, lookAt });
  return things.filter(([, thing]) => thing !== undefined).map(([name]) => `somebody who left has ${name}`);
}

function tooMany(membership: Membership, program: Program): readonly string[] {
  const most = mostOf(program);
  const { requests, recent, claims = [], goals = [], credits = [] } = membership;
  const counts = {
    requests: requests.length,
    recent: recent.length,
    open: claims.filter(({ state }) => state === 'pending').length,
    goals: goals.length,
    credits: credits.length,
  };
  return Object.entries(counts)
    .filter(([name, count]) => count > most[name as keyof typeof counts])
    .map(([name, count]) => `${count} ${name}`);
}

function mostOf({ transfers, earning, events }: Program) {
  const rules = [...earning.values()];
  const claims = rules.flatMap((rule) => (rule.rule === 'claim' ? [rule] : []));
  const goals = [...events.values()].flatMap((rule) => (rule.rule === 'goal' ? [rule.most] : []));
  const months = rules.map((rule) => (rule.rule === 'rate' ? (rule.credited?.months ?? 0) : 0));
  return {
    requests: transfers?.waiting ?? 0,
    recent: 10,
    open: claims.reduce((sum, { open }) => sum + open, 0),
    goals: Math.max(0, ...goals),
    // Of each kind one for each date that is not past, twice where another zone has made a second one of it; and that of joining.
    credits: 1 + 2 * rules.length * (1 + Math.max(0, ...months)),
  };
}

/** An account does not grow with its history. */
export const staysSmall: Check = (world) =>
  each(world, (_books, { lots, tier, reservations, ...membership }) => {
    const { length } = JSON.stringify(membership);
    return length <= MOST_CHARACTERS ? [] : [`${length} characters`];
  });
