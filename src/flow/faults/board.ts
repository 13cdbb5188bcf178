/** The faults of all worlds as this process knows them, and how often each could have come to each number. */
import type { WorldState } from '../../store/port.ts';
import { draw } from './draw.ts';
import { type Setting, type Settings, settingsOf } from './settings.ts';
import type { FaultName } from './shape.ts';

/**
 * What one call of a number may meet: a fault that comes in this case, or null. Asked again in the same call (a step is taken
 * again after a lost race), it says the same.
 * @param about parts the cases of one call, like the SMS of one step; a name that stands for itself in later calls, too, begins with `#`
 * @param fits whether it is a case at all for what is set; one that is not is not counted
 */
export type Luck = (name: FaultName, about?: string, fits?: (setting: Setting) => boolean) => Hit | null;

/** A fault that comes. */
export interface Hit {
  readonly setting: Setting;
  /** From 0 to 1, drawn for this case: where in a range of moments it comes. */
  readonly chance: number;
}

/** Nothing happens. */
export const NO_LUCK: Luck = () => null;

export interface FaultBoard {
  /** The luck of one call, under the world as it was read for it. */
  luckOf(world: WorldState, msisdn: string): Luck;
  /** The same for a wire, which reads no world: by what the last call in that world saw. */
  luckOnWire(worldId: string, msisdn: string): Luck;
  /** Whether any world that this process knows has faults. */
  isBusy(): boolean;
  /** Whether one more of a number's requests is within what is set for it. @param now ms of the monotonic clock */
  admits(setting: Setting, msisdn: string, now: number): boolean;
  /** A world was changed here. */
  see(world: WorldState): void;
  /** A world was deleted. */
  forget(worldId: string): void;
}

interface Cases {
  seen: number;
  hits: number;
}

interface Known {
  readonly world: WorldState;
  readonly settings: Settings;
  /** By fault and number. */
  readonly cases: Map<string, Cases>;
  /** Cases that are decided for longer than a call. */
  readonly decided: Map<string, Hit | null>;
}

/** So many numbers with faults are remembered in one world; the counts of the first ones begin anew then. */
const MOST_CASES = 100_000;
const MOST_DECIDED = 10_000;
/** Other processes delete worlds without telling. */
const MOST_WORLDS = 1_000;

/** How full the bucket of a number is, and when that was so: it holds a second's worth. */
interface Bucket {
  readonly level: number;
  readonly at: number;
}

/** @param tell hears of each fault that comes */
export function faultBoard(tell: (world: WorldState, name: FaultName, msisdn: string) => void): FaultBoard {
  const worlds = new Map<string, Known>();
  const buckets = new WeakMap<Setting, Map<string, Bucket>>();

  const knownOf = (world: WorldState): Known | null => {
    const known = worlds.get(world.id);
    if (known !== undefined && isSame(known.world, world)) return known;
    worlds.delete(world.id);
    if (!hasAny(world)) return null;
    const fresh = { world, settings: settingsOf(world.faults), cases: new Map(), decided: new Map() };
    remember(worlds, world.id, fresh, MOST_WORLDS);
    return fresh;
  };

  const luckFrom = (known: Known | null, msisdn: string): Luck =>
    known === null || isHome(msisdn) ? NO_LUCK : luckIn(known, msisdn, (name) => tell(known.world, name, msisdn));

  return {
    luckOf: (world, msisdn) => (hasAny(world) || worlds.size > 0 ? luckFrom(knownOf(world), msisdn) : NO_LUCK),
    isBusy: () => worlds.size > 0,
    admits(setting, msisdn, now) {
      const known = buckets.get(setting) ?? new Map<string, Bucket>();
      buckets.set(setting, known);
      const { level, at } = known.get(msisdn) ?? { level: 0, at: now };
      const left = Math.max(0, level - ((now - at) * setting.perSecond) / 1000);
      const isWithin = left + 1 <= Math.max(1, setting.perSecond);
      remember(known, msisdn, { level: isWithin ? left + 1 : left, at: now }, MOST_CASES);
      return isWithin;
    },
    luckOnWire: (id, msisdn) => (worlds.size === 0 ? NO_LUCK : luckFrom(worlds.get(id) ?? null, msisdn)),
    see: (world) => void knownOf(world),
    forget: (id) => void worlds.delete(id),
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

function luckIn({ settings, cases, decided }: Known, msisdn: string, tell: (name: FaultName) => void): Luck {
  const inThisCall = new Map<string, Hit | null>();
  return (name, about = '', fits) => {
    const setting = settings.faults.get(name);
    if (setting === undefined || setting.of?.has(msisdn) === false || fits?.(setting) === false) return null;
    const [kept, most] = about.startsWith('#') ? [decided, MOST_DECIDED] : [inThisCall, Number.POSITIVE_INFINITY];
    const key = `${name} ${about} ${msisdn}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const hit = nextCase(settings.seed, setting, caseOf(cases, `${name} ${msisdn}`), `${name} ${msisdn}`);
    remember(kept, key, hit, most);
    if (hit !== null) tell(name);
    return hit;
  };
}

function nextCase(seed: number, setting: Setting, of: Cases, identity: string): Hit | null {
  of.seen += 1;
  const name = `${seed} ${identity} ${of.seen}`;
  if (of.hits >= setting.times || draw(name) >= setting.share) return null;
  of.hits += 1;
  return { setting, chance: draw(`${name} chance`) };
}

function caseOf(cases: Map<string, Cases>, key: string): Cases {
  const known = cases.get(key) ?? { seen: 0, hits: 0 };
  remember(cases, key, known, MOST_CASES);
  return known;
}

/** The oldest one goes where there are too many. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  if (map.size >= most && !map.has(key)) map.delete(map.keys().next().value as string);
  map.set(key, value);
}
