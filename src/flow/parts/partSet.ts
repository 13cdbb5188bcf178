/**
 * The parts of one long SMS, put together. Pure. What a part says is an opaque string here.
 *
 * A name (addresses, reference, number of parts) may come again for another SMS, and a part may come again. Where the two cannot be told
 * apart, the order of parts does: they come in order nearly always. So when a part differs from the one in its place, another SMS
 * has begun; what came again before it, with lower numbers, is its beginning, and anything else was of the SMS before.
 */
import type { ReceiptWish } from '../api.ts';

/** A part as it came. `number` counts from 1. */
export interface Arrival {
  readonly number: number;
  readonly piece: string;
  /** What it is acknowledged with. */
  readonly id: string;
  readonly receipt: ReceiptWish | null;
}

/** A part as it is kept. */
export interface Held {
  readonly piece: string;
  readonly id: string;
  readonly receipt: ReceiptWish | null;
  /** How often it came again since the set was begun, or was whole. */
  readonly again: number;
}

export interface PartSet {
  /** By number less 1. */
  readonly parts: readonly (Held | null)[];
  /** The number of the part with which the SMS was taken; null = it is not whole yet. A set that was taken only knows its parts again. */
  readonly last: number | null;
}

export type Outcome =
  /** It waits for others, or was there already: acknowledged with this id. */
  | { readonly kind: 'kept'; readonly id: string }
  /** All are there. */
  | { readonly kind: 'whole'; readonly parts: readonly Held[] };

export interface Added {
  /** The same object where nothing changed. */
  readonly set: PartSet;
  readonly outcome: Outcome;
  /** Ids of the parts of an SMS that will never be whole: another one took its place. */
  readonly overtaken: readonly string[];
}

const NOBODY: readonly string[] = [];

/** A set without parts. */
export function emptySet(total: number): PartSet {
  return { parts: new Array<null>(total).fill(null), last: null };
}

/** The set with one part more. The same arrival a second time changes nothing. */
export function addPart(set: PartSet, arrival: Arrival): Added {
  const held = set.parts[arrival.number - 1] ?? null;
  if (held?.id === arrival.id) return kept(set, held.id);
  if (held === null) return grown(withPart(set, arrival, heldOf(arrival)), arrival);
  if (held.piece !== arrival.piece) return overtakenBy(set, arrival);
  return set.last === null ? repeated(set, arrival, held) : comeAgain(set, arrival, held);
}

/** The set once its SMS, which `arrival` made whole, was taken as this message; null where that is not so any more. */
export function takenAs(set: PartSet, arrival: Arrival, messageId: string): PartSet | null {
  const { set: whole, outcome } = addPart(set, arrival);
  if (outcome.kind !== 'whole') return null;
  const last = whole.parts[arrival.number - 1] as Held;
  return { ...withPart(whole, arrival, { ...last, id: messageId }), last: arrival.number };
}

/** Whether parts came again of which nobody knows yet whether another SMS begins with them. */
export function isInDoubt(set: PartSet): boolean {
  return set.last !== null && set.parts.some((part) => (part?.again ?? 0) > roundsOf(set));
}

/** Ids of the parts that are there. */
export function idsOf({ parts }: PartSet): readonly string[] {
  return parts.flatMap((part) => part?.id ?? []);
}

/** The part of an SMS that is not whole yet came again: the id it got is told again. */
function repeated(set: PartSet, arrival: Arrival, held: Held): Added {
  return kept(withPart(set, arrival, { ...held, again: held.again + 1 }), held.id);
}

/**
 * A part of an SMS that was taken came again. With all the others it is the SMS once more: loss is worse than a double. The part that was
 * acknowledged as the message still is the message; the others have new ids, for they may be of another SMS.
 */
function comeAgain(set: PartSet, arrival: Arrival, held: Held): Added {
  const id = arrival.number === set.last ? held.id : arrival.id;
  const next = withPart(set, arrival, { ...heldOf(arrival), id, again: held.again + 1 });
  return roundsOf(next) > roundsOf(set) ? whole(next) : kept(next, id);
}

function overtakenBy(set: PartSet, arrival: Arrival): Added {
  const before = (part: Held | null, index: number) => part !== null && index < arrival.number - 1 && part.again > 0;
  const parts = set.parts.map((part, index) => (before(part, index) ? { ...(part as Held), again: 0 } : null));
  const begun = withPart({ parts, last: null }, arrival, heldOf(arrival));
  return { ...grown(begun, arrival), overtaken: set.last === null ? idsOf(set) : NOBODY };
}

function grown(set: PartSet, { id }: Arrival): Added {
  if (set.parts.includes(null)) return kept(set, id);
  return whole({ ...set, parts: set.parts.map((part) => ({ ...(part as Held), again: 0 })) });
}

function kept(set: PartSet, id: string): Added {
  return { set, outcome: { kind: 'kept', id }, overtaken: NOBODY };
}

function whole(set: PartSet): Added {
  return { set, outcome: { kind: 'whole', parts: set.parts as readonly Held[] }, overtaken: NOBODY };
}

/** How often all parts of a set have come again. */
function roundsOf({ parts }: PartSet): number {
  return Math.min(...parts.map((part) => part?.again ?? 0));
}

function withPart(set: PartSet, { number }: Arrival, held: Held): PartSet {
  return { ...set, parts: set.parts.with(number - 1, held) };
}

function heldOf({ piece, id, receipt }: Arrival): Held {
  return { piece, id, receipt, again: 0 };
}
