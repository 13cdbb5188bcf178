/**
 * When a courier looks at the store: for more, where it can hand over more than it has; and now and then from the beginning, for
 * what other processes wrote.
 */
import { StoreUnavailable, UnknownWorld } from '../../store/port.ts';
import { type Desk, letGoOf } from './desk.ts';
import { clear, HAND, hasSpare, load } from './hand.ts';
import { takeFound, takeLate } from './intake.ts';
import { isInHand } from './lanes.ts';
import { END, isBehind, nextReading, type Reading, readAll, readFrom, START } from './unread.ts';

/** With so few left the store is asked for more. */
const FEW = 250;
/** How often the store is read from the beginning, ms of the monotonic clock… */
const LOOK = 2_000;
/** …and how much more rarely for each look that it takes. */
const PACE = 100;
/** After a look that brought nothing, ms of the monotonic clock. */
const PAUSE = 200;

/** Whether it is time to read from the beginning. */
export function isLookDue({ end, lookAt, deps }: Desk): boolean {
  return end !== null && deps().stopwatch() >= lookAt;
}

/** What is there in the store may not be all in hand, and there is use for more. @param few with so many in hand there is */
export function wantsLook(desk: Desk, few: number = FEW): boolean {
  if (desk.end === null || desk.looking !== null || !isBehind(desk.unread)) return false;
  if (!hasUse(desk, few) || desk.removals.size() >= HAND || desk.deps().stopwatch() < desk.quietUntil) return false;
  return readingOf(desk) !== null;
}

/** The same, with the time that a tick brings: also where the hand is just not full. */
export function wantsLookNow(desk: Desk): boolean {
  return wantsLook(desk, HAND);
}

/** Looks, or waits for the look under way. Never rejects. */
export function look(desk: Desk): Promise<void> {
  desk.looking ??= lookOnce(desk);
  return desk.looking;
}

/** The same from the beginning, where no look is under way. */
export function lookFromStart(desk: Desk): Promise<void> {
  if (desk.looking === null) readFrom(desk.unread, START);
  return look(desk);
}

function hasUse({ hand, end }: Desk, few: number): boolean {
  if (load(hand) < few) return true;
  const isStarved = hand.ready.length === 0 && hand.out < (end?.capacity ?? 0);
  return isStarved && (load(hand) < HAND || hasSpare(hand));
}

function readingOf({ unread, lanes }: Desk): Reading | null {
  return nextReading(unread, (lane) => isInHand(lanes, lane));
}

async function lookOnce(desk: Desk): Promise<void> {
  const { life } = desk;
  const reading = readingOf(desk) ?? { kind: 'on', from: END };
  setTime(desk, reading);
  desk.removals.lookBegins();
  const pause = await readOnce(desk, reading, life).catch((error) => fail(desk, error));
  desk.removals.lookEnds();
  desk.looking = null;
  takeLate(desk);
  if (life === desk.life && pause > 0) desk.quietUntil = desk.deps().stopwatch() + pause;
}

function setTime(desk: Desk, { kind, from }: Reading): void {
  const now = desk.deps().stopwatch();
  if (kind === 'lanes') return;
  desk.looks = from === START ? 1 : desk.looks + 1;
  desk.lookAt = from === START ? now + LOOK : Math.max(desk.lookAt, now + desk.looks * PACE);
}

/** @returns how long not to look again, ms */
async function readOnce(desk: Desk, reading: Reading, life: number): Promise<number> {
  const found = await desk.reader.read(reading.from, HAND + desk.hand.size + desk.removals.size());
  if (life !== desk.life) return 0;
  if (found !== null) return takeFound(desk, reading, found) ? 0 : PAUSE;
  letGoOf(desk, clear(desk.hand));
  readAll(desk.unread, START);
  return LOOK;
}

function fail(desk: Desk, error: unknown): number {
  if (!(error instanceof StoreUnavailable || error instanceof UnknownWorld)) desk.onError(error);
  return LOOK;
}
