/** The account that a subscriber of a seed begins with. Pure. */
import { emptyAccount } from '../../bonus/core.ts';
import type { Account, CoreContext, JournalEntry } from '../../bonus/types.ts';
import type { Definitions } from '../deps.ts';
import type { SeedSubscriber } from './seed.ts';

export interface SeededAccount {
  readonly account: Account;
  readonly entries: readonly JournalEntry[];
  /** Programs that are not there, or do not open a membership now. */
  readonly refused: readonly string[];
}

/**
 * Profile and memberships of one subscriber at an instant.
 * @param now world time, epoch ms: what is earned then expires by the programs' rules
 */
export function seededAccount({ programs }: Definitions, of: SeedSubscriber, now: number): SeededAccount {
  const refused: string[] = [];
  const entries: JournalEntry[] = [];
  let account: Account = { ...emptyAccount(of.msisdn), profile: of.profile };
  for (const [program, { points }] of Object.entries(of.programs)) {
    const decision = programs.get(program)?.core.decide(account, { op: 'open', points }, contextAt(now));
    if (decision?.outcome.name !== 'ok') {
      refused.push(program);
      continue;
    }
    account = decision.account;
    entries.push(...decision.entries);
  }
  return { account, entries, refused };
}

/** Whether a program takes anybody in at an instant (epoch ms): whom, and with how many points, makes no difference to it. */
export function opensAt(definitions: Definitions, program: string, now: number): boolean {
  const anybody: SeedSubscriber = { msisdn: '', profile: {}, programs: { [program]: { points: 0 } } };
  return seededAccount(definitions, anybody, now).refused.length === 0;
}

/** Nothing in an opening is left to chance. */
function contextAt(now: number): CoreContext {
  return { now, by: 'api', request: 'seed', peers: {}, newCode: unasked, newId: unasked };
}

function unasked(): never {
  throw new Error('A membership that opens needs no ids and codes.');
}
