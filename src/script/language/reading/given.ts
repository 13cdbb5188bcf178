/** What is there before the first step. */

import { normaliseMsisdn } from '../../../code/msisdn.ts';
import { PROFILE } from '../schema/steps.ts';
import type { Given, Phone } from '../script.ts';
import { affords, COST_OF_VALUE } from './effort.ts';
import { ownProgram } from './programs.ts';
import { fieldsAsWritten, isMap, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside } from './scope.ts';
import { NONE } from './sms.ts';
import { isLive, rawText, resolved } from './templates.ts';
import { dataAt, flagAt, instantAt, plainTextAt, wholeAt } from './values.ts';

const CLOCK = '2020-01-15T12:00:00+03:00';
/** Numbers of phones that have none of their own: this one, and those after it. */
const FIRST_NUMBER = 79161234567n;
/** The phone of a script that names none. */
export const ONE_PHONE = 'phone';

const MOST = 1_000_000_000;
const POINTS = { what: 'the number of points', min: 0, max: MOST };
const DEBT = { what: 'the debt', min: 0, max: MOST };

/** Fields of a phone, of the file and of the script: the later one holds. */
type Fields = Map<string, At>;

function phonesOf(given: At): At | null {
  const phones = fieldOf(given, 'phones');
  return isMap(phones?.data) ? phones : null;
}

/** Fields of the one phone, which stand in `given` itself. */
const OWN_FIELDS = ['number', 'points', ...Object.keys(PROFILE)];

function lay(over: Fields, at: At): void {
  for (const name of OWN_FIELDS) {
    const field = fieldOf(at, name);
    if (field !== null) over.set(name, field);
  }
}

function tellBoth(reading: Reading, given: At): void {
  const [own] = OWN_FIELDS.filter((name) => fieldOf(given, name) !== null);
  if (own === undefined || phonesOf(given) === null) return;
  tell(
    reading,
    inside(given, own).path,
    `"${own}" stands beside "phones"`,
    'write it under the phone that has it',
    'key',
  );
}

/** Names in the order of the file, and then of the script: the first one acts. */
function layPhones(reading: Reading, levels: readonly At[]): Map<string, Fields> {
  const phones = new Map<string, Fields>();
  for (const given of levels) {
    const named = phonesOf(given);
    for (const name of named === null ? [] : fieldsAsWritten(reading, named.path, named.data as object))
      phones.set(name, new Map());
  }
  if (phones.size === 0) phones.set(ONE_PHONE, new Map());
  const [first] = phones.values();
  for (const given of levels) {
    lay(first as Fields, given);
    const named = phonesOf(given);
    for (const [name, fields] of phones) {
      const phone = named === null ? null : fieldOf(named, name);
      if (phone !== null) lay(fields, phone);
    }
  }
  return phones;
}

function numberOf(reading: Reading, at: At | undefined, index: number): string {
  const usual = String(FIRST_NUMBER + BigInt(index));
  const text = at === undefined ? null : plainTextAt(reading, at, 'the number of a phone');
  if (at === undefined || text === null) return usual;
  const number = normaliseMsisdn(text);
  if (number.ok) return number.msisdn;
  tell(
    reading,
    resolved(at).path,
    `"${text}" is no number of a phone: ${number.message.replace(/\.$/, '')}`,
    'write it like 79161234567',
  );
  return usual;
}

function pointsAt(reading: Reading, at: At): number | null {
  const found = resolved(at);
  return rawText(reading, found) === NONE ? null : wholeAt(reading, found, POINTS);
}

function pointsOf(reading: Reading, at: At | undefined): Readonly<Record<string, number>> {
  if (at === undefined) return {};
  const programs = isMap(at.data)
    ? Object.keys(at.data).map((name): [string, At] => [name, inside(at, name)])
    : [[ownProgram(reading, at, 'write points: {PROGRAM: 40}'), at] as const];
  const entries = programs.map(([program, field]) => [program, pointsAt(reading, field)] as const);
  return Object.fromEntries(entries.filter(([, points]) => points !== null)) as Readonly<Record<string, number>>;
}

