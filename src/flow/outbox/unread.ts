/**
 * What of an outbox in the store may not be in hand: all of it from some place on, and of single lanes what they have from theirs
 * on. Places are times of entries (machine time, epoch ms), and what stands at one counts as unread itself.
 */

/** Where to read, and for whom: `on` for lanes that are not behind, `lanes` for those that are. */
export interface Reading {
  readonly kind: 'on' | 'lanes';
  readonly from: number;
}

export interface Unread {
  /** Nothing is known of what stands here or later; Infinity = all is known. */
  from: number;
  /** Lanes that are behind: the hand was full when one of theirs came, and later ones must not overtake it. */
  readonly lanes: Map<string, number>;
}

/** The place before all, and the one after all. */
export const START = Number.NEGATIVE_INFINITY;
export const END = Number.POSITIVE_INFINITY;

/** With more lanes behind than these all of them are. */
const MOST_LANES = 10_000;

/** Nothing is known of the store. */
export function allUnread(): Unread {
  return { from: START, lanes: new Map() };
}

/** Whether anything may wait that is not in hand. */
export function isBehind({ from, lanes }: Unread): boolean {
  return from < END || lanes.size > 0;
}

/** All from here on is to be read (again). */
export function readFrom(unread: Unread, at: number): void {
  unread.from = Math.min(unread.from, at);
}

/** It is known up to there, but for lanes that are behind. */
export function readTo(unread: Unread, at: number): void {
  unread.from = at;
}

/** Nobody is behind any more. */
export function readAll(unread: Unread, at: typeof START | typeof END): void {
  unread.from = at;
  unread.lanes.clear();
}

/** An entry could not be taken in. */
export function fallBehind(unread: Unread, lane: string, at: number): void {
  const { lanes } = unread;
  lanes.set(lane, Math.min(lanes.get(lane) ?? at, at));
  if (lanes.size <= MOST_LANES) return;
  for (const place of lanes.values()) readFrom(unread, place);
  lanes.clear();
}

/**
 * Where to read next, oldest first; null where that would bring nothing.
 * @param isServed whether a lane has something in hand: it is not in a hurry
 */
export function nextReading({ from, lanes }: Unread, isServed: (lane: string) => boolean): Reading | null {
  let earliest = END;
  for (const [lane, at] of lanes) if (at < earliest && !isServed(lane)) earliest = at;
  if (earliest < END && earliest <= from) return { kind: 'lanes', from: earliest };
  return from < END ? { kind: 'on', from } : null;
}

/** The lanes for which reading from here on brings their next, with their places. They are behind no more, as far as that goes. */
export function catchUp({ lanes }: Unread, from: number): ReadonlyMap<string, number> {
  const meant = new Map([...lanes].filter(([, at]) => at >= from));
  for (const lane of meant.keys()) lanes.delete(lane);
  return meant;
}

/** That went as far as this; END = there was no more. */
export function caughtUp({ lanes }: Unread, meant: ReadonlyMap<string, number>, to: number): void {
  if (to === END) return;
  for (const [lane, at] of meant) if (!lanes.has(lane)) lanes.set(lane, Math.max(at, to));
}
