/**
 * The account that a subscriber of a seed begins with: what is past is played through the programs' own cores, so that journal, lots,
 * expiry and limits are as though it had happened. Nobody is told: an SMS of then was read long ago. Pure.
 */
import { emptyAccount } from '../../bonus/core.ts';
import type { Account, Core, CoreContext, JournalEntry, Operation, Outcome, Profile } from '../../bonus/types.ts';
import type { Definitions } from '../deps.ts';
import { instantOf } from './moment.ts';
import type { SeedMembership, SeedSubscriber } from './seed.ts';

export interface SeededAccount {
  readonly account: Account;
  readonly entries: readonly JournalEntry[];
  readonly refused: readonly RefusedPast[];
}

/** What a program did not do. */
export interface RefusedPast {
  readonly program: string;
  /** Place in the history as it was written; null = the opening. */
  readonly place: number | null;
  /** Null = there is no such program. */
  readonly outcome: Outcome | null;
}

interface Step {
  readonly place: number | null;
  /** Epoch ms. */
  readonly at: number;
  readonly operation: Operation;
  /** What it makes is called so. */
  readonly name: string;
}

/**
 * Profile and memberships of one subscriber at the beginning.
 * @param beginning world time, epoch ms: all that fell due by then is done
 */
export function seededAccount({ programs }: Definitions, of: SeedSubscriber, beginning: number): SeededAccount {
  let played: SeededAccount = {
    account: { ...emptyAccount(of.msisdn), profile: profileOfThen(of.profile) },
    entries: [],
    refused: [],
  };
  for (const [program, membership] of Object.entries(of.programs)) {
    const core = programs.get(program)?.core;
    played =
      core === undefined
        ? { ...played, refused: [...played.refused, { program, place: null, outcome: null }] }
        : playMembership(played, core, stepsOf(membership, beginning), beginning);
  }
  return { ...played, account: { ...played.account, profile: of.profile } };
}

/** A number that is blocked or in debt now was neither when it ordered. */
function profileOfThen({ blocked: _, debt: __, ...rest }: Profile): Profile {
  return rest;
}

/** In order of time; of what is simultaneous the opening comes first, and then as it was written. */
function stepsOf({ points, since, history = [] }: SeedMembership, beginning: number): readonly Step[] {
  const at = since === undefined ? beginning : instantOf(since, beginning);
  const opening: Step[] =
    points === undefined ? [] : [{ place: null, at, operation: { op: 'open', points }, name: '' }];
  const past = history.map(({ at, operation, as }, place): Step => {
    return { place, at: instantOf(at, beginning), operation, name: as ?? `seed-${place + 1}` };
  });
  return [...opening, ...past].sort((a, b) => a.at - b.at);
}

function playMembership(before: SeededAccount, core: Core, steps: readonly Step[], beginning: number): SeededAccount {
  let { account } = before;
  const entries: JournalEntry[] = [];
  const refused: RefusedPast[] = [];
  for (const { place, at, operation, name } of steps) {
    const decision = core.decide(account, operation, contextAt(at, operation, name));
    if (decision.outcome.name === 'ok') {
      account = decision.account;
      entries.push(...decision.entries);
    } else refused.push({ program: core.program, place, outcome: decision.outcome });
  }
  const settled = core.settle(account, beginning);
  return {
    account: settled.account,
    entries: [...before.entries, ...entries, ...settled.entries],
    refused: [...before.refused, ...refused],
  };
}

/** Whether a program takes anybody in at an instant (epoch ms): whom, and with how many points, makes no difference to it. */
export function opensAt(definitions: Definitions, program: string, now: number): boolean {
  const anybody: SeedSubscriber = { msisdn: '', profile: {}, programs: { [program]: { points: 0 } } };
  return seededAccount(definitions, anybody, now).refused.length === 0;
}

/** Nothing of the past is left to chance: the same seed gives the same accounts. */
function contextAt(now: number, operation: Operation, name: string): CoreContext {
  let made = 0;
  return {
    now,
    by: 'channel' in operation ? operation.channel : 'api',
    request: 'seed',
    peers: {},
    newCode: (digits) => '0'.repeat(digits),
    newId() {
      made += 1;
      return made === 1 ? name : `${name}-${made}`;
    },
  };
}
