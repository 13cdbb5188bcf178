/** Lots and journal change together, here and nowhere else: what is not written down does not happen. */
import { leftOf, used } from './claims/states.ts';
import { expiryOf, nextBurn } from './expiry.ts';
import { type EntryKindName, makeEntry, postedTo } from './ledger.ts';
import { addLots, takeExpired, takePoints, totalOf } from './lots.ts';
import { counted } from './tiers.ts';
import { type Cause, patch, type Turn, zoneOf } from './turn.ts';
import type { JournalEntry, Lot, Membership, Recent, Reservation } from './types.ts';

const RECENT_KEPT = 10;

/** What an entry says beyond its cause. */
interface Remark {
  readonly note?: string;
  readonly transfer?: string;
}

/** The points that can be spent. */
export function balanceOf(turn: Turn): number {
  return totalOf(turn.membership.lots);
}

/** Adds points that expire as the program says; they count for the status, and pay what is owed. Zero points change nothing. */
export function earn(turn: Turn, points: number, cause: Cause, note: string): Turn {
  if (points === 0) return turn;
  const earned = write(turn, 'earn', points, cause, { note }, { lots: withLot(turn, points, cause) });
  return repaid(counted(earned, points, cause.at), cause);
}

/**
 * Takes points back, as far as there are any; the rest is owed, and paid for by the next ones.
 * @param unused so many of them were of no claim that still counts: its own points go first
 */
export function takeBack(turn: Turn, points: number, cause: Cause, note: string, unused = 0): Turn {
  const there = Math.min(points, balanceOf(turn));
  const owed = (turn.membership.owed ?? 0) + points - there;
  const after = taken(turn, 'take-back', there, cause, note, Math.max(0, there - unused));
  return patch(after, owed === 0 ? {} : { owed });
}

function repaid(turn: Turn, cause: Cause): Turn {
  const { owed = 0 } = turn.membership;
  return owed === 0 ? turn : takeBack(patch(turn, { owed: 0 }), owed, cause, 'owed');
}

/** Adds the points that a membership begins with; they expire as if they were earned now. Zero points change nothing. */
export function openWith(turn: Turn, points: number, cause: Cause): Turn {
  if (points === 0) return turn;
  return repaid(write(turn, 'opening', points, cause, {}, { lots: withLot(turn, points, cause) }), cause);
}

function withLot(turn: Turn, points: number, { at }: Cause): readonly Lot[] {
  const lot = { points, expiresAt: expiryOf(turn.program.expiry, at, zoneOf(turn)) };
  return addLots(turn.membership.lots, [lot]);
}

/** Takes points for a gift, earliest expiry first. Throws when there are fewer. */
export function spend(turn: Turn, points: number, cause: Cause, note: string): Turn {
  return taken(turn, 'order', points, cause, note);
}

/** Takes points that pay in place of money, earliest expiry first. Throws when there are fewer. Zero points change nothing. */
export function writeOff(turn: Turn, points: number, cause: Cause, note: string): Turn {
  return taken(turn, 'write-off', points, cause, note);
}

/** @param ofClaims how many of them claims give: the oldest first */
function taken(turn: Turn, kind: EntryKindName, points: number, cause: Cause, note: string, ofClaims = points): Turn {
  if (points === 0) return turn;
  const { left } = takePoints(turn.membership.lots, points);
  return write(turn, kind, points, cause, { note }, { lots: left, ...withoutUsed(turn, ofClaims) });
}

function withoutUsed({ membership: { claims } }: Turn, points: number): Partial<Membership> {
  return claims === undefined ? {} : { claims: used(claims, points) };
}

