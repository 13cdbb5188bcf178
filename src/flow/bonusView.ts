/** A membership as the API shows it. */
import type { Account, Core, Goal, Item, Membership } from '../bonus/types.ts';
import type { BonusView } from './api.ts';
import { isoTime } from './clock.ts';

/**
 * Points with their expiry, and what else the membership has: status, entries, goals, a bill, points on their way.
 * @param account settled by `now`, epoch ms
 */
export function bonusView(core: Core, account: Account, membership: Membership, now: number): BonusView {
  const lots = core.list(account, 'lots', now).map(lotView);
  return {
    member: membership.status === 'member',
    balance: lots.reduce((sum, lot) => sum + lot.points, 0),
    lots,
    reserved: membership.reservations.reduce((sum, { lots: held }) => sum + pointsOf(held), 0),
    since: isoTime(membership.since),
    ...statusView(membership, now),
    ...waitingView(core, account, membership, now),
  };
}

function lotView({ points, expiresAt }: Item) {
  return { points: Number(points), expiresAt: expiresAt === undefined ? null : isoTime(Number(expiresAt)) };
}

function pointsOf(lots: readonly { readonly points: number }[]): number {
  return lots.reduce((all, { points }) => all + points, 0);
}

/** Who has applied is pending; members have a status where their program knows any. */
function statusView({ status, activeAt, tier }: Membership, now: number) {
  if (status === 'pending') return { status, activeAt: isoTime(activeAt ?? now) };
  if (tier === undefined) return {};
  return { status: tier.name, statusPoints: tier.points, statusUntil: isoTime(tier.until) };
}

function waitingView(core: Core, account: Account, membership: Membership, now: number) {
  const { claims, credits, owed, bill, goals } = membership;
  return {
    ...(claims && { entries: core.list(account, 'entries', now).map(entryView) }),
    ...(credits && { credits: credits.map(({ points, note, at }) => ({ points, note, at: isoTime(at) })) }),
    ...(owed && { owed }),
    ...(bill && { bill: { rub: bill.rub, paidAt: isoTime(bill.dueAt) } }),
    ...(goals && { goals: goals.map(goalView) }),
  };
}

/** Newest first. */
function entryView({ id, at, partner, rub, points, state }: Item) {
  return { entry: id, at: isoTime(Number(at)), partner, rub, points, state };
}

function goalView(goal: Goal) {
  return goal.goal === 'number' ? { goal: goal.goal, rub: goal.rub, msisdn: goal.msisdn } : goal;
}
