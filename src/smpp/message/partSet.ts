/** The parts of one concatenated SMS that have come so far. */
import type { Part } from './content.ts';
import type { Piece } from './pieces.ts';
import type { PartOf } from './udh.ts';

/** A part as it came. */
export interface Arrival {
  readonly source: string;
  readonly destination: string;
  readonly part: Part;
  /** The message_id it was acknowledged with. */
  readonly id: string;
}

/** A part as it is kept: a copy. */
export interface Held {
  readonly piece: Piece;
  readonly id: string;
}

export interface PartSet {
  readonly key: string;
  readonly source: string;
  readonly destination: string;
  readonly of: PartOf;
  /** When its first part came, or when it was complete; ms. */
  readonly since: number;
  /** By number less 1. */
  readonly held: readonly (Held | null)[];
  /** The parts with which it was complete before: kept to know them again. */
  readonly known: readonly Held[] | null;
  /** Octets that it keeps in memory, about. */
  readonly cost: number;
}

/** What a part costs besides its octets. */
export const PART_OVERHEAD = 256;

/** What names a set: addresses, reference, number of parts, and how the reference is carried. Addresses hold no NUL. */
export function keyOf({ source, destination, part }: Arrival): string {
  const { of } = part;
  return `${source}\0${destination}\0${of.source}\0${of.reference}\0${of.total}`;
}

/** A set without parts. */
export function emptySet(arrival: Arrival, now: number): PartSet {
  const { source, destination, part } = arrival;
  const held = new Array<null>(part.of.total).fill(null);
  return { key: keyOf(arrival), source, destination, of: part.of, since: now, held, known: null, cost: 0 };
}

/**
 * What a part is to a set: `missing`, `repeated`, or `foreign`, of another SMS under the same name: its place is taken by other octets, or
 * the set was complete before with other octets there.
 */
export function placeOf(set: PartSet, { piece, of }: Part): 'missing' | 'repeated' | 'foreign' {
  const held = set.held[of.number - 1] ?? null;
  if (held !== null) return isSame(held.piece, piece) ? 'repeated' : 'foreign';
  const known = set.known?.[of.number - 1];
  return known === undefined || isSame(known.piece, piece) ? 'missing' : 'foreign';
}

/** The set with one part more. */
export function withPart(set: PartSet, { part, id }: Arrival): PartSet {
  const held = set.held.with(part.of.number - 1, { piece: copyOf(part.piece), id });
  return { ...set, held, cost: set.cost + costOf(part.piece) };
}

/** All parts in their order, or null while one is missing. */
export function allOf(set: PartSet): readonly Held[] | null {
  return set.held.includes(null) ? null : (set.held as readonly Held[]);
}

/** What stays of a complete set: it begins anew, and knows its parts when they come again. */
export function remembered(set: PartSet, parts: readonly Held[], now: number): PartSet {
  const cost = set.known === null ? set.cost : set.cost / 2;
  return { ...set, since: now, held: new Array<null>(parts.length).fill(null), known: parts, cost };
}

/** A set that was complete, as it was before this part of it came. */
export function without(set: PartSet, parts: readonly Held[], { part }: Arrival): PartSet {
  const held: readonly (Held | null)[] = parts.map((one, index) => (index === part.of.number - 1 ? null : one));
  const cost = held.reduce((sum, one) => sum + (one === null ? 0 : costOf(one.piece)), 0);
  return { ...set, held, known: null, cost };
}

function costOf({ octets }: Piece): number {
  return PART_OVERHEAD + octets.length;
}

function isSame(one: Piece, other: Piece): boolean {
  return one.dataCoding === other.dataCoding && one.octets.equals(other.octets);
}

function copyOf(piece: Piece): Piece {
  const elements = piece.elements.map(({ id, data }) => ({ id, data: ownCopy(data) }));
  return { ...piece, octets: ownCopy(piece.octets), elements };
}

/** Memory of its own: a view, or the pool, would keep far more alive than the part. */
function ownCopy(octets: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(octets.length);
  octets.copy(copy);
  return copy;
}
