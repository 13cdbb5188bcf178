/** What a text costs on the air: a USSD string (TS 23.038 §5: 160 octets) and an SMS with its parts (TS 23.040 §9.2.3.24.1). */
import { type Alphabet, countSeptets, septetsOf } from './gsm7.ts';

/** Units per alphabet: septets of GSM-7, 16-bit units of UCS2. */
export type Capacity = Readonly<Record<Alphabet, number>>;

/** 160 octets of a USSD string. */
export const USSD_CAPACITY: Capacity = { gsm7: 182, ucs2: 80 };
/** 140 octets of an SMS that goes alone. */
const SMS_CAPACITY: Capacity = { gsm7: 160, ucs2: 70 };
/** 140 octets less a header of 6 (concatenation, 8-bit reference). */
export const SMS_PART_CAPACITY: Capacity = { gsm7: 153, ucs2: 67 };
/** The number of parts is one octet. */
export const MAX_SMS_PARTS = 255;

export interface UssdSize {
  readonly alphabet: Alphabet;
  /** Septets or UCS2 units. */
  readonly units: number;
  readonly capacity: number;
  readonly fits: boolean;
}

export interface SmsSize {
  readonly alphabet: Alphabet;
  /** Septets or UCS2 units, headers not counted. */
  readonly units: number;
  readonly parts: number;
  /** false: more parts than one SMS may have. */
  readonly fits: boolean;
}

/** The size of a text as one USSD string: alphabet, units, and whether they fit into 160 octets. */
export function ussdSize(text: string): UssdSize {
  const { alphabet, units } = measure(text);
  const capacity = USSD_CAPACITY[alphabet];
  return { alphabet, units, capacity, fits: units <= capacity };
}

/** The size of a text as an SMS. `parts` is counted by filling them, for an escape or a surrogate pair that moves to the next part leaves a gap. */
export function smsSize(text: string): SmsSize {
  const { alphabet, units } = measure(text);
  const parts = partsOf(text, alphabet, units);
  return { alphabet, units, parts, fits: parts <= MAX_SMS_PARTS };
}

/** Whether a text fits into a capacity, in the alphabet that it needs. */
export function fitsInto(text: string, capacity: Capacity): boolean {
  if (text.length > capacity.gsm7) return false;
  const septets = countSeptets(text);
  return septets === null ? text.length <= capacity.ucs2 : septets <= capacity.gsm7;
}

function measure(text: string): { alphabet: Alphabet; units: number } {
  const septets = countSeptets(text);
  return septets === null ? { alphabet: 'ucs2', units: text.length } : { alphabet: 'gsm7', units: septets };
}

function partsOf(text: string, alphabet: Alphabet, units: number): number {
  if (units <= SMS_CAPACITY[alphabet]) return 1;
  const capacity = SMS_PART_CAPACITY[alphabet];
  const next = alphabet === 'gsm7' ? nextSeptets : nextUnits;
  let parts = 0;
  for (let start = 0; start < text.length; parts++) start = next(text, start, capacity);
  return parts;
}

function nextSeptets(text: string, start: number, capacity: number): number {
  let end = start;
  let room = capacity;
  while (end < text.length && septetsOf(text.charCodeAt(end)) <= room) {
    room -= septetsOf(text.charCodeAt(end));
    end++;
  }
  return end;
}

function nextUnits(text: string, start: number, capacity: number): number {
  const end = Math.min(start + capacity, text.length);
  return splitsPair(text, end) ? end - 1 : end;
}

/** Whether a cut at this offset would part the two halves of a surrogate pair. */
export function splitsPair(text: string, offset: number): boolean {
  return isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset));
}

function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

function isLowSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xdc00 && codeUnit <= 0xdfff;
}
