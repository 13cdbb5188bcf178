/** SMS that must have come: `gets`. */
import type { OneSms, SmsExpect } from '../script.ts';
import { isMap, placeOf, type Reading } from './reading.ts';
import { type At, fieldOf, itemsOf } from './scope.ts';
import { rawText, resolved, textAt } from './templates.ts';
import { rulesAt, rulesInMap } from './texts.ts';
import { durationAt, instantAt, wholeAt } from './values.ts';

/** No SMS at all. */
export const NONE = 'none';

const PARTS = { what: 'the number of parts', min: 1, max: 255 };

/** The value of a field, or null where there is none. */
function optional<T>(at: At, name: string, read: (field: At) => T): T | null {
  const field = fieldOf(at, name);
  return field === null ? null : read(field);
}

function smsOfMap(reading: Reading, at: At): Omit<OneSms, 'place'> {
  return {
    from: optional(at, 'from', (field) => textAt(reading, field)),
    text: [...(optional(at, 'text', (field) => rulesAt(reading, field)) ?? []), ...rulesInMap(reading, at)],
    parts: optional(at, 'parts', (field) => wholeAt(reading, field, PARTS)),
    at: optional(at, 'at', (field) => instantAt(reading, field)),
    within: optional(at, 'within', (field) => durationAt(reading, field)),
  };
}

function oneSms(reading: Reading, at: At): OneSms {
  const found = resolved(at);
  const place = placeOf(reading, found.path);
  if (isMap(found.data)) return { place, ...smsOfMap(reading, found) };
  return { place, from: null, text: rulesAt(reading, found), parts: null, at: null, within: null };
}

/** Reads `none`, one SMS, a list of them, or `{among: …}`. */
export function smsAt(reading: Reading, at: At): SmsExpect {
  const found = resolved(at);
  if (Array.isArray(found.data)) return { kind: 'all', sms: itemsOf(found).map((item) => oneSms(reading, item)) };
  const among = fieldOf(found, 'among');
  if (among !== null) return { kind: 'among', sms: oneSms(reading, among) };
  if (rawText(reading, found) === NONE) return { kind: 'all', sms: [] };
  return { kind: 'all', sms: [oneSms(reading, found)] };
}
