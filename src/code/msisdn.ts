/** Phone numbers as people write them → MSISDN: digits of an E.164 number, without `+`. */
import { trimBlank } from './edges.ts';
import { type NumberingPlan, RUSSIA } from './numberingPlan.ts';

/** Why a text is not a phone number, in words for people. */
export const MSISDN_REASONS = {
  empty: 'There is no phone number.',
  characters: 'A phone number has only digits, with a + in front, spaces, dashes and brackets.',
  'short-code': 'This is a short code, not a phone number.',
  'too-short': 'A phone number has at least 7 digits.',
  'too-long': 'A phone number has at most 15 digits.',
  'leading-zero': 'A phone number in international form never begins with 0.',
} as const;

export type MsisdnReason = keyof typeof MSISDN_REASONS;

export type NormalisedMsisdn =
  | { readonly ok: true; readonly msisdn: string }
  | { readonly ok: false; readonly reason: MsisdnReason; readonly message: string };

/** E.164 clause 6: at most 15 digits. Real subscriber numbers have at least 7 with their country code. */
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** Longer than any sane way to write 15 digits. */
const MAX_WRITTEN = 64;
const WRITTEN = /^\+?[\d\s()\p{Pd}\p{Cf}]*$/u;
const SHORT_CODE_DIGITS = { from: 3, to: 6 } as const;

/**
 * Takes a number as written and a numbering plan (default: Russia and any E.164 number); gives the MSISDN or a key and
 * the words of `MSISDN_REASONS`. With `+` the number is international, and national forms of the plan do not apply to it; without,
 * they do, so `normaliseMsisdn('+' + msisdn)` always gives `msisdn` back. A short code is never made into an MSISDN.
 */
export function normaliseMsisdn(raw: string, plan: NumberingPlan = RUSSIA): NormalisedMsisdn {
  if (isPlain(raw)) return judge(toInternational(raw, plan));
  const text = trimBlank(raw);
  if (text === '') return refuse('empty');
  if (text.length > MAX_WRITTEN) return refuse('too-long');
  if (!WRITTEN.test(text)) return refuse('characters');
  const digits = text.replace(/\D/g, '');
  if (digits === '') return refuse('characters');
  return judge(text.startsWith('+') ? digits : toInternational(digits, plan));
}

/** Digits and nothing else, as nearly all numbers come: what is to be taken out of others need not be looked for. */
function isPlain(raw: string): boolean {
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw.charCodeAt(at);
    if (char < 0x30 || char > 0x39) return false;
  }
  return raw !== '' && raw.length <= MAX_WRITTEN;
}

function toInternational(digits: string, plan: NumberingPlan): string {
  for (const { starts, digits: count, strip, prepend } of plan.national) {
    if (digits.length === count && digits.startsWith(starts)) return prepend + digits.slice(strip);
  }
  return digits;
}

function judge(digits: string): NormalisedMsisdn {
  if (digits.length < MIN_DIGITS) return refuse(isShortCode(digits) ? 'short-code' : 'too-short');
  if (digits.length > MAX_DIGITS) return refuse('too-long');
  if (digits.startsWith('0')) return refuse('leading-zero');
  return { ok: true, msisdn: digits };
}

function isShortCode({ length }: string): boolean {
  return length >= SHORT_CODE_DIGITS.from && length <= SHORT_CODE_DIGITS.to;
}

function refuse(reason: MsisdnReason): NormalisedMsisdn {
  return { ok: false, reason, message: MSISDN_REASONS[reason] };
}
