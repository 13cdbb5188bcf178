/** PIN and PUK entries. They never leave the phone (TS 22.030 §6.6), and what was typed in them is not kept. */
import type { Procedure } from './procedure.ts';

export type PinEntry = 'pin' | 'pin2' | 'puk' | 'puk2';

/** `mismatch`: the new PIN was not typed twice alike; `malformed`: the phone cannot read the entry. */
export type PinOutcome = 'done' | 'mismatch' | 'malformed';

const ENTRIES: ReadonlyMap<string, PinEntry> = new Map([
  ['04', 'pin'],
  ['042', 'pin2'],
  ['05', 'puk'],
  ['052', 'puk2'],
]);

/** A PIN has 4–8 digits, a PUK 8 (TS 31.101). */
const NEW_PIN = /^\d{4,8}$/;
const OLD: Readonly<Record<PinEntry, RegExp>> = { pin: NEW_PIN, pin2: NEW_PIN, puk: /^\d{8}$/, puk2: /^\d{8}$/ };

/**
 * Takes an MMI procedure; gives what a phone does with it if it is a PIN or PUK entry
 * (`**04*old*new*new#`, `**05*PUK*new*new#` and the same with 042, 052), else null.
 */
export function readPin(procedure: Procedure): { readonly entry: PinEntry; readonly outcome: PinOutcome } | null {
  const entry = ENTRIES.get(procedure.service);
  return entry === undefined ? null : { entry, outcome: judge(entry, procedure) };
}

function judge(entry: PinEntry, { action, information, number }: Procedure): PinOutcome {
  const [old = '', fresh = '', again = ''] = information;
  if (action !== 'register' || number !== '' || information.length !== 3) return 'malformed';
  if (!OLD[entry].test(old) || !NEW_PIN.test(fresh)) return 'malformed';
  return fresh === again ? 'done' : 'mismatch';
}
