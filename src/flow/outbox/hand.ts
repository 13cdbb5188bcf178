/**
 * What a courier has in hand of one wire: oldest first, one thing of each lane (phone) on its way at a time, so that a phone's
 * SMS keep their order; a lane that failed rests for 1, 2, 4 … 60 s.
 */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { Content } from './entries.ts';

export interface Parcel {
  readonly key: string;
  readonly lane: string;
  readonly world: WorldState;
  readonly entry: OutboxEntry;
  readonly content: Content;
  /** It has been delivered, and only that is yet to be written down. */
  ended?: { readonly delivery: 'taken' | 'refused'; readonly revision: number };
  /** Since when its message has been missed, ms of the monotonic clock. */
  orphanSince?: number;
}

/** One try to deliver a parcel. */
export interface Trip {
  readonly parcel: Parcel;
}

export interface Hand {
  /** Parcels that wait or are on their way. */
  size(): number;
  /** Parcels that are on their way. */
  out(): number;
  has(key: string): boolean;
  /** Takes a parcel in, at its place in the order. */
  add(parcel: Parcel): void;
  /** The oldest parcel whose lane is free goes on its way; null if there is none. `now`: ms of the monotonic clock. */
  take(now: number): Trip | null;
  /** A trip came to nothing: the parcel waits again. Nothing happens if the trip is not under way any more. */
  putBack(trip: Trip, now: number): void;
  /** The parcel is done with, wherever it is. */
  drop(key: string): void;
  /** What waits since before this machine time is given up: others will see to it. */
  giveUpBefore(at: number): void;
  /** All trips have come to nothing. */
  recall(now: number): void;
  /** Keeps only parcels of this incarnation of the world. */
  keepOnly(incarnation: string): void;
  clear(): void;
}

/** A lane that is in use or rests. */
interface Lane {
  readonly isBusy: boolean;
  readonly restsUntil: number;
  readonly failures: number;
}

const FIRST_REST = 1_000;
const LONGEST_REST = 60_000;

/** Key of an entry among all of its wire's, also after a reset of the world. */
export function keyOf(world: WorldState, { msisdn, id }: OutboxEntry): string {
  return `${world.incarnation} ${msisdn} ${id}`;
}

/** An empty hand. */
export function emptyHand(): Hand {
  const waiting: Parcel[] = [];
  const trips = new Map<string, Trip>();
  const lanes = new Map<string, Lane>();
  const keys = new Set<string>();

  const wait = (parcel: Parcel) => {
    let place = waiting.length;
    while (place > 0 && isBefore(parcel, waiting[place - 1] as Parcel)) place -= 1;
    waiting.splice(place, 0, parcel);
  };

  const fail = (trip: Trip, now: number) => {
    const failures = (lanes.get(trip.parcel.lane)?.failures ?? 0) + 1;
    lanes.set(trip.parcel.lane, { isBusy: false, restsUntil: now + restAfter(failures), failures });
    trips.delete(trip.parcel.key);
    wait(trip.parcel);
  };

  const drop = (key: string) => {
    if (!keys.delete(key)) return;
    const trip = trips.get(key);
    trips.delete(key);
    const place = trip === undefined ? waiting.findIndex((parcel) => parcel.key === key) : -1;
    const [waited] = place < 0 ? [] : waiting.splice(place, 1);
    const lane = (trip?.parcel ?? waited)?.lane ?? '';
    if (trip !== undefined || lanes.get(lane)?.isBusy === false) lanes.delete(lane);
  };

  return {
    size: () => waiting.length + trips.size,
    out: () => trips.size,
    has: (key) => keys.has(key),
    add(parcel) {
      keys.add(parcel.key);
      wait(parcel);
    },
    take(now) {
      const place = waiting.findIndex(({ lane }) => isFree(lanes.get(lane), now));
      const [parcel] = place < 0 ? [] : waiting.splice(place, 1);
      if (parcel === undefined) return null;
      const trip = { parcel };
      trips.set(parcel.key, trip);
      lanes.set(parcel.lane, { isBusy: true, restsUntil: 0, failures: lanes.get(parcel.lane)?.failures ?? 0 });
      return trip;
    },
    putBack(trip, now) {
      if (trips.get(trip.parcel.key) === trip) fail(trip, now);
    },
    drop,
    giveUpBefore(at) {
      for (const { key, entry } of [...waiting]) if (entry.at <= at) drop(key);
    },
    recall(now) {
      for (const trip of [...trips.values()]) fail(trip, now);
    },
    keepOnly(incarnation) {
      const past = [...waiting, ...[...trips.values()].map(({ parcel }) => parcel)];
      for (const { key, world } of past) if (world.incarnation !== incarnation) drop(key);
    },
    clear() {
      waiting.length = 0;
      trips.clear();
      lanes.clear();
      keys.clear();
    },
  };
}

function isFree(lane: Lane | undefined, now: number): boolean {
  return lane === undefined || (!lane.isBusy && lane.restsUntil <= now);
}

function restAfter(failures: number): number {
  return Math.min(FIRST_REST * 2 ** (failures - 1), LONGEST_REST);
}

/** The order of an outbox: time, then MSISDN, then id. */
function isBefore({ entry: a }: Parcel, { entry: b }: Parcel): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.msisdn !== b.msisdn ? a.msisdn < b.msisdn : a.id < b.id;
}
