/** The codes of a new service: those that were asked for, else the first free ones. */
import { checkRoute, ROUTE_REASONS } from '../../code/routes.ts';
import { splitCode } from '../../code/segments.ts';
import type { CodeInUse, CodesInUse } from '../deps.ts';
import { WrongUse } from '../failures.ts';

export interface Codes {
  /** Without the closing `#`. */
  readonly ussd: string;
  readonly shortCode: string;
}

/** As they were typed; undefined = any that is free. */
export interface WantedCodes {
  readonly ussd: string | undefined;
  readonly shortCode: string | undefined;
}

/** Three digits, as operators give them to services. */
const USSD = range(201, 999).map((number) => `*${number}`);
const SHORT_CODES = range(5001, 8999).map(String);

const USSD_SHAPE = /^(\*|#|\*#|\*\*|##)\d+(\*\d+)*#?$/;
const SHORT_CODE_SHAPE = /^\d{3,6}$/;

/**
 * Codes that nobody has; a USSD code neither takes dialled strings away from another one nor loses them to it.
 * @throws WrongUse with every code that was asked for and cannot be had, or where none is free
 */
export function chooseCodes(wanted: WantedCodes, { ussd, shortCodes }: CodesInUse): Codes {
  const complaints = [
    ...(wanted.ussd === undefined ? [] : ussdComplaints(wanted.ussd, ussd)),
    ...(wanted.shortCode === undefined ? [] : shortCodeComplaints(wanted.shortCode, shortCodes)),
  ];
  if (complaints.length > 0) throw new WrongUse(...complaints);
  return {
    ussd: wanted.ussd === undefined ? freeUssd(ussd) : withoutHash(wanted.ussd),
    shortCode: wanted.shortCode ?? freeShortCode(shortCodes),
  };
}

function freeUssd(taken: readonly CodeInUse[]): string {
  const free = USSD.find((code) => checkRoute(code) === null && ussdOwner(code, taken) === undefined);
  if (free === undefined) throw new WrongUse('all USSD codes of three digits are taken; name another one with --ussd.');
  return free;
}

function freeShortCode(taken: readonly CodeInUse[]): string {
  const codes = new Set(taken.map(({ code }) => code));
  const free = SHORT_CODES.find((code) => !codes.has(code));
  if (free === undefined) throw new WrongUse('all short codes from 5001 are taken; name another one with --sms.');
  return free;
}

function ussdComplaints(typed: string, taken: readonly CodeInUse[]): readonly string[] {
  if (!USSD_SHAPE.test(typed)) return [`--ussd must be a code like *201#, not "${typed}".`];
  const reason = checkRoute(typed);
  if (reason !== null) return [`--ussd cannot be ${typed}. ${ROUTE_REASONS[reason]}`];
  const owner = ussdOwner(typed, taken);
  if (owner === undefined) return [];
  return [
    `${typed} is taken: the service ${owner.service} has ${withoutHash(owner.code)}#. ${freeUssd(taken)}# is free.`,
  ];
}

function shortCodeComplaints(typed: string, taken: readonly CodeInUse[]): readonly string[] {
  if (!SHORT_CODE_SHAPE.test(typed)) return [`--sms must be a short code of 3 to 6 digits, like 5001, not "${typed}".`];
  const owner = taken.find(({ code }) => code === typed);
  if (owner === undefined) return [];
  return [`${typed} is taken: the service ${owner.service} has it. ${freeShortCode(taken)} is free.`];
}

/** Who has this code, one above it or one below it: of several routes that fit, the longest one is reached. */
function ussdOwner(code: string, taken: readonly CodeInUse[]): CodeInUse | undefined {
  return taken.find((other) => isWithin(code, other.code) || isWithin(other.code, code));
}

function isWithin(code: string, outer: string): boolean {
  const [inner, frame] = [splitCode(code), splitCode(outer)];
  return inner.lead === frame.lead && frame.keys.every((key, index) => key === inner.keys[index]);
}

function withoutHash(code: string): string {
  return code.endsWith('#') ? code.slice(0, -1) : code;
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
