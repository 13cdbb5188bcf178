/** What waits in a wire's outbox, as far as it is for this process to hand over. */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { FlowDeps } from '../deps.ts';
import type { Round } from './carry.ts';
import { readEntry } from './entries.ts';
import { keyOf } from './hand.ts';
import { createKeeper } from './keeper.ts';

/** What another process wrote is its own for so long, ms of machine time. */
export const OTHERS = 2_000;

/** What a look at the store brought. */
export interface Found {
  readonly world: WorldState;
  /** In order, without what is known. */
  readonly fresh: readonly OutboxEntry[];
  /** Nothing more waits. */
  readonly isAll: boolean;
  /** false: it is another process that sees to what waits. */
  readonly isOurs: boolean;
}

export interface Reader {
  /** Reads so many at the most; null where the world is gone. Throws StoreUnavailable. */
  read(most: number): Promise<Found | null>;
  /** Another process may see to what waits. */
  letGo(): Promise<void>;
}

/** @param isKnown whether an entry is in hand, or on its way out of the store */
export function createReader(deps: () => FlowDeps, round: Round, isKnown: (key: string) => boolean): Reader {
  const keeper = createKeeper(deps, round.world, round.wire, round.holder);

  /** Other processes have in hand what they wrote lately. */
  const isForUs = ({ at, value }: OutboxEntry) => {
    if (at <= deps().machineTime() - OTHERS) return true;
    const { holder } = readEntry(value);
    return holder === '' || holder === round.holder;
  };

  const readIn = async (world: WorldState, most: number): Promise<Found> => {
    const mayRead = keeper.holds();
    // Machines' clocks differ: what is said to be of the future waits as well.
    const all = await deps().store.outbox(world, round.wire, Number.MAX_SAFE_INTEGER, most);
    const fresh = all.filter((entry) => isForUs(entry) && !isKnown(keyOf(world, entry)));
    const found = { world, fresh, isAll: all.length < most, isOurs: true };
    if (fresh.length === 0 || (mayRead && (await keeper.hold()))) return found;
    if (!(await keeper.hold())) return { world, fresh: [], isAll: true, isOurs: false };
    // Whoever had the right until now may have handed these over since they were read.
    return readIn(world, most);
  };

  return {
    async read(most) {
      const world = await deps().store.world(round.world);
      return world === null ? null : readIn(world, most);
    },
    letGo: keeper.letGo,
  };
}
