/**
 * What a courier has in hand of one wire. One thing of each lane (phone) is on its way at a time, so that a phone's SMS keep
 * their order; lanes take turns; one that failed rests for 1, 2, 4 … 60 s.
 */
import type { Lane, Lanes, Parcel } from './lanes.ts';
import { takeOut } from './lanes.ts';

export type { Parcel } from './lanes.ts';

/** So many are in hand at the most; the first of each lane that rests does not count. */
export const HAND = 500;
/** With so many lanes at rest it is the wire that takes nothing, and nothing is added. */
const MOST_RESTING = 2_000;

const FIRST_REST = 1_000;
const LONGEST_REST = 60_000;

export interface Hand {
  readonly lanes: Lanes;
  /** Those whose turn comes, in order. */
  readonly ready: Lane[];
  resting: Lane[];
  /** When the next of them is ready, ms of the monotonic clock. */
  wakeAt: number;
  /** Parcels. */
  size: number;
  /** Parcels on their way. */
  out: number;
  /** Lanes that have a parcel here. */
  used: number;
  /** Tries so far. */
  trips: number;
  /** The lane that had most when somebody last had to make room. */
  fullest: Lane | null;
}

/** An empty hand. */
export function emptyHand(lanes: Lanes): Hand {
  const nothing = { size: 0, out: 0, used: 0, trips: 0, fullest: null };
  return { lanes, ready: [], resting: [], wakeAt: Number.POSITIVE_INFINITY, ...nothing };
}

/** How many are in hand as it counts. */
export function load({ size, resting }: Hand): number {
  return size - resting.length;
}

/**
 * Whether one more can be put in: yes; once `letOneGo` has made room; not of this lane, of which there is one that must be
 * delivered first; not at all.
 */
export function roomFor(hand: Hand, lane: Lane): 'yes' | 'if-one-goes' | 'not-of-this-lane' | 'no' {
  const isTired = hand.resting.length >= MOST_RESTING;
  if (!isTired && load(hand) < HAND) return 'yes';
  if (lane.inHand.length > 0) return 'not-of-this-lane';
  return isTired || !hasSpare(hand) ? 'no' : 'if-one-goes';
}

/** Whether some lane has more than the one that it has to have here. */
export function hasSpare({ size, used }: Hand): boolean {
  return size > used;
}

/** Puts a parcel in, at its place in the order of its lane. */
export function put(hand: Hand, parcel: Parcel): void {
  const { lane } = parcel;
  const { inHand } = lane;
  let place = inHand.length;
  while (place > 0 && isBefore(parcel, inHand[place - 1] as Parcel)) place -= 1;
  if (place === inHand.length) inHand.push(parcel);
  else inHand.splice(place, 0, parcel);
  hand.size += 1;
  if (inHand.length === 1) hand.used += 1;
  lineUp(hand, lane);
}

/** The newest of the lane that has most leaves the hand; null where none can. */
export function letOneGo(hand: Hand): Parcel | null {
  const lane = spareIn(hand.fullest) === null ? fullest(hand.lanes) : hand.fullest;
  hand.fullest = lane;
  const spare = spareIn(lane);
  if (spare !== null) leave(hand, spare);
  return spare;
}

/** The next parcel whose lane is free goes on its way; null if there is none. `now`: ms of the monotonic clock. */
export function take(hand: Hand, now: number): Parcel | null {
  if (now >= hand.wakeAt) wake(hand, now);
  for (let lane = hand.ready.shift(); lane !== undefined; lane = hand.ready.shift()) {
    lane.isInLine = false;
    const [parcel] = lane.inHand;
    if (parcel !== undefined && isFree(lane)) return setOut(hand, lane, parcel);
  }
  return null;
}

/** A try came to nothing: the parcel waits again. Nothing happens if it is not the one under way any more. */
export function putBack(hand: Hand, parcel: Parcel, trip: number, now: number): void {
  if (parcel.trip === trip) fail(hand, parcel.lane, now);
}

