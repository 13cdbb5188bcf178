/** Worlds as they were within the last second: for what comes too often to ask a store, and is kept in none. */
import { type Store, StoreUnavailable, UnknownWorld, type WorldState } from '../store/port.ts';
import { isStoreDown } from './faults/storeDown.ts';

/** How long a world is believed to be as it was, ms of the monotonic clock: another process may change it. */
const BELIEVED = 1_000;

export interface KnownWorlds {
  /** Whether the world is known to be there, and to take what comes; false = `look`. */
  has(id: string): boolean;
  /** Throws UnknownWorld, and StoreUnavailable: also where a fault says that it is. */
  look(id: string): Promise<void>;
  /** The world was changed here. */
  forget(id: string): void;
}

interface Deps {
  readonly store: Pick<Store, 'world'>;
  /** The machine's monotonic clock, ms. */
  readonly stopwatch: () => number;
}

/** Nothing is known yet. */
export function knownWorlds(deps: () => Deps): KnownWorlds {
  const readAt = new Map<string, number>();
  const looks = new Map<string, Promise<void>>();
  /** Reading a clock costs as much as all the rest: one look at it serves a turn of the event loop. */
  let knownThisTurn: string | null = null;
  const endTurn = () => {
    knownThisTurn = null;
  };

  const isStale = (at: number | undefined) => at === undefined || deps().stopwatch() - at >= BELIEVED;

  const forgetStale = () => {
    for (const [id, at] of readAt) if (isStale(at)) readAt.delete(id);
  };

  const read = async (id: string) => {
    const { store, stopwatch } = deps();
    const now = stopwatch();
    const world = await store.world(id);
    forgetStale();
    if (world === null) throw new UnknownWorld(id);
    takesWhatComes(world);
    readAt.set(id, now);
  };

  return {
    has(id) {
      if (id === knownThisTurn) return true;
      if (isStale(readAt.get(id))) return false;
      if (knownThisTurn === null) setImmediate(endTurn);
      knownThisTurn = id;
      return true;
    },
    look(id) {
      const look = looks.get(id) ?? read(id).finally(() => looks.delete(id));
      looks.set(id, look);
      return look;
    },
    forget(id) {
      readAt.delete(id);
      looks.delete(id);
      endTurn();
    },
  };
}

function takesWhatComes(world: WorldState): void {
  if (isStoreDown(world)) throw new StoreUnavailable('The fault storeDown is on in this world.');
}
