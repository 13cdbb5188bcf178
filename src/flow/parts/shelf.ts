/**
 * The long SMS of one phone whose parts are coming, and those of late, to know their parts again: one record of its subscriber, so that what
 * fits is known for certain, and a part costs one write. Pure.
 */
import type { RecordPlan } from '../planned.ts';
import type { View } from '../view.ts';
import { idsOf, isInDoubt, type PartSet } from './partSet.ts';

/** Key of the record; a step that uses it has it as its first. */
export const PARTS = 'parts';

/** How long after its first part an SMS is waited for, and after its last one its parts are known again; ms of world time. */
export const PATIENCE = 300_000;

/** SMS of one phone that wait for their parts at once. */
export const MOST_WAITING = 64;
/** SMS that were taken and are known again: the oldest beyond so many are forgotten, which loses nothing. */
export const MOST_KNOWN = 16;
/** Characters of all pieces of one SMS: 255 parts of 255 octets in base64, with their headers. */
export const LONGEST_SMS = 100_000;
/** Characters of all pieces of one phone: what each of its parts may cost to write. */
export const MOST_CHARACTERS = 120_000;

/** One SMS among those of its phone. */
export interface Place extends PartSet {
  /** Wire, addresses, reference and number of parts. */
  readonly name: string;
  /** The wire that brings it. */
  readonly wire: string;
  /** World time, epoch ms, from which on it is not waited for, or forgotten. */
  readonly until: number;
}

/** Of one phone, those that were touched last at the end. */
export type Shelf = readonly Place[];

/** Parts that were acknowledged, and whose SMS will never be whole. */
export interface Abandoned {
  readonly wire: string;
  readonly why: 'timeout' | 'overtaken';
  readonly ids: readonly string[];
}

export interface Read {
  /** What is in force now. */
  readonly shelf: Shelf;
  /** What is not, and was promised. */
  readonly abandoned: readonly Abandoned[];
}

/** The record as a step sees it. */
export function shelfIn({ records, now }: Pick<View, 'records' | 'now'>): Read {
  const found = records[0];
  const all = found == null ? [] : (JSON.parse(found.value) as Shelf);
  const stale = all.filter(({ until, last }) => until <= now && last === null);
  return {
    shelf: all.filter(({ until }) => until > now),
    abandoned: stale.map((place) => ({ wire: place.wire, why: 'timeout', ids: idsOf(place) })),
  };
}

/** The shelf with a place as it is now, last of all; null where there is no room: nothing that anybody waits for makes it. */
export function withPlace(shelf: Shelf, place: Place): Shelf | null {
  let next = [...shelf.filter(({ name }) => name !== place.name), place];
  for (;;) {
    const known = next.filter((one) => one !== place && isOnlyKnown(one));
    const isRoomy = next.reduce((sum, one) => sum + lengthOf(one), 0) <= MOST_CHARACTERS;
    if (known.length <= MOST_KNOWN && isRoomy) break;
    const [oldest] = known;
    if (oldest === undefined) return null;
    next = next.filter((one) => one !== oldest);
  }
  return next.filter((one) => !isOnlyKnown(one)).length <= MOST_WAITING ? next : null;
}

/** Characters of the pieces that are there. */
export function lengthOf({ parts }: PartSet): number {
  return parts.reduce((sum, part) => sum + (part?.piece.length ?? 0), 0);
}

/** The record with this in it; it falls due with the first that does, at once where nothing is left. */
export function recordOf({ records, now }: Pick<View, 'records' | 'now'>, shelf: Shelf): RecordPlan {
  const expiresAt = shelf.length === 0 ? now : Math.min(...shelf.map(({ until }) => until));
  return { key: PARTS, seen: records[0]?.etag ?? '', value: JSON.stringify(shelf), expiresAt };
}

function isOnlyKnown(place: Place): boolean {
  return place.last !== null && !isInDoubt(place);
}