/** The parcel is done with, wherever it is. @returns false if it is not in hand any more */
export function drop(hand: Hand, parcel: Parcel): boolean {
  const { lane } = parcel;
  if (!lane.inHand.includes(parcel)) return false;
  const isBusy = lane.out !== null && lane.out !== parcel;
  leave(hand, parcel);
  if (isBusy) return true;
  lane.failures = 0;
  if (lane.restsUntil > 0) endRest(hand, lane);
  lineUp(hand, lane);
  return true;
}

/** All that was on its way has come to nothing. */
export function recall(hand: Hand, now: number): void {
  for (const lane of hand.lanes.byName.values()) if (lane.out !== null) fail(hand, lane, now);
}

/** All of these leave the hand. @returns them */
export function clear(hand: Hand, isMeant: (parcel: Parcel) => boolean = () => true): readonly Parcel[] {
  const gone = [...hand.lanes.byName.values()].flatMap(({ inHand }) => inHand.filter(isMeant));
  for (const parcel of gone) drop(hand, parcel);
  return gone;
}

function isFree({ out, restsUntil }: Lane): boolean {
  return out === null && restsUntil === 0;
}

function lineUp(hand: Hand, lane: Lane): void {
  if (lane.isInLine || !isFree(lane) || lane.inHand.length === 0) return;
  lane.isInLine = true;
  hand.ready.push(lane);
}

function setOut(hand: Hand, lane: Lane, parcel: Parcel): Parcel {
  hand.trips += 1;
  hand.out += 1;
  parcel.trip = hand.trips;
  lane.out = parcel;
  return parcel;
}

function comeBack(hand: Hand, lane: Lane): void {
  if (lane.out === null) return;
  hand.out -= 1;
  lane.out.trip = 0;
  lane.out = null;
}

function leave(hand: Hand, parcel: Parcel): void {
  const { lane } = parcel;
  if (lane.out === parcel) comeBack(hand, lane);
  takeOut(lane.inHand, parcel);
  hand.size -= 1;
  if (lane.inHand.length === 0) hand.used -= 1;
}

function fail(hand: Hand, lane: Lane, now: number): void {
  comeBack(hand, lane);
  lane.failures += 1;
  lane.restsUntil = now + restAfter(lane.failures);
  hand.resting.push(lane);
  hand.wakeAt = Math.min(hand.wakeAt, lane.restsUntil);
}

function endRest(hand: Hand, lane: Lane): void {
  lane.restsUntil = 0;
  hand.resting.splice(hand.resting.indexOf(lane), 1);
}

/** Those that have rested stand in line again, the one that was to be first of them in front. */
function wake(hand: Hand, now: number): void {
  const awake = hand.resting.filter(({ restsUntil }) => restsUntil <= now);
  hand.resting = hand.resting.filter(({ restsUntil }) => restsUntil > now);
  hand.wakeAt = hand.resting.reduce((earliest, { restsUntil }) => Math.min(earliest, restsUntil), Infinity);
  for (const lane of awake) lane.restsUntil = 0;
  for (const lane of awake) lineUp(hand, lane);
}

function restAfter(failures: number): number {
  return Math.min(FIRST_REST * 2 ** (failures - 1), LONGEST_REST);
}

function fullest({ byName }: Lanes): Lane | null {
  let most: Lane | null = null;
  for (const lane of byName.values()) {
    if (spareIn(lane) !== null && lane.inHand.length > (most?.inHand.length ?? 1)) most = lane;
  }
  return most;
}

/** The newest that can go: another of its lane stays, and nothing has been done with it yet. */
function spareIn(lane: Lane | null): Parcel | null {
  if (lane === null || lane.inHand.length < 2) return null;
  const newest = lane.inHand.at(-1) as Parcel;
  return newest === lane.out || newest.ended !== undefined ? null : newest;
}

/** The order of an outbox: time, then MSISDN, then id. */
function isBefore({ entry: a }: Parcel, { entry: b }: Parcel): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.msisdn !== b.msisdn ? a.msisdn < b.msisdn : a.id < b.id;
}
