/** What a handset makes of a dialled string: TS 22.030 §6.5.3.2, in the order in which real handsets decide. */
import { trimBlank } from './edges.ts';
import { countSeptets } from './gsm7.ts';
import { type PinEntry, type PinOutcome, readPin } from './pin.ts';
import { type Action, type Procedure, readProcedure } from './procedure.ts';
import { bareSegments, splitCode } from './segments.ts';
import { SUPPLEMENTARY_SERVICES, type SupplementaryService } from './supplementary.ts';

/** USSD strings have at most 160 octets, that is 182 septets (TS 23.038 §6.1.2.3). */
const MAX_SEPTETS = 182;

/** Why a string cannot be dialled, in words for people. */
export const DIAL_REASONS = {
  empty: 'There is no code. Dial, for example, *100#.',
  'no-hash': 'A USSD code must end with #, for example *100#.',
  'too-long': `A USSD code has at most ${MAX_SEPTETS} characters.`,
  alphabet: 'A USSD code has only characters of the GSM 7-bit alphabet: digits, *, #, Latin letters.',
  'not-a-code': 'This is neither a USSD code (like *100#) nor a phone number.',
  'bad-number': 'After the # there must be a phone number.',
  'unexpected-number': 'This service takes no number after the #.',
} as const;

export type DialReason = keyof typeof DIAL_REASONS;

export type Dial =
  /** Goes to the gateway. `code` is what was dialled, unchanged; `lead` its first symbols, `segments` the rest. */
  | {
      readonly kind: 'ussd';
      readonly code: string;
      readonly lead: string;
      readonly segments: readonly string[];
    }
  | { readonly kind: 'imei' }
  | { readonly kind: 'pin'; readonly entry: PinEntry; readonly outcome: PinOutcome }
  | {
      readonly kind: 'supplementary';
      readonly action: Action;
      /** Service code, e.g. `21`, and its English name. */
      readonly service: string;
      readonly name: string;
      /** SIA to SID; may hold a password. */
      readonly information: readonly string[];
      /** Number to call, where the service is asked for one call; '' = none. */
      readonly number: string;
    }
  /** A call for which the number is shown or hidden. */
  | { readonly kind: 'clir'; readonly shown: boolean; readonly number: string }
  | { readonly kind: 'call'; readonly number: string }
  | { readonly kind: 'emergency'; readonly number: string }
  | { readonly kind: 'invalid'; readonly reason: DialReason; readonly message: string };

/** 112 and 911 everywhere (TS 22.101 §10.1.1), 101–104 in Russia. */
const EMERGENCY_NUMBERS: ReadonlySet<string> = new Set(['112', '911', '101', '102', '103', '104']);

const SHORT_STRING = /^\d{1,2}$/;
const NUMBER = /^\+?\d{3,}$/;
const NUMBER_PUNCTUATION = /[\s().\p{Pd}\p{Cf}]/gu;

/**
 * Takes what a person dialled (an idle phone, no call going on); gives what the handset does with it. Never throws: what
 * cannot be dialled is `invalid` with a key and the words of `DIAL_REASONS`. Blanks around it are cut, nothing else is changed.
 */
export function parseDial(text: string): Dial {
  const code = trimBlank(text);
  if (code === '') return invalid('empty');
  if (code.length > MAX_SEPTETS) return invalid('too-long');
  return code.includes('#') || code.includes('*') ? dialCode(code) : dialNumber(code);
}

function dialCode(code: string): Dial {
  const septets = countSeptets(code);
  if (septets === null) return invalid('alphabet');
  if (septets > MAX_SEPTETS) return invalid('too-long');
  if (code === '*#06#') return { kind: 'imei' };
  const procedure = readProcedure(code);
  if (procedure !== null) return runProcedure(code, procedure);
  // A handset would try a voice call to `*100`; nobody who types it here means one.
  return code.endsWith('#') ? ussd(code) : invalid('no-hash');
}

/** A short string of one or two digits is USSD, unless it is two digits and begins with 1 (TS 22.030 §6.5.3.2). */
function dialNumber(code: string): Dial {
  if (EMERGENCY_NUMBERS.has(code)) return { kind: 'emergency', number: code };
  if (SHORT_STRING.test(code)) return code.length === 2 && code.startsWith('1') ? call(code) : ussd(code);
  const number = readNumber(code);
  return number === null ? invalid('not-a-code') : call(number);
}

function runProcedure(code: string, procedure: Procedure): Dial {
  const pin = readPin(procedure);
  if (pin !== null) return { kind: 'pin', ...pin };
  const service = SUPPLEMENTARY_SERVICES.get(procedure.service);
  if (service === undefined) return ussd(code);
  return procedure.number === '' ? supplementary(procedure, service, '') : withNumber(procedure, service);
}

function withNumber(procedure: Procedure, service: SupplementaryService): Dial {
  const clir = isTemporaryClir(procedure);
  if (!clir && !service.perCall) return invalid('unexpected-number');
  const number = readNumber(procedure.number);
  if (number === null) return invalid('bad-number');
  if (clir) return { kind: 'clir', shown: procedure.action === 'activate', number };
  return supplementary(procedure, service, number);
}

/** `*31#number` suppresses CLIR for the call (shown), `#31#number` invokes it (hidden): TS 22.030 Annex B. */
function isTemporaryClir({ service, action }: Procedure): boolean {
  return service === '31' && (action === 'activate' || action === 'deactivate');
}

function supplementary(procedure: Procedure, service: SupplementaryService, number: string): Dial {
  const { service: code, information } = procedure;
  const registers = service.forwards && procedure.action === 'activate' && (information[0] ?? '') !== '';
  const action = registers ? 'register' : procedure.action;
  return { kind: 'supplementary', action, service: code, name: service.names.en, information, number };
}

function ussd(code: string): Dial {
  const { lead, keys } = splitCode(code);
  return { kind: 'ussd', code, lead, segments: bareSegments(keys) };
}

function call(number: string): Dial {
  return { kind: 'call', number };
}

function invalid(reason: DialReason): Dial {
  return { kind: 'invalid', reason, message: DIAL_REASONS[reason] };
}

function readNumber(text: string): string | null {
  const number = text.replace(NUMBER_PUNCTUATION, '');
  return NUMBER.test(number) ? number : null;
}
