/** Reads a seed as a caller gives it, and says all that is wrong with it. */
import type { Profile } from '../../bonus/types.ts';
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { ProfileChange, Result } from '../api.ts';
import type { Definitions } from '../deps.ts';
import { languagesOf, readProfile, rememberingWords } from '../profileFields.ts';
import { ok } from '../results.ts';
import { mistakesIn } from '../shapes/check.ts';
import { at, ENOUGH, type Mistake, refusalOf } from '../shapes/mistakes.ts';
import type { WrittenMembership } from './readPast.ts';
import { programsReader } from './readPrograms.ts';
import { type Seed, type SeedSubscriber, workOf } from './seed.ts';
import { SEED_SHAPE } from './shape.ts';

/** Where the seed stands in its request. */
const PATH = 'seed';

/** A subscriber as the shape has it. */
interface Written extends ProfileChange {
  readonly msisdn: string;
  readonly programs?: Readonly<Record<string, WrittenMembership>>;
}

interface WrittenSeed {
  /** Null = one that cannot be read. */
  readonly subscribers?: readonly (Written | null)[];
  readonly frozen?: boolean;
  readonly lifecycle?: 'dated';
}

interface Read {
  readonly subscriber: SeedSubscriber;
  readonly mistakes: readonly Mistake[];
}

/** Reads the subscribers of one seed, one after the other. @param path where the subscriber stands */
type Reader = (written: Written, path: string) => Read;

/** Subscribers and operations read in one turn of the event loop: others wait for a few milliseconds. */
const SLICE = 250;

/**
 * Reads a seed; others get their turn meanwhile.
 * @param value as it came in JSON
 * @param now world time at which it is to be true, epoch ms
 * @returns the seed, or one problem with the paths of the first hundred mistakes: `invalid-field` (400), `bad-msisdn`, `bad-value` (422)
 */
export async function readSeed(known: Definitions, value: unknown, now: number): Promise<Result<Seed>> {
  const misshapen = mistakesIn(value, SEED_SHAPE, PATH);
  const { subscribers: written = [], frozen, lifecycle } = wellShaped(value, misshapen);
  const more = { ...(frozen && { frozen }), ...(lifecycle && { lifecycle }) };
  const definitions = lifecycle === undefined ? known : (known.dated ?? known);
  const { subscribers, mistakes } = await readAll(written, readerOf(definitions, now), ENOUGH - misshapen.length);
  const problem = refusalOf([...misshapen, ...mistakes]);
  return problem === null ? ok({ subscribers, ...more }) : { ok: false, problem };
}

/** What can be read although there are mistakes: of the subscribers all but the misshapen, who leave holes. */
function wellShaped(value: unknown, misshapen: readonly Mistake[]): WrittenSeed {
  if (misshapen.length === 0) return value as WrittenSeed;
  if (misshapen.some(({ field }) => field === PATH || field === `${PATH}.subscribers`)) return {};
  const broken = new Set(misshapen.map(({ field }) => field.split('.')[2]));
  const { subscribers = [] } = value as WrittenSeed;
  return { subscribers: subscribers.map((one, index) => (broken.has(String(index)) ? null : one)) };
}

/** @param most mistakes after which nobody looks further */
async function readAll(written: readonly (Written | null)[], read: Reader, most: number) {
  const subscribers: SeedSubscriber[] = [];
  const mistakes: Mistake[] = [];
  let work = 0;
  for (const [index, one] of written.entries()) {
    if (mistakes.length >= most) break;
    if (one === null) continue;
    const { subscriber, mistakes: found } = read(one, `${PATH}.subscribers.${index}`);
    subscribers.push(subscriber);
    mistakes.push(...found);
    work += workOf(subscriber);
    if (work < SLICE) continue;
    work = 0;
    await othersTurn();
  }
  return { subscribers, mistakes: mistakes.slice(0, Math.max(most, 0)) };
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function readerOf(definitions: Definitions, now: number): Reader {
  const languages = languagesOf(definitions);
  const words = rememberingWords();
  const wrongNumber = numberChecker();
  const readPrograms = programsReader(definitions, now);
  return ({ msisdn: number, programs: written = {}, ...fields }, path) => {
    const normalised = normaliseMsisdn(number);
    const { patch, mistakes } = readProfile(languages, fields, words);
    const msisdn = normalised.ok ? normalised.msisdn : number;
    // Nothing is null here: the shape has no null.
    const profile = patch as Profile;
    const own = [
      ...wrongNumber(normalised, at(path, 'msisdn')),
      ...mistakes.map((mistake) => ({ ...mistake, field: at(path, mistake.field) })),
    ];
    const who = own.length === 0 ? { msisdn, profile } : null;
    const { programs, mistakes: past } = readPrograms(who, written, at(path, 'programs'));
    return { subscriber: { msisdn, profile, programs }, mistakes: [...own, ...past] };
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
