/** Entries that were taken leave the store in batches: those of a few milliseconds, or many, in one call. */
import { type OutboxEntry, type Store, StoreUnavailable, type WorldState } from '../../store/port.ts';
import type { Parcel } from './hand.ts';

/** How long a removal may wait for others, ms. */
const WAIT = 5;
/** So many do not wait. */
const MANY = 250;

export interface Removals {
  add(parcel: Parcel): void;
  /** Whether an entry is on its way out: a look at the store may still show it. */
  has(key: string): boolean;
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
  let next = new Map<string, Parcel>();
  let underWay: ReadonlyMap<string, Parcel> = new Map();
  const goneDuringLook = new Set<string>();
  let looks = false;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();

  const removeNext = async () => {
    if (next.size === 0) return;
    underWay = next;
    next = new Map();
    try {
      for (const [world, entries] of byWorld(underWay.values())) await store().removeOutbox(world, wire, entries);
      if (looks) for (const key of underWay.keys()) goneDuringLook.add(key);
    } catch (error) {
      next = new Map([...underWay, ...next]);
      if (!(error instanceof StoreUnavailable)) onError(error);
    }
    underWay = new Map();
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
      next.set(parcel.key, parcel);
      if (next.size === MANY) void flush();
      else timer ??= setTimeout(flush, WAIT);
    },
    has: (key) => next.has(key) || underWay.has(key) || goneDuringLook.has(key),
    size: () => next.size + underWay.size,
    lookBegins() {
      looks = true;
    },
    lookEnds() {
      looks = false;
      goneDuringLook.clear();
    },
    flush,
    close() {
      isClosed = true;
      return flush();
    },
  };
}

/** A reset world's entries are in another place than those of its new life. */
function byWorld(parcels: Iterable<Parcel>): Iterable<readonly [WorldState, OutboxEntry[]]> {
  const groups = new Map<string, readonly [WorldState, OutboxEntry[]]>();
  for (const { world, entry } of parcels) {
    const group = groups.get(world.incarnation) ?? ([world, []] as const);
    group[1].push(entry);
    groups.set(world.incarnation, group);
  }
  return groups.values();
}
