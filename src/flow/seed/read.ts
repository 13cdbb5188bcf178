/** Reads a seed as a caller gives it, and says all that is wrong with it. */
import type { Profile } from '../../bonus/types.ts';
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { ProfileChange, Result } from '../api.ts';
import type { Definitions } from '../deps.ts';
import { languagesOf, readProfile, rememberingWords } from '../profileFields.ts';
import { ok } from '../results.ts';
import { mistakesIn, oneOfNames } from '../shapes/check.ts';
import { at, ENOUGH, enough, type Mistake, refusalOf } from '../shapes/mistakes.ts';
import { opensAt } from './account.ts';
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

/** Reads the subscribers of one seed, one after the other. @param path where the subscriber stands */
type Reader = (written: Written, path: string) => Read;

/** Subscribers read in one turn of the event loop: others wait for a few milliseconds. */
const SLICE = 250;

/**
 * Reads a seed; others get their turn meanwhile.
 * @param value as it came in JSON
 * @param now world time at which it is to be true, epoch ms
 * @returns the seed, or one problem with the paths of the first hundred mistakes: `invalid-field` (400), `bad-msisdn`, `bad-value` (422)
 */
export async function readSeed(known: Definitions, value: unknown, now: number): Promise<Result<Seed>> {
  const misshapen = refusalOf(mistakesIn(value, SEED_SHAPE, PATH));
  if (misshapen !== null) return { ok: false, problem: misshapen };
  const { subscribers: written = [], frozen, lifecycle } = value as WrittenSeed;
  const more = { ...(frozen && { frozen }), ...(lifecycle && { lifecycle }) };
  const definitions = lifecycle === undefined ? known : (known.dated ?? known);
  const { subscribers, mistakes } = await readAll(written, readerOf(definitions, now));
  const problem = refusalOf(mistakes);
  return problem === null ? ok({ subscribers, ...more }) : { ok: false, problem };
}

async function readAll(written: readonly Written[], read: Reader) {
  const subscribers: SeedSubscriber[] = [];
  const mistakes: Mistake[] = [];
  for (const [index, one] of written.entries()) {
    if (mistakes.length >= ENOUGH) break;
    if (index % SLICE === SLICE - 1) await othersTurn();
    const { subscriber, mistakes: found } = read(one, `${PATH}.subscribers.${index}`);
    subscribers.push(subscriber);
    mistakes.push(...found);
  }
  return { subscribers, mistakes: enough(mistakes) };
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function readerOf(definitions: Definitions, now: number): Reader {
  const languages = languagesOf(definitions);
  const words = rememberingWords();
  const wrongNumber = numberChecker();
  const wrongProgram = programChecker(definitions, now);
  return ({ msisdn, programs = {}, ...fields }, path) => {
    const number = normaliseMsisdn(msisdn);
    const { patch, mistakes } = readProfile(languages, fields, words);
    const subscriber: SeedSubscriber = {
      msisdn: number.ok ? number.msisdn : msisdn,
      // Nothing is null here: the shape has no null.
      profile: patch as Profile,
      programs: Object.fromEntries(Object.entries(programs).map(([name, { points = 0 }]) => [name, { points }])),
    };
    const wrongFields = mistakes.map((mistake) => ({ ...mistake, field: at(path, mistake.field) }));
    const wrongPrograms = Object.keys(programs).flatMap((name) => wrongProgram(name, at(path, 'programs')));
    return { subscriber, mistakes: [...wrongNumber(number, at(path, 'msisdn')), ...wrongFields, ...wrongPrograms] };
  };
}

function numberChecker(): (number: ReturnType<typeof normaliseMsisdn>, field: string) => readonly Mistake[] {
  const seen = new Set<string>();
  return (number, field) => {
    if (!number.ok) return [{ type: 'bad-msisdn', field, expected: 'a phone number' }];
    if (seen.has(number.msisdn)) return [{ type: 'bad-value', field, expected: 'named once' }];
    seen.add(number.msisdn);
    return [];
  };
}

/** What is wrong with a program is found out once, and not for each of its members. */
function programChecker(definitions: Definitions, now: number): (name: string, path: string) => readonly Mistake[] {
  const expected = new Map<string, string | null>();
  return (name, path) => {
    const wanted = expected.has(name) ? (expected.get(name) ?? null) : expectedInstead(definitions, name, now);
    expected.set(name, wanted);
    return wanted === null ? [] : [{ type: 'bad-value', field: at(path, name), expected: wanted }];
  };
}

/** What would stand in place of a program that takes nobody in; null for one that does. */
function expectedInstead(definitions: Definitions, program: string, now: number): string | null {
  const names = [...definitions.programs.keys()];
  if (!names.includes(program)) return oneOfNames(program, names);
  return opensAt(definitions, program, now) ? null : 'a program that is not closed yet';
}
