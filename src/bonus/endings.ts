/** How a membership ends: what burns, what stays. */
import { balanceOf, burnAll, forfeitReservations } from './points.ts';
import { type Cause, STRANGER, type Turn } from './turn.ts';
import type { Membership } from './types.ts';

/** The end of a membership: its points burn for good. Grants, limits and transfers on their way outlive it. */
export function endMembership(
  turn: Turn,
  cause: Cause,
  note: string,
): { readonly turn: Turn; readonly burned: number } {
  const burned = balanceOf(turn);
  const burnt = forfeitReservations(burnAll(turn, 'burn', cause, note));
  return { turn: { ...burnt, membership: formerMember(burnt.membership) }, burned };
}

/** What is left of a membership: what must not be forgotten when the person joins again, debts among it. */
export function formerMember({ granted, limits, orders, owed, reservations, recent, entries }: Membership): Membership {
  const kept = { ...(limits && { limits }), ...(orders && { orders }), ...(owed && { owed }) };
  return { ...STRANGER, granted, reservations, recent, entries, ...kept };
}
