/** The luck of one call: which of the faults that are set come in it. */
import { draw } from './draw.ts';
import { type Memory, memory } from './memory.ts';
import type { Setting, Settings } from './settings.ts';
import type { FaultName } from './shape.ts';

export interface Luck {
  /**
   * What one call of a number may meet: a fault that comes in this case, or null. Asked again in the same call (a step is taken
   * again after a lost race), it says the same.
   * @param about parts the cases of one call, like the SMS of one step; a name that stands for itself in later calls, too, begins with `#`
   * @param fits whether it is a case at all for what is set; one that is not is not counted
   */
  (name: FaultName, about?: string, fits?: (setting: Setting) => boolean): Hit | null;
  /** Whether such a fault is set here, for whomever. No case is counted. */
  readonly isSet: (name: FaultName) => boolean;
}

/** A fault that comes. */
export interface Hit {
  readonly setting: Setting;
  /** From 0 to 1, drawn for this case: where in a range of moments it comes. */
  readonly chance: number;
  /** Names the fault as it was put, and the number. */
  readonly whose: string;
}

/** Nothing happens. */
export const NO_LUCK: Luck = Object.assign(() => null, { isSet: () => false });

/** So many numbers with faults are remembered, of all worlds together; the counts of those longest unused begin anew then. */
const MOST_CASES = 200_000;
const MOST_DECIDED = 50_000;

/** What has come so far. */
export interface Counts {
  /** By fault and number. */
  readonly cases: Memory<Cases>;
  /** Cases that are decided for longer than a call. */
  readonly decided: Memory<Hit | null>;
}

interface Cases {
  seen: number;
  hits: number;
}

/** A set of faults that was put. */
export interface Put {
  /** No other that was put has it. */
  readonly serial: number;
  readonly settings: Settings;
}

/** Nothing has come yet. */
export function noCounts(): Counts {
  return { cases: memory(MOST_CASES), decided: memory(MOST_DECIDED) };
}

/**
 * The luck of a call of this number.
 * @param tell hears of each fault that comes
 */
export function luckIn(
  { cases, decided }: Counts,
  { settings, serial }: Put,
  msisdn: string,
  tell: (name: FaultName) => void,
): Luck {
  const inThisCall = new Map<string, Hit | null>();
  const meet = (name: FaultName, about = '', fits?: (setting: Setting) => boolean) => {
    const setting = settings.faults.get(name);
    if (setting === undefined || setting.of?.has(msisdn) === false || fits?.(setting) === false) return null;
    const kept = about.startsWith('#') ? decided : inThisCall;
    const whose = `${serial} ${name} ${msisdn}`;
    const key = `${whose} ${about}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const of = caseOf(cases, whose);
    of.seen += 1;
    const hit = nextCase(of, setting, `${settings.seed} ${name} ${msisdn} ${of.seen}`, whose);
    kept.set(key, hit);
    if (hit !== null) tell(name);
    return hit;
  };
  return Object.assign(meet, { isSet: (name: FaultName) => settings.faults.has(name) });
}

/** @param identity what the case is drawn by: not by what names a process's memory of it */
function nextCase(of: Cases, setting: Setting, identity: string, whose: string): Hit | null {
  if (of.hits >= setting.times || draw(identity) >= setting.share) return null;
  of.hits += 1;
  return { setting, chance: draw(`${identity} chance`), whose };
}

function caseOf(cases: Memory<Cases>, key: string): Cases {
  const known = cases.get(key) ?? { seen: 0, hits: 0 };
  cases.set(key, known);
  return known;
}