function timeZone(reading: Reading, at: At): string | null {
  const zone = plainTextAt(reading, at, 'the time zone');
  if (zone === null) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    tell(reading, resolved(at).path, `"${zone}" is no time zone`, 'write one of the IANA database, like Europe/Moscow');
  }
  return zone;
}

function instant(reading: Reading, at: At, what: string): string | null {
  return isLive(instantAt(reading, at)) ? plainTextAt(reading, at, what) : instantAt(reading, at).join('');
}

type ProfileValue = string | number | boolean | null;

/** Field of a profile → its value. */
const PROFILE_VALUES: Readonly<Record<string, (reading: Reading, at: At) => ProfileValue>> = {
  language: (reading, at) => plainTextAt(reading, at, 'the language'),
  timeZone,
  blocked: (reading, at) => flagAt(reading, at, '"blocked"'),
  debt: (reading, at) => wholeAt(reading, at, DEBT),
  owner: (reading, at) => plainTextAt(reading, at, 'the owner'),
  memberSince: (reading, at) => instant(reading, at, 'the instant'),
  birthday: (reading, at) => plainTextAt(reading, at, 'the birthday'),
};

function profileOf(reading: Reading, fields: Fields): Phone['profile'] {
  const entries = Object.entries(PROFILE_VALUES).flatMap(([name, read]): [string, ProfileValue][] => {
    const field = fields.get(name);
    return field === undefined ? [] : [[name, read(reading, field)]];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== null)) as Phone['profile'];
}

/** Tells of phones with the same number, at the number that is written. */
function tellTwins(reading: Reading, phones: readonly Phone[], named: ReadonlyMap<string, Fields>): void {
  const first = new Map<string, string>();
  for (const { name, msisdn } of phones) {
    const twin = first.get(msisdn);
    const number = named.get(name)?.get('number') ?? named.get(twin ?? '')?.get('number');
    if (twin === undefined) first.set(msisdn, name);
    else if (number !== undefined)
      tell(reading, number.path, `"${twin}" and "${name}" have the same number, ${msisdn}`, 'give one of them another');
  }
}

/** The last of the levels that has a field. */
function lastField(levels: readonly At[], name: string): At | null {
  return levels.map((given) => fieldOf(given, name)).reduce((last, field) => field ?? last, null);
}

function askedIn(levels: readonly At[], phones: readonly Fields[]): Given['asked'] {
  const has = (names: readonly string[]): boolean => phones.some((fields) => names.some((name) => fields.has(name)));
  return new Set([
    ...(lastField(levels, 'clock') === null ? [] : ['clock' as const]),
    ...(lastField(levels, 'lifecycle') === null ? [] : ['lifecycle' as const]),
    ...(has(Object.keys(PROFILE)) ? ['profiles' as const] : []),
    ...(has(['points']) ? ['points' as const] : []),
    ...(lastField(levels, 'faults') === null ? [] : ['faults' as const]),
  ]);
}

/** Takes what the file gives and what the script gives over it, field by field; gives the world before the first step. */
export function givenAt(reading: Reading, levels: readonly At[]): Given {
  for (const given of levels) tellBoth(reading, given);
  const named = layPhones(reading, levels);
  affords(reading, levels.at(-1)?.path ?? [], named.size * COST_OF_VALUE);
  const phones = [...named].map(([name, fields], index): Phone => {
    return {
      name,
      msisdn: numberOf(reading, fields.get('number'), index),
      profile: profileOf(reading, fields),
      points: pointsOf(reading, fields.get('points')),
    };
  });
  tellTwins(reading, phones, named);
  const clock = lastField(levels, 'clock');
  const faults = lastField(levels, 'faults');
  return {
    clock: (clock === null ? null : instant(reading, clock, 'the clock')) ?? CLOCK,
    ...(lastField(levels, 'lifecycle') === null ? {} : { lifecycle: 'dated' }),
    phones,
    faults: faults === null ? {} : (dataAt(reading, faults) as Given['faults']),
    asked: askedIn(levels, [...named.values()]),
  };
}
