/**
 * What comes in: entries that this process commits, and those that it reads. As many as the hand holds are taken in, and of each
 * lane in order; the rest stays in the store, and where is kept in mind.
 */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import { type Desk, letGoOf, type Offered } from './desk.ts';
import { clear, HAND, letOneGo, put, roomFor } from './hand.ts';
import { isKnown, laneOf, type Parcel } from './lanes.ts';
import { type Found, type Fresh, freshOf, OTHERS } from './reader.ts';
import { catchUp, caughtUp, END, fallBehind, type Reading, readAll, readFrom, readTo, START } from './unread.ts';

/** `behind`: others of its lane must go first; `full`: there is no room for any lane that is not here. */
type Taken = 'in' | 'behind' | 'full';

/** Takes an entry of this process that is in the store. One that comes during a look waits for its end. */
export function offer(desk: Desk, world: WorldState, entry: OutboxEntry): void {
  if (see(desk, world)) readAll(desk.unread, START);
  if (desk.looking === null) takeOffered(desk, [world, entry]);
  else if (desk.late.length < HAND) desk.late.push([world, entry]);
  else desk.lateFrom = Math.min(desk.lateFrom, entry.at);
}

/** Takes what was committed during a look that has ended. */
export function takeLate(desk: Desk): void {
  const { late, lateFrom } = desk;
  forgetLate(desk);
  for (const offered of late) takeOffered(desk, offered);
  readFrom(desk.unread, lateFrom);
}

/** What was committed during a look is to be read. */
export function forgetLate(desk: Desk): void {
  desk.late = [];
  desk.lateFrom = END;
}

/** Takes what a look brought. @returns whether anything came of it */
export function takeFound(desk: Desk, reading: Reading, found: Found): boolean {
  if (see(desk, found.world)) readAll(desk.unread, START);
  else if (!found.isOurs) leaveToOthers(desk);
  else return reading.kind === 'on' ? takeOn(desk, reading, found) : takeBehind(desk, reading, found);
  return found.isOurs;
}

/** @returns whether the world has begun another life: what is in hand of the last one is let go */
function see(desk: Desk, world: WorldState): boolean {
  const { incarnation } = world;
  const isAnother = desk.seen !== null && desk.seen.incarnation !== incarnation;
  desk.seen = world;
  if (isAnother) letGo(desk, (parcel) => parcel.world.incarnation !== incarnation);
  return isAnother;
}

/** Another process sees to what waits; what it wrote of late is still ours. */
function leaveToOthers(desk: Desk): void {
  const before = desk.deps().machineTime() - OTHERS;
  letGo(desk, ({ trip, entry }) => trip === 0 && entry.at <= before);
  readAll(desk.unread, END);
}

function letGo(desk: Desk, isMeant: (parcel: Parcel) => boolean): void {
  letGoOf(desk, clear(desk.hand, isMeant));
}

function takeOffered(desk: Desk, [world, entry]: Offered): void {
  const { unread } = desk;
  const { to } = unread.from < END ? { to: entry.at } : takeAll(desk, world, [freshOf(entry)], () => true);
  readFrom(unread, to);
}

function takeOn(desk: Desk, { from }: Reading, { world, fresh, to }: Found): boolean {
  const { unread } = desk;
  readTo(unread, to);
  const taken = takeAll(desk, world, fresh, () => true);
  readFrom(unread, taken.to);
  return taken.isSome || unread.from > from;
}

function takeBehind(desk: Desk, { from }: Reading, { world, fresh, to }: Found): boolean {
  const meant = catchUp(desk.unread, from);
  const taken = takeAll(desk, world, fresh, (lane) => meant.has(lane));
  const reached = Math.min(taken.to, to);
  caughtUp(desk.unread, meant, reached);
  return taken.isSome || reached > from;
}

/** Takes entries in, in their order, as far as there is room. @returns the place of the first for which there was none, else END */
function takeAll(
  desk: Desk,
  world: WorldState,
  all: readonly Fresh[],
  isMeant: (lane: string) => boolean,
): { readonly to: number; readonly isSome: boolean } {
  const { unread } = desk;
  const { from } = unread;
  let isSome = false;
  for (const fresh of all) {
    const { lane, entry } = fresh;
    if (!isMeant(lane) || unread.lanes.has(lane)) continue;
    const taken = takeIn(desk, world, fresh);
    if (taken === 'in') isSome = true;
    else if (taken === 'behind') fallBehind(unread, lane, entry.at);
    // Where all fell behind at once, the next one of this page may be later than others of its lane.
    if (taken === 'full' || unread.from < from) return { to: entry.at, isSome };
  }
  return { to: END, isSome };
}

function takeIn(desk: Desk, world: WorldState, { entry, lane: name, content, expiresAt }: Fresh): Taken {
  if (isKnown(desk.lanes, name, world, entry)) return 'in';
  if (desk.removals.size() >= HAND) return 'full';
  const lane = laneOf(desk.lanes, name);
  const room = roomFor(desk.hand, lane);
  if (room === 'not-of-this-lane') return 'behind';
  if (room === 'no' || (room === 'if-one-goes' && !makeRoom(desk))) return 'full';
  put(desk.hand, { lane, world, entry, content, expiresAt, trip: 0 });
  return 'in';
}

function makeRoom({ hand, unread }: Desk): boolean {
  const gone = letOneGo(hand);
  if (gone !== null) fallBehind(unread, gone.lane.name, gone.entry.at);
  return gone !== null;
}
