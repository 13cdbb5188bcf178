/** What the operator knows of a number, changed. Another owner costs the points. */
import type { Account, Core, CoreContext, JournalEntry, Profile } from './types.ts';

/** Fields to set; null takes a value back, a field that is absent stays as it is. */
export type ProfilePatch = { readonly [Field in keyof Profile]?: Profile[Field] | null };

/** The account with its new profile, and the entries of the points that burnt. */
export interface ChangedProfile {
  readonly account: Account;
  readonly entries: readonly JournalEntry[];
}

/**
 * Changes the profile. When the number passes from one owner to another (both known), the points of all programs burn and
 * seniority begins anew, without an SMS (programs.md §1); the first owner ever named is no change.
 * @param cores the cores of all programs
 * @param account settled: what fell due before would lose its SMS here
 */
export function changeProfile(
  cores: readonly Core[],
  account: Account,
  change: ProfilePatch,
  context: CoreContext,
): ChangedProfile {
  const { owner } = account.profile;
  const passes = owner !== undefined && change.owner != null && change.owner !== owner;
  const passed = passes ? passOn(cores, account, context) : { account, entries: [] };
  const changed = { ...passed.account, profile: patchProfile(passed.account.profile, change) };
  return { ...passed, account: movesDates(change) ? withDates(cores, changed, context) : changed };
}

/** Whether what programs give by themselves may have other dates. */
function movesDates(change: ProfilePatch): boolean {
  return [change.birthday, change.memberSince, change.timeZone].some((date) => date !== undefined);
}

function withDates(cores: readonly Core[], account: Account, context: CoreContext): Account {
  const concerned = cores.filter(({ program }) => Object.hasOwn(account.programs, program));
  return concerned.reduce((so, core) => core.decide(so, { op: 'change-dates' }, context).account, account);
}

/** The years and the birthday of the former owner are not the new one's. */
function passOn(cores: readonly Core[], account: Account, context: CoreContext): ChangedProfile {
  const { memberSince: _years, birthday: _day, ...profile } = account.profile;
  let passed: ChangedProfile = { account: { ...account, profile }, entries: [] };
  for (const core of cores.filter(({ program }) => Object.hasOwn(account.programs, program))) {
    const { account: after, entries } = core.decide(passed.account, { op: 'change-owner' }, context);
    passed = { account: after, entries: [...passed.entries, ...entries] };
  }
  return passed;
}

function patchProfile(profile: Profile, change: ProfilePatch): Profile {
  return Object.fromEntries(Object.entries({ ...profile, ...change }).filter(([, value]) => value != null));
}
