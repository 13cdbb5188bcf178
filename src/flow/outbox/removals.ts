/** Entries that were taken leave the store in batches: those of a few milliseconds, or many, in one call. */
import { type OutboxEntry, type Store, StoreUnavailable, type WorldState } from '../../store/port.ts';
import { type Parcel, takeOut } from './lanes.ts';

/** How long a removal may wait for others, ms. */
const WAIT = 5;
/** So many do not wait. */
const MANY = 250;

export interface Removals {
  /** Until it is out of the store it is known to its lane. */
  add(parcel: Parcel): void;
  size(): number;
  /** A look at the store begins: what is removed meanwhile stays known until it ends. */
  lookBegins(): void;
  lookEnds(): void;
  /** Removes what is known now; resolves when it is done, or the store turned out to be away. Never rejects. */
  flush(): Promise<void>;
  /** The last flush: what comes later is handed over again some day. */
  close(): Promise<void>;
}

interface RemovalDeps {
  readonly store: () => Pick<Store, 'removeOutbox'>;
  readonly wire: string;
  readonly onError: (error: unknown) => void;
  /** There are fewer now. */
  readonly onRemoved: () => void;
}

/** Nothing to remove yet. */
export function emptyRemovals({ store, wire, onError, onRemoved }: RemovalDeps): Removals {
  let next: Parcel[] = [];
  let underWay: readonly Parcel[] = [];
  let goneDuringLook: Parcel[] = [];
  let looks = false;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();

  const removeNext = async () => {
    if (next.length === 0) return;
    underWay = next;
    next = [];
    try {
      for (const [world, entries] of byWorld(underWay)) await store().removeOutbox(world, wire, entries);
      if (looks) goneDuringLook.push(...underWay);
      else forget(underWay);
    } catch (error) {
      next = [...underWay, ...next];
      if (!(error instanceof StoreUnavailable)) onError(error);
    }
    underWay = [];
    onRemoved();
  };

  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = running.then(removeNext);
    return running;
  };

  return {
    add(parcel) {
      if (isClosed) return;
      parcel.lane.leaving.push(parcel);
      next.push(parcel);
      if (next.length === MANY) void flush();
      else timer ??= setTimeout(flush, WAIT);
    },
    size: () => next.length + underWay.length,
    lookBegins() {
      looks = true;
    },
    lookEnds() {
      looks = false;
      forget(goneDuringLook);
      goneDuringLook = [];
    },
    flush,
    close() {
      isClosed = true;
      return flush();
    },
  };
}

function forget(parcels: readonly Parcel[]): void {
  for (const parcel of parcels) takeOut(parcel.lane.leaving, parcel);
}

/** A reset world's entries are in another place than those of its new life. */
function byWorld(parcels: readonly Parcel[]): Iterable<readonly [WorldState, OutboxEntry[]]> {
  const groups = new Map<string, readonly [WorldState, OutboxEntry[]]>();
  for (const { world, entry } of parcels) {
    const group = groups.get(world.incarnation) ?? ([world, []] as const);
    group[1].push(entry);
    groups.set(world.incarnation, group);
  }
  return groups.values();
}
