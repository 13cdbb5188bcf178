/** What waits in a wire's outbox, as far as it is for this process to hand over. */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import type { Round } from './carry.ts';
import { type ReadEntry, readEntry } from './entries.ts';
import { createKeeper } from './keeper.ts';
import { END } from './unread.ts';

/** What another process wrote is its own for so long, ms of machine time. */
export const OTHERS = 2_000;

/** An entry with what it says. */
export interface Fresh extends ReadEntry {
  readonly entry: OutboxEntry;
}

/** What a look at the store brought. */
export interface Found {
  readonly world: WorldState;
  /** In order, without what is known. */
  readonly fresh: readonly Fresh[];
  /** Place of the last entry that was looked at; Infinity = nothing more waits. */
  readonly to: number;
  /** false: it is another process that sees to what waits. */
  readonly isOurs: boolean;
}

export interface Reader {
  /** Reads so many at the most from a place on; null where the world is gone. Throws StoreUnavailable. */
  read(from: number, most: number): Promise<Found | null>;
  /** Another process may see to what waits. */
  letGo(): Promise<void>;
}

/** Whether an entry is in hand, or on its way out of the store. */
export type IsKnown = (world: WorldState, fresh: Fresh) => boolean;

/** Reads for this process. */
export function createReader(deps: () => FlowDeps, round: Round, isKnown: IsKnown): Reader {
  const keeper = createKeeper(deps, round.world, round.wire, round.holder);

  /** Other processes have in hand what they wrote lately. */
  const isForUs = ({ entry, holder }: Fresh) =>
    entry.at <= deps().machineTime() - OTHERS || holder === '' || holder === round.holder;

  const readIn = async (world: WorldState, from: number, most: number): Promise<Found> => {
    const mayRead = keeper.holds();
    const all = await entriesFrom(deps().store, world, round.wire, from, most);
    const fresh = all.map(freshOf).filter((one) => isForUs(one) && !isKnown(world, one));
    const found = { world, fresh, to: all.length < most ? END : (all.at(-1) as OutboxEntry).at, isOurs: true };
    if (fresh.length === 0 || (mayRead && (await keeper.hold()))) return found;
    if (!(await keeper.hold())) return { world, fresh: [], to: END, isOurs: false };
    // Whoever had the right until now may have handed these over since they were read.
    return readIn(world, from, most);
  };

  return {
    async read(from, most) {
      const world = await deps().store.world(round.world);
      return world === null ? null : readIn(world, from, most);
    },
    letGo: keeper.letGo,
  };
}

/** An entry with what it says. */
export function freshOf(entry: OutboxEntry): Fresh {
  return { ...readEntry(entry.value), entry };
}

/** Where all of them stand at one place, so many more that reading gets on. */
export async function entriesFrom(
  store: FlowDeps['store'],
  world: WorldState,
  wire: string,
  from: number,
  most: number,
): Promise<OutboxEntry[]> {
  // Machines' clocks differ: what is said to be of the future waits as well.
  const all = await store.outbox(world, wire, Number.MAX_SAFE_INTEGER, most, from);
  const isStuck = all.length === most && all.at(-1)?.at === from;
  return isStuck ? entriesFrom(store, world, wire, from, 2 * most) : all;
}
