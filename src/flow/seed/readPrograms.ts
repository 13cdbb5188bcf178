/** Reads the memberships of a subscriber: each program takes them in, and did what their history says. */
import type { Definitions } from '../deps.ts';
import { refusalProblem } from '../refusalDetail.ts';
import { oneOfNames } from '../shapes/check.ts';
import { at, type Mistake } from '../shapes/mistakes.ts';
import { opensAt, type RefusedPast, seededAccount } from './account.ts';
import { hasPast, readMembership, type WrittenMembership } from './readPast.ts';
import type { SeedMembership, SeedSubscriber } from './seed.ts';

type WrittenPrograms = Readonly<Record<string, WrittenMembership>>;

/**
 * @param who null = somebody of whom nothing certain is known: nothing can be played then
 * @param path where the programs stand
 */
type Reader = (
  who: Pick<SeedSubscriber, 'msisdn' | 'profile'> | null,
  programs: WrittenPrograms,
  path: string,
) => { readonly programs: SeedSubscriber['programs']; readonly mistakes: readonly Mistake[] };

/** A reader for one seed. @param beginning epoch ms */
export function programsReader(definitions: Definitions, beginning: number): Reader {
  const wrongProgram = programChecker(definitions, beginning);
  return (who, written, path) => {
    const read = Object.entries(written).map(([name, membership]) => {
      const place = at(path, name);
      const { value, mistakes } = readMembership(membership, place, beginning);
      const unknown = wrongProgram(name, place, hasPast(membership));
      return { name, value, mistakes: [...unknown, ...mistakes], played: hasPast(membership) };
    });
    const mistakes = read.flatMap((one) => one.mistakes);
    const past = Object.fromEntries(read.filter(({ played }) => played).map(({ name, value }) => [name, value]));
    return {
      programs: Object.fromEntries(read.map(({ name, value }) => [name, value])),
      mistakes:
        mistakes.length > 0 || who === null
          ? mistakes
          : refusals(definitions, { ...who, programs: past }, path, beginning),
    };
  };
}

/** What the programs would not have done. */
function refusals(definitions: Definitions, who: SeedSubscriber, path: string, beginning: number): readonly Mistake[] {
  if (Object.keys(who.programs).length === 0) return [];
  return seededAccount(definitions, who, beginning).refused.map((refused) => {
    return {
      type: 'bad-value',
      field: placeOf(refused, who.programs[refused.program], path),
      expected: instead(refused),
    };
  });
}

function placeOf({ program, place }: RefusedPast, membership: SeedMembership | undefined, path: string): string {
  const inside = at(path, program);
  if (place !== null) return at(at(inside, 'history'), place);
  return membership?.since === undefined ? inside : at(inside, 'since');
}

function instead({ outcome }: RefusedPast): string {
  const detail = outcome === null ? 'there is no such program' : refusalProblem(outcome).detail;
  return `what the program did then; it says: ${detail.replace(/\.$/, '')}`;
}

/** What is wrong with a program is found out once, and not for each of its members. */
function programChecker(definitions: Definitions, beginning: number) {
  const expected = new Map<string, string | null>();
  return (name: string, path: string, played: boolean): readonly Mistake[] => {
    const key = `${played} ${name}`;
    const wanted = expected.has(key)
      ? (expected.get(key) ?? null)
      : expectedInstead(definitions, name, beginning, played);
    expected.set(key, wanted);
    return wanted === null ? [] : [{ type: 'bad-value', field: path, expected: wanted }];
  };
}

/** What would stand in place of a program that takes nobody in; null for one that does. What was long ago, its past will tell. */
function expectedInstead(definitions: Definitions, program: string, now: number, played: boolean): string | null {
  const names = [...definitions.programs.keys()];
  if (!names.includes(program)) return oneOfNames(program, names);
  return played || opensAt(definitions, program, now)
    ? null
    : 'a program that takes members then: one that is open or frozen';
}
