/**
 * Lanes: what is handed over one after the other, the SMS of one phone. A lane knows what of it this process has, in hand or on
 * its way out of the store.
 */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { Content } from './entries.ts';

export interface Parcel {
  readonly lane: Lane;
  readonly world: WorldState;
  readonly entry: OutboxEntry;
  readonly content: Content;
  /** World time after which it is nobody's any more; null = its message knows. */
  readonly expiresAt: number | null;
  /** The try to deliver it that is under way, 0 = none. */
  trip: number;
  /** It has been delivered, and only that is yet to be written down. */
  ended?: { readonly delivery: 'taken' | 'refused'; readonly revision: number };
  /** Since when its message has been missed, ms of the monotonic clock. */
  orphanSince?: number;
}

export interface Lane {
  readonly name: string;
  /** In hand, in order: the first is the next to go. */
  readonly inHand: Parcel[];
  /** Taken, and on their way out of the store: a look may still show them. */
  readonly leaving: Parcel[];
  /** Which of those in hand is on its way. */
  out: Parcel | null;
  /** How often it failed, one time after the other. */
  failures: number;
  /** ms of the monotonic clock; 0 = it does not rest. */
  restsUntil: number;
  /** It stands in the line of those that are ready. */
  isInLine: boolean;
}

export interface Lanes {
  readonly byName: Map<string, Lane>;
  /** How many there may be before the empty ones are thrown away. */
  most: number;
}

/**
 * So many at once. Not each as it gets empty: a Map that is added to and deleted from all the time makes its table anew again and
 * again, and the old tables keep what they held from being collected young.
 */
const TIDY_AFTER = 4096;

/** No lanes yet. */
export function noLanes(): Lanes {
  return { byName: new Map(), most: TIDY_AFTER };
}

/** The lane of this name, an empty one where there was none. */
export function laneOf(lanes: Lanes, name: string): Lane {
  return lanes.byName.get(name) ?? openLane(lanes, name);
}

/** Whether anything of this lane is in hand. */
export function isInHand(lanes: Lanes, name: string): boolean {
  return (lanes.byName.get(name)?.inHand.length ?? 0) > 0;
}

/** Whether this entry is in hand, or on its way out of the store. */
export function isKnown(lanes: Lanes, name: string, world: WorldState, entry: OutboxEntry): boolean {
  const lane = lanes.byName.get(name);
  if (lane === undefined) return false;
  return findEntry(lane.inHand, world, entry) !== null || findEntry(lane.leaving, world, entry) !== null;
}

/** What is in hand of the same entry, or null. */
export function inHandAs(lanes: Lanes, { lane, world, entry }: Parcel): Parcel | null {
  return findEntry(laneOf(lanes, lane.name).inHand, world, entry);
}

/** Takes one out of a list where it is. */
export function takeOut(parcels: Parcel[], parcel: Parcel): boolean {
  const place = parcels.indexOf(parcel);
  if (place < 0) return false;
  if (place === 0) parcels.shift();
  else parcels.splice(place, 1);
  return true;
}

function openLane(lanes: Lanes, name: string): Lane {
  if (lanes.byName.size >= lanes.most) tidy(lanes);
  const lane = { name, inHand: [], leaving: [], out: null, failures: 0, restsUntil: 0, isInLine: false };
  lanes.byName.set(name, lane);
  return lane;
}

function tidy(lanes: Lanes): void {
  for (const { name, inHand, leaving } of lanes.byName.values()) {
    if (inHand.length === 0 && leaving.length === 0) lanes.byName.delete(name);
  }
  lanes.most = lanes.byName.size + TIDY_AFTER;
}

/** Also after a reset of the world an entry is itself. */
function findEntry(
  parcels: readonly Parcel[],
  { incarnation }: WorldState,
  { msisdn, id }: OutboxEntry,
): Parcel | null {
  for (const parcel of parcels) {
    const { entry, world } = parcel;
    if (entry.id === id && entry.msisdn === msisdn && world.incarnation === incarnation) return parcel;
  }
  return null;
}
