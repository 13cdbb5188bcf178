/**
 * The courier of one wire in one world: hands over what waits in its outbox, and removes what was taken.
 *
 * What this process commits comes straight here; the store is read when the wire attaches, when there was more than a hand
 * holds, and every few seconds for what other processes wrote. Nothing leaves the store before it was taken.
 */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { WireEnd } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { carry, type Round } from './carry.ts';
import { type Desk, letGoOf, openDesk } from './desk.ts';
import { isExpired, tellExpired, warnOfExpired } from './expiry.ts';
import { clear, drop, putBack, recall, take } from './hand.ts';
import { forgetLate, offer } from './intake.ts';
import { inHandAs, isInHand, type Parcel } from './lanes.ts';
import { isLookDue, look, lookFromStart, wantsLook, wantsLookNow } from './looking.ts';
import { isBehind, readAll, START } from './unread.ts';

export interface Courier {
  /** The end in use from now on; null = none. What was on its way over the last one counts as lost. */
  use(end: WireEnd | null): void;
  /** An entry of this process is in the store. @returns false where there is no end */
  offer(world: WorldState, entry: OutboxEntry): boolean;
  /** The world as last seen, or null. */
  world(): WorldState | null;
  /** What is in hand is let go: the world has begun a new life, or none. */
  forget(): void;
  /** What time brings; resolves when the store was read, if it was. */
  tick(): Promise<void>;
  /** Resolves when all that was taken is out of the store, or the store is away. */
  flush(): Promise<void>;
  /** No end any more; resolves when what was taken is out of the store, as with `flush`. */
  stop(): Promise<void>;
  /** Nothing is in hand or to be removed. */
  isIdle(): boolean;
  /** Whether anything for this phone is in hand, or soon will be. */
  holds(msisdn: string): boolean;
  /** How many are in hand, and whether more wait in the store. */
  load(): { readonly inHand: number; readonly isBehind: boolean };
}

/** A courier without an end. */
export function createCourier(deps: () => FlowDeps, round: Round): Courier {
  const desk = openDesk(deps, round, () => pump(desk));
  const pumpNextTurn = onceATurn(() => pump(desk));
  return {
    use: (end) => use(desk, end),
    offer(world, entry) {
      if (desk.end === null) return false;
      offer(desk, world, entry);
      pumpNextTurn();
      return true;
    },
    world: () => desk.seen,
    forget: () => forget(desk),
    tick: () => tick(desk),
    flush: desk.removals.flush,
    async stop() {
      desk.end = null;
      await Promise.all([leave(desk), desk.removals.close()]);
    },
    isIdle: () => desk.hand.size === 0 && desk.removals.size() === 0,
    holds: (msisdn) => isInHand(desk.lanes, msisdn) || desk.late.some(([, late]) => late.msisdn === msisdn),
    load: () => ({ inHand: desk.hand.size, isBehind: isBehind(desk.unread) }),
  };
}

/** Whoever caused an SMS hears that it is taken before the SMS leaves: ESMEs file its receipt under the id that they were answered. */
function onceATurn(work: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      work();
    });
  };
}

function use(desk: Desk, end: WireEnd | null): void {
  desk.end = end;
  if (end === null) void leave(desk);
  else recall(desk.hand, desk.deps().stopwatch());
  beginAnew(desk);
}

function forget(desk: Desk): void {
  letGoOf(desk, clear(desk.hand));
  beginAnew(desk);
}

/** Nothing is in hand any more, and another process may see to what waits, at the latest when the right runs out. */
function leave(desk: Desk): Promise<void> {
  letGoOf(desk, clear(desk.hand));
  return desk.reader.letGo().catch(() => {});
}

function beginAnew(desk: Desk): void {
  desk.life += 1;
  desk.quietUntil = Number.NEGATIVE_INFINITY;
  readAll(desk.unread, START);
  forgetLate(desk);
  pump(desk);
}

async function tick(desk: Desk): Promise<void> {
  pump(desk);
  if (desk.removals.size() > 0) void desk.removals.flush();
  if (isLookDue(desk)) await lookFromStart(desk);
  else if (wantsLookNow(desk)) await look(desk);
  else return;
  pump(desk);
}

function pump(desk: Desk): void {
  if (desk.end !== null) handOut(desk, desk.end);
  if (wantsLook(desk)) void look(desk).then(() => pump(desk));
}

function handOut(desk: Desk, end: WireEnd): void {
  const expired: Parcel[] = [];
  while (desk.hand.out < end.capacity) {
    const parcel = take(desk.hand, desk.deps().stopwatch());
    if (parcel === null) break;
    if (!isExpired(desk.deps(), desk.seen ?? parcel.world, parcel.expiresAt)) void deliver(desk, parcel, end);
    else {
      finish(desk, parcel);
      expired.push(parcel);
    }
  }
  if (expired.length > 0) tell(desk, expired);
}

function tell({ deps, round: { wire } }: Desk, expired: readonly Parcel[]): void {
  for (const { world, content } of expired) {
    if (content.kind === 'queued') tellExpired(deps(), world, wire, [content.queued]);
  }
  const [{ world }] = expired as [Parcel];
  warnOfExpired(deps(), world, wire, expired.length);
}

async function deliver(desk: Desk, parcel: Parcel, by: WireEnd): Promise<void> {
  const { trip } = parcel;
  const delivery = await carry(desk.deps(), desk.round, parcel, by);
  if (delivery === 'done') finish(desk, parcel);
  else putBack(desk.hand, parcel, trip, desk.deps().stopwatch());
  pump(desk);
}

/** It may have been let go and read again meanwhile: the entry is what counts. */
function finish(desk: Desk, parcel: Parcel): void {
  const here = inHandAs(desk.lanes, parcel) ?? parcel;
  drop(desk.hand, here);
  desk.removals.add(here);
}