/** Burns the lots whose expiry has come: what claims have left burns last. */
export function burnExpired(turn: Turn, cause: Cause): Turn {
  if (nextBurn(turn.program, turn.membership.lots) > cause.at) return turn;
  const until = Math.min(cause.at, turn.program.frozenAt - 1);
  const { taken: expired, left } = takeExpired(turn.membership.lots, until);
  const burnt = write(turn, 'burn', totalOf(expired), cause, { note: 'expired' }, { lots: left });
  return patch(burnt, withoutUsed(burnt, leftOf(burnt.membership.claims ?? []) - totalOf(left)));
}

/** Burns all that can be spent. */
export function burnAll(turn: Turn, kind: 'burn' | 'owner-change', cause: Cause, note: string): Turn {
  return write(turn, kind, balanceOf(turn), cause, { note }, { lots: [] });
}

/** Takes points out for a transfer, earliest expiry first. Throws when there are fewer. */
export function reserve(turn: Turn, order: Omit<Reservation, 'lots'>, points: number, cause: Cause): Turn {
  const { taken: lots, left } = takePoints(turn.membership.lots, points);
  const reservations = [...turn.membership.reservations, { ...order, lots }];
  const remark = { note: order.to, transfer: order.id };
  const change = { lots: left, reservations, ...withoutUsed(turn, points) };
  return write(turn, 'transfer-reserve', points, cause, remark, change);
}

/** Ends a transfer whose receiver has the points. */
export function post(turn: Turn, reservation: Reservation, cause: Cause): Turn {
  const change = { reservations: without(turn, reservation) };
  return write(turn, 'transfer-post', totalOf(reservation.lots), cause, remarkOf(reservation), change);
}

/** Ends a transfer that the receiver's side refused: the points come back as they were, and burn if their time has come. */
export function release(turn: Turn, reservation: Reservation, cause: Cause): Turn {
  const { lots } = reservation;
  const change = { lots: addLots(turn.membership.lots, lots), reservations: without(turn, reservation) };
  const back = write(turn, 'transfer-release', totalOf(lots), cause, remarkOf(reservation), change);
  if (!reservation.forfeited) return repaid(burnExpired(back, cause), cause);
  return write(back, 'burn', totalOf(lots), cause, { note: 'forfeited' }, { lots: turn.membership.lots });
}

/** Adds what another subscriber gave, with its expiry; what has expired on the way burns at once. */
export function credit(turn: Turn, id: string, from: string, lots: readonly Lot[], cause: Cause): Turn {
  const change = { lots: addLots(turn.membership.lots, lots) };
  const credited = write(turn, 'transfer-credit', totalOf(lots), cause, { note: from, transfer: id }, change);
  return repaid(burnExpired(credited, cause), cause);
}

/** Points on their way back to somebody who is not their owner any more burn when they arrive. */
export function forfeitReservations(turn: Turn): Turn {
  const { reservations } = turn.membership;
  if (reservations.length === 0) return turn;
  return patch(turn, { reservations: reservations.map((one) => ({ ...one, forfeited: true as const })) });
}

function write(
  turn: Turn,
  kind: EntryKindName,
  points: number,
  { at, by, request }: Cause,
  remark: Remark,
  change: Partial<Membership>,
): Turn {
  if (points === 0) return patch(turn, change);
  const { entries: seq, recent } = turn.membership;
  const entry = makeEntry(kind, points, { program: turn.program.id, seq, at, by, request, ...remark });
  const written = { ...change, entries: seq + 1, recent: remember(recent, entry) };
  return { ...patch(turn, written), entries: [...turn.entries, entry] };
}

function remember(recent: readonly Recent[], entry: JournalEntry): readonly Recent[] {
  const delta = postedTo(entry, 'points');
  if (delta === 0) return recent;
  return [...recent.slice(1 - RECENT_KEPT), { at: entry.at, kind: entry.kind, delta }];
}

function without(turn: Turn, reservation: Reservation): readonly Reservation[] {
  return turn.membership.reservations.filter((one) => one.id !== reservation.id);
}

function remarkOf({ id, to }: Reservation): Remark {
  return { note: to, transfer: id };
}
