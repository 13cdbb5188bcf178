/**
 * The courier of one wire in one world: hands over what waits in its outbox, and removes what was taken.
 *
 * What this process commits comes straight here; the store is read when the wire attaches, when there was more than a hand
 * holds, and every few seconds for what other processes wrote. Nothing leaves the store before it was taken.
 */
import { type OutboxEntry, StoreUnavailable, UnknownWorld, type WorldState } from '../../store/port.ts';
import type { WireEnd } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { carry, type Round } from './carry.ts';
import { readEntry } from './entries.ts';
import { emptyHand, keyOf, type Parcel, type Trip } from './hand.ts';
import { createReader, OTHERS } from './reader.ts';
import { emptyRemovals } from './removals.ts';

/** So many are in hand at the most, and so many more may be on their way out of the store. */
const HAND = 500;
/** With so few left the store is asked for more. */
const FEW = 250;
/** How often the store is asked for what others wrote, ms of the monotonic clock. */
const LOOK = 2_000;

export interface Courier {
  /** The end in use from now on; null = none. What was on its way over the last one counts as lost. */
  use(end: WireEnd | null): void;
  /** An entry of this process is in the store. */
  offer(world: WorldState, entry: OutboxEntry): void;
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
}

/** A courier without an end. */
export function createCourier(deps: () => FlowDeps, round: Round): Courier {
  const onError = (error: unknown) => deps().onError(error, 'the outbox of a wire could not be served');
  const hand = emptyHand();
  const removals = emptyRemovals({ store: () => deps().store, wire: round.wire, onError, onRemoved: () => pump() });
  const isKnown = (key: string) => hand.has(key) || removals.has(key);
  const reader = createReader(deps, round, isKnown);
  let end: WireEnd | null = null;
  let seen: WorldState | null = null;
  let looking: Promise<void> | null = null;
  let lookAt = Number.NEGATIVE_INFINITY;
  /** Looks that began in an earlier life say nothing of this one. */
  let life = 0;
  /** The store may hold more entries of this process than are in hand: nothing newer is taken in until they are. */
  let isBehind = false;
  /** The last look brought nothing: the next one waits for its time. */
  let isFruitless = false;
  let isPumpDue = false;
  /** What was committed during the look under way; it may have seen it or not. */
  let late: (readonly [WorldState, OutboxEntry])[] = [];

  const pump = () => {
    while (end !== null && hand.out() < end.capacity) {
      const trip = hand.take(deps().stopwatch());
      if (trip === null) break;
      void deliver(trip, end);
    }
    if (end !== null && isBehind && !isFruitless && hand.size() < FEW && removals.size() < HAND) void look();
  };

  /** Whoever caused an SMS hears that it is taken before the SMS leaves: ESMEs file its receipt under the id that they were answered. */
  const pumpNextTurn = () => {
    if (isPumpDue) return;
    isPumpDue = true;
    setImmediate(() => {
      isPumpDue = false;
      pump();
    });
  };

  const deliver = async (trip: Trip, by: WireEnd) => {
    const delivery = await carry(deps(), round, trip.parcel, by);
    if (delivery === 'done') finish(trip.parcel);
    else hand.putBack(trip, deps().stopwatch());
    pump();
  };

  const finish = (parcel: Parcel) => {
    hand.drop(parcel.key);
    removals.add(parcel);
  };

  const takeIn = (world: WorldState, entry: OutboxEntry) => {
    const key = keyOf(world, entry);
    if (isKnown(key)) return;
    if (hand.size() >= HAND || removals.size() >= HAND) fallBehind();
    else hand.add({ key, world, entry, ...readEntry(entry.value) });
  };

  const fallBehind = () => {
    isBehind = true;
    isFruitless = false;
  };

  const see = (world: WorldState) => {
    if (seen?.incarnation !== world.incarnation) hand.keepOnly(world.incarnation);
    seen = world;
  };

  const worldIsGone = () => {
    hand.clear();
    isFruitless = true;
  };

  const read = async () => {
    const mine = life;
    const found = await reader.read(HAND + hand.size() + removals.size());
    if (mine !== life) return;
    if (found === null) return worldIsGone();
    see(found.world);
    if (!found.isOurs) hand.giveUpBefore(deps().machineTime() - OTHERS);
    isBehind = !found.isAll;
    const before = hand.size();
    for (const entry of found.fresh) takeIn(found.world, entry);
    isFruitless = hand.size() === before;
    if (!isBehind) for (const [world, entry] of late) takeIn(world, entry);
    if (late.length > HAND) fallBehind();
  };

  const lookOnce = async () => {
    lookAt = deps().stopwatch() + LOOK;
    removals.lookBegins();
    try {
      await read();
    } catch (error) {
      isFruitless = true;
      isBehind ||= late.length > 0;
      if (!(error instanceof StoreUnavailable || error instanceof UnknownWorld)) onError(error);
    }
    removals.lookEnds();
    late = [];
    looking = null;
    pump();
  };

  const look = () => {
    looking ??= lookOnce();
    return looking;
  };

  /** Nothing is in hand any more, and another process may see to what waits, at the latest when the right runs out. */
  const leave = () => {
    hand.clear();
    return reader.letGo().catch(() => {});
  };

  const beginAnew = () => {
    life += 1;
    isBehind = end !== null;
    isFruitless = false;
    pump();
  };

  return {
    use(next) {
      end = next;
      if (next === null) void leave();
      else hand.recall(deps().stopwatch());
      beginAnew();
    },
    offer(world, entry) {
      if (end === null) return;
      see(world);
      if (looking === null && !isBehind) takeIn(world, entry);
      else if (looking !== null && late.length <= HAND) late.push([world, entry]);
      pumpNextTurn();
    },
    world: () => seen,
    forget() {
      hand.clear();
      beginAnew();
    },
    async tick() {
      pump();
      if (removals.size() > 0) void removals.flush();
      if (end !== null && deps().stopwatch() >= lookAt) await look();
    },
    flush: removals.flush,
    async stop() {
      end = null;
      await Promise.all([leave(), removals.close()]);
    },
    isIdle: () => hand.size() === 0 && removals.size() === 0,
  };
}
