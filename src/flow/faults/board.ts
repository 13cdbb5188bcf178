/** The faults of all worlds as this process knows them, and how often each could have come to each number. */
import type { WorldState } from '../../store/port.ts';
import type { WireRequest } from '../api.ts';
import { type Hit, type Luck, luckIn, NO_LUCK, noCounts, type Put } from './luck.ts';
import { memory } from './memory.ts';
import { settingsOf } from './settings.ts';
import type { FaultName } from './shape.ts';

export interface FaultBoard {
  /** The luck of one call, under the world as it was read for it. @param at when that reading began, ms of the monotonic clock */
  luckOf(world: WorldState, msisdn: string, at: number): Luck;
  /** The same for a wire, which reads no world: by the faults that were seen last. */
  luckOnWire(worldId: string, msisdn: string): Luck;
  /** Whether the world had faults of this wire when it was seen last. */
  hasOnWire(worldId: string, wire: WireRequest['wire']): boolean;
  /** Whether the world was seen within the last second. @param now ms of the monotonic clock */
  isInSight(worldId: string, now: number): boolean;
  /** Whether one more of a number's requests is within the rate that is set. @param now ms of the monotonic clock */
  admits(hit: Hit, now: number): boolean;
  /** A world as it is: it was changed here, or looked at. @param at when that began, ms of the monotonic clock; absent = now */
  see(world: WorldState, at?: number): void;
  /** A world was deleted. */
  forget(worldId: string): void;
}

interface Known extends Put {
  /** As it was seen last. */
  world: WorldState;
  /** When that was. */
  at: number;
  readonly wires: Readonly<Record<WireRequest['wire'], boolean>>;
}

/** How long a world is believed to be as it was seen, ms of the monotonic clock: another process may change it. */
const BELIEVED = 1_000;

/** Other processes delete worlds without telling. */
const MOST_WORLDS = 2_000;
const MOST_SIGHTS = 20_000;
const MOST_BUCKETS = 200_000;

/** How full the bucket of a number is, and when that was so: it holds a second's worth. */
interface Bucket {
  readonly level: number;
  readonly at: number;
}

/**
 * @param tell hears of each fault that comes
 * @param stopwatch the machine's monotonic clock, ms
 */
export function faultBoard(
  tell: (world: WorldState, name: FaultName, msisdn: string) => void,
  stopwatch: () => number,
): FaultBoard {
  const worlds = memory<Known>(MOST_WORLDS);
  const sights = memory<{ at: number }>(MOST_SIGHTS);
  const buckets = memory<Bucket>(MOST_BUCKETS);
  const counts = noCounts();
  let serial = 0;

  const note = ({ id }: WorldState, at: number) => {
    const sight = sights.get(id);
    if (sight === undefined) sights.set(id, { at });
    else if (at > sight.at) sight.at = at;
  };

  const begin = (world: WorldState, at: number): Known => {
    serial += 1;
    const settings = settingsOf(world.faults);
    const has = (wire: string) => [...settings.faults.keys()].some((name) => name.startsWith(wire));
    return { serial, settings, world, at, wires: { http: has('http'), smpp: has('smpp') } };
  };

  const knownOf = (world: WorldState, at: number): Known | null => {
    note(world, at);
    const known = worlds.get(world.id);
    if (known !== undefined && isSame(known.world, world)) return updated(known, world, at);
    if (known !== undefined && isOlder(world, at, known)) return known;
    worlds.delete(world.id);
    if (!hasAny(world)) return null;
    const fresh = begin(world, at);
    worlds.set(world.id, fresh);
    return fresh;
  };

  const luckFrom = (known: Known | null, msisdn: string): Luck =>
    known === null || isHome(msisdn)
      ? NO_LUCK
      : luckIn(counts, known, msisdn, (name) => tell(known.world, name, msisdn));

  return {
    luckOf: (world, msisdn, at) => luckFrom(knownOf(world, at), msisdn),
    luckOnWire: (id, msisdn) => luckFrom(worlds.get(id) ?? null, msisdn),
    hasOnWire: (id, wire) => worlds.get(id)?.wires[wire] === true,
    isInSight(id, now) {
      const sight = sights.get(id);
      return sight !== undefined && now - sight.at < BELIEVED;
    },
    admits({ setting: { perSecond }, whose }, now) {
      const { level, at } = buckets.get(whose) ?? { level: 0, at: now };
      const left = Math.max(0, level - ((now - at) * perSecond) / 1000);
      const isWithin = left + 1 <= Math.max(1, perSecond);
      buckets.set(whose, { level: isWithin ? left + 1 : left, at: now });
      return isWithin;
    },
    see: (world, at = stopwatch()) => void knownOf(world, at),
    forget(id) {
      worlds.delete(id);
      sights.delete(id);
    },
  };
}

/** The home of a message is nobody's phone. */
function isHome(msisdn: string): boolean {
  return msisdn.startsWith('#');
}

function hasAny({ faults }: WorldState): boolean {
  for (const _ in faults) return true;
  return false;
}

/** Put again, faults begin anew; a clock that moves does not touch them. */
function isSame(before: WorldState, now: WorldState): boolean {
  return before === now || (before.secret === now.secret && before.faultsRev === now.faultsRev);
}

function updated(known: Known, world: WorldState, at: number): Known {
  if (at >= known.at) {
    known.world = world;
    known.at = at;
  }
  return known;
}

/** From a shard that a change has not reached, or overtaken by one. If nobody sees the newer state any more, the store has lost it. */
function isOlder({ secret, rev }: WorldState, at: number, known: Known): boolean {
  return secret === known.world.secret && rev < known.world.rev && at < known.at + BELIEVED;
}
