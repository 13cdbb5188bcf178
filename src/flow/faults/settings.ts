/** A set of faults as it stands in a world → as the rooms use it. Only sets that `checkFaults` has passed are there. */
import { parseDuration } from '../../bonus/calendar.ts';
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { FaultName } from './shape.ts';

export type When = 'before' | 'after';

/** A fault that is on. Which of the fields after `times` are there, the table says. */
export interface Setting {
  /** MSISDNs; null = everybody. */
  readonly of: ReadonlySet<string> | null;
  /** 0 to 1. */
  readonly share: number;
  /** For each number. */
  readonly times: number;
  readonly when: When;
  /** ms; of world time or real time, as the fault says. */
  readonly by: number;
  readonly within: number;
  /** null = any. */
  readonly step: number | null;
  readonly operations: readonly string[] | null;
  readonly calls: readonly string[];
  /** HTTP status or command_status. */
  readonly status: number;
  readonly perSecond: number;
}

export interface Settings {
  readonly seed: number;
  readonly faults: ReadonlyMap<FaultName, Setting>;
}

/** HTTP calls that are a phone's. */
const OF_A_PHONE = ['dial', 'answer', 'hangUp', 'sendSms'];

/** What stands in a world's state. */
export type WrittenFaults = Readonly<Record<string, unknown>>;

interface Written {
  readonly of?: readonly string[];
  readonly share?: number;
  readonly times?: number;
  readonly when?: When;
  readonly by?: string;
  readonly within?: string;
  readonly step?: number;
  readonly operations?: readonly string[];
  readonly calls?: readonly string[];
  readonly status?: number | string;
  readonly perSecond?: number;
}

/** Reads a set of faults; those that are off are not in it. */
export function settingsOf({ seed, ...faults }: WrittenFaults): Settings {
  const on = Object.entries(faults).filter(([, written]) => written !== false);
  const read = on.map(([name, written]): [FaultName, Setting] => {
    return [name as FaultName, settingOf(written === true ? {} : (written as Written))];
  });
  return { seed: typeof seed === 'number' ? seed : 0, faults: new Map(read) };
}

function settingOf(written: Written): Setting {
  return {
    of: written.of === undefined ? null : new Set(written.of.map(msisdnIn)),
    share: written.share ?? 1,
    times: written.times ?? Number.POSITIVE_INFINITY,
    when: written.when ?? 'before',
    by: durationOf(written.by),
    within: durationOf(written.within),
    step: written.step ?? null,
    operations: written.operations ?? null,
    calls: written.calls ?? OF_A_PHONE,
    status: Number(written.status ?? 0),
    perSecond: written.perSecond ?? 0,
  };
}

function msisdnIn(raw: string): string {
  const read = normaliseMsisdn(raw);
  return read.ok ? read.msisdn : raw;
}

function durationOf(text: string | undefined): number {
  return text === undefined ? 0 : (parseDuration(text) ?? 0);
}
