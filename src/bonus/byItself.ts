/**
 * Bonuses that no event need tell of, where the profile has their date: at each month's end (`memberSince`), on a birthday. An event of
 * the same period may have given them before.
 */
import { addMonths, fullYears, localDay, nextBirthday, nextMonth } from './calendar.ts';
import { wasGiven } from './earning/grants.ts';
import { postedTo } from './ledger.ts';
import { balanceOf, earn } from './points.ts';
import type { Program } from './program.ts';
import type { ByYearsRule, FixedRule } from './programFile.ts';
import { type Cause, patch, say, type Turn, zoneOf } from './turn.ts';
import type { Membership } from './types.ts';

type SelfRule = (FixedRule & { readonly byItself: 'birthday' }) | (ByYearsRule & { readonly byItself: 'month-end' });

const NEVER = Number.POSITIVE_INFINITY;

/** When it is looked next; Infinity = never. Nothing is earned while the program is frozen. */
export function nextLook({ lookAt }: Membership, { frozenAt }: Program): number {
  return lookAt != null && lookAt < frozenAt ? lookAt : NEVER;
}

/** Whether the program's file has come to give something by itself, or has ceased to, since this was written. */
export function isUnscheduled({ lookAt }: Membership, { selfKinds }: Program): boolean {
  return selfKinds.length > 0 ? lookAt === undefined : lookAt !== undefined;
}

/** The turn with the date of the first look after this instant, where the program gives anything by itself. */
export function scheduled(turn: Turn, from: number): Turn {
  const rules = selfRules(turn.program);
  if (rules.length === 0) return unscheduled(turn);
  const next = Math.min(...rules.map(([, rule]) => nextOf(rule, turn, from)));
  return patch(turn, { lookAt: Number.isFinite(next) ? next : null });
}

function unscheduled(turn: Turn): Turn {
  if (turn.membership.lookAt === undefined) return turn;
  const { lookAt: _none, ...membership } = turn.membership;
  return { ...turn, membership };
}

/** Gives what this instant brings, and tells of it in one SMS. */
export function look(turn: Turn, cause: Cause): Turn {
  const after = selfRules(turn.program).reduce((so, [kind, rule]) => given(so, kind, rule, cause), turn);
  const points = earnedIn(after.entries.slice(turn.entries.length));
  const told = points === 0 ? after : say(after, cause.at, 'core.credited', { points, balance: balanceOf(after) });
  return scheduled(told, cause.at);
}

/** What is owed is paid from it, and told as credited all the same. */
function earnedIn(entries: Turn['entries']): number {
  return entries.reduce((sum, entry) => (entry.kind === 'earn' ? sum + postedTo(entry, 'points') : sum), 0);
}

function selfRules({ earning, selfKinds }: Program): readonly (readonly [string, SelfRule])[] {
  return selfKinds.map((kind) => [kind, earning.get(kind) as SelfRule] as const);
}

/** Only what the operator has told of the subscriber has dates; of others, events tell. */
function nextOf(rule: SelfRule, turn: Turn, from: number): number {
  const zone = zoneOf(turn);
  const { birthday, memberSince } = turn.profile;
  if (rule.byItself === 'birthday') return birthday === undefined ? NEVER : nextBirthday(from, zone, birthday);
  if (memberSince === undefined) return NEVER;
  return Math.max(nextMonth(from, zone), firstMonth(rule, memberSince, zone));
}

/** The first month's end at which the years are enough for anything: nobody is woken before. */
function firstMonth({ tiers }: ByYearsRule, since: number, zone: string): number {
  return nextMonth(addMonths(since, 12 * (tiers[0]?.years ?? 0), zone), zone);
}

function given(turn: Turn, kind: string, rule: SelfRule, cause: Cause): Turn {
  const zone = zoneOf(turn);
  if (nextOf(rule, turn, cause.at - 1) !== cause.at) return turn;
  const points = rule.byItself === 'birthday' ? rule.points : byYears(rule, turn, cause.at);
  const period =
    rule.byItself === 'birthday' ? String(localDay(cause.at, zone).year) : localDay(cause.at - 1, zone).month;
  if (points === 0 || wasGiven(turn.membership, kind, period)) return turn;
  const granted = { ...turn.membership.granted, [kind]: period };
  return earn(patch(turn, { granted }), points, cause, kind);
}

function byYears({ tiers }: ByYearsRule, turn: Turn, at: number): number {
  // The last instant of the month that is over.
  const years = fullYears(turn.profile.memberSince ?? at, at - 1, zoneOf(turn));
  return tiers.findLast((one) => one.years <= years)?.points ?? 0;
}
