/** Reads a seed as a caller gives it, and says all that is wrong with it. */
import type { Profile } from '../../bonus/types.ts';
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { ProfileChange, Result } from '../api.ts';
import type { Definitions } from '../deps.ts';
import { languagesOf, readProfile } from '../profileFields.ts';
import { ok } from '../results.ts';
import { mistakesIn, oneOfNames } from '../shapes/check.ts';
import { at, type Mistake, refusalOf } from '../shapes/mistakes.ts';
import { seededAccount } from './account.ts';
import type { Seed, SeedSubscriber } from './seed.ts';
import { SEED_SHAPE } from './shape.ts';

/** Where the seed stands in its request. */
const PATH = 'seed';

/** A subscriber as the shape has it. */
interface Written extends ProfileChange {
  readonly msisdn: string;
  readonly programs?: Readonly<Record<string, { readonly points?: number }>>;
}

interface WrittenSeed {
  readonly subscribers?: readonly Written[];
  readonly frozen?: boolean;
  readonly lifecycle?: 'dated';
}

interface Read {
  readonly subscriber: SeedSubscriber;
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads a seed.
 * @param value as it came in JSON
 * @param now world time at which it is to be true, epoch ms
 * @returns the seed, or one problem with the paths of all mistakes: `invalid-field` (400), `bad-msisdn`, `bad-value` (422)
 */
export function readSeed(known: Definitions, value: unknown, now: number): Result<Seed> {
  const misshapen = refusalOf(mistakesIn(value, SEED_SHAPE, PATH));
  if (misshapen !== null) return { ok: false, problem: misshapen };
  const { subscribers: written = [], frozen, lifecycle } = value as WrittenSeed;
  const more = { ...(frozen && { frozen }), ...(lifecycle && { lifecycle }) };
  const definitions = lifecycle === undefined ? known : (known.dated ?? known);
  const languages = languagesOf(definitions);
  const read = written.map((one, index) => {
    return readSubscriber(definitions, languages, one, now, `${PATH}.subscribers.${index}`);
  });
  const problem = refusalOf([...read.flatMap(({ mistakes }) => mistakes), ...repeated(read)]);
  if (problem !== null) return { ok: false, problem };
  return ok({ subscribers: read.map(({ subscriber }) => subscriber), ...more });
}

function readSubscriber(
  definitions: Definitions,
  languages: readonly string[],
  { msisdn, programs = {}, ...fields }: Written,
  now: number,
  path: string,
): Read {
  const number = normaliseMsisdn(msisdn);
  const { patch, mistakes } = readProfile(languages, fields);
  const subscriber: SeedSubscriber = {
    msisdn: number.ok ? number.msisdn : msisdn,
    // Nothing is null here: the shape has no null.
    profile: patch as Profile,
    programs: Object.fromEntries(Object.entries(programs).map(([name, { points = 0 }]) => [name, { points }])),
  };
  const wrongNumber: readonly Mistake[] = number.ok
    ? []
    : [{ type: 'bad-msisdn', field: at(path, 'msisdn'), expected: 'a phone number' }];
  const wrongFields = mistakes.map((mistake) => ({ ...mistake, field: at(path, mistake.field) }));
  const wrongPrograms = refusedPrograms(definitions, subscriber, now, at(path, 'programs'));
  return { subscriber, mistakes: [...wrongNumber, ...wrongFields, ...wrongPrograms] };
}

function refusedPrograms(
  definitions: Definitions,
  subscriber: SeedSubscriber,
  now: number,
  path: string,
): readonly Mistake[] {
  return seededAccount(definitions, subscriber, now).refused.map((name) => {
    const names = [...definitions.programs.keys()];
    const expected = names.includes(name) ? 'a program that is not closed yet' : oneOfNames(name, names);
    return { type: 'bad-value', field: at(path, name), expected };
  });
}

function repeated(read: readonly Read[]): readonly Mistake[] {
  const seen = new Set<string>();
  return read.flatMap(({ subscriber: { msisdn } }, index) => {
    const isNew = !seen.has(msisdn);
    seen.add(msisdn);
    if (isNew) return [];
    return [{ type: 'bad-value', field: `${PATH}.subscribers.${index}.msisdn`, expected: 'named once' }];
  });
}
