/** What a step sees: the snapshot decoded, and the account with everything done that fell due by now. */
import { emptyAccount } from '../bonus/core.ts';
import type { Account, JournalEntry } from '../bonus/types.ts';
import { smsOf } from '../session/sms.ts';
import type { OutgoingSms, Session } from '../session/types.ts';
import type { Etag, Snapshot, Stored, WorldState } from '../store/port.ts';
import { worldNow } from './clock.ts';
import { decodeSession } from './codec.ts';
import type { Definitions, FlowDeps } from './deps.ts';
import type { Luck } from './faults/luck.ts';
import { readAccount } from './knownAccounts.ts';

/** An account, with the entries and SMS that settling it brought about. */
export interface SettledAccount {
  readonly account: Account;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly OutgoingSms[];
}

export interface View {
  readonly msisdn: string;
  readonly world: WorldState;
  /** World time of this step, epoch ms. */
  readonly now: number;
  readonly definitions: Definitions;
  /** The account as loaded (a new one where there was none); compared by identity to see whether anything changed. */
  readonly stored: Account;
  readonly settled: SettledAccount;
  readonly account: Account;
  /** As stored, also when it has expired or was dropped. */
  readonly session: Session | null;
  readonly records: readonly (Stored | null)[];
  readonly etags: { readonly session: Etag; readonly account: Etag };
  /** Last commits of the account. */
  readonly tags: readonly Etag[];
  /** Whether others are members of the program in question, as far as looked up. */
  readonly peers: Readonly<Record<string, boolean>>;
  /** The faults that this step meets. */
  readonly luck: Luck;
}

const NO_TAGS: View['tags'] = [];
const NO_PEERS: View['peers'] = {};

/**
 * What a step sees of a snapshot.
 * @param until settle only so far (a deadline that is being worked off), never past the world clock
 */
export function viewOf(deps: FlowDeps, msisdn: string, snapshot: Snapshot, luck: Luck, until: number): View {
  const now = Math.min(worldNow(snapshot.world.clock, deps.machineTime()), until);
  const definitions = definitionsIn(deps, snapshot.world);
  const stored = snapshot.account === null ? null : readAccount(snapshot.account);
  const account = stored?.account ?? emptyAccount(msisdn);
  const settled = settle(definitions, account, now);
  return {
    msisdn,
    world: snapshot.world,
    now,
    definitions,
    stored: account,
    settled,
    account: settled.account,
    session: snapshot.session === null ? null : decodeSession(snapshot.session.value),
    records: snapshot.records,
    etags: { session: snapshot.session?.etag ?? '', account: snapshot.account?.etag ?? '' },
    tags: stored?.tags ?? NO_TAGS,
    peers: NO_PEERS,
    luck,
  };
}

/** The services as they are in a world: there the dates of programs may hold that nobody heeds elsewhere. */
export function definitionsIn(deps: Pick<FlowDeps, 'definitions'>, { dated }: Pick<WorldState, 'dated'>): Definitions {
  const definitions = deps.definitions();
  return dated ? (definitions.dated ?? definitions) : definitions;
}

/** A program as the world of a view has it. */
export function programIn({ definitions }: Pick<View, 'definitions'>, known: ProgramInUse): ProgramInUse {
  return definitions.programs.get(known.core.program) ?? known;
}

/** Does in every program of the account what fell due by `now`. The same account comes back where nothing did. */
export function settle(definitions: Definitions, account: Account, now: number): SettledAccount {
  let settled: SettledAccount = { account, entries: [], messages: [] };
  for (const id in account.programs) {
    const program = definitions.programs.get(id);
    if (program !== undefined) settled = settleProgram(settled, program, now);
  }
  return settled;
}

function settleProgram(before: SettledAccount, { core, service }: ProgramInUse, now: number): SettledAccount {
  const { account, entries, messages } = core.settle(before.account, now);
  if (account === before.account) return before;
  const sms = messages.map((message) => smsOf(service, account, message, message.at));
  return { account, entries: [...before.entries, ...entries], messages: [...before.messages, ...sms] };
}

type ProgramInUse = NonNullable<ReturnType<Definitions['programs']['get']>>;

/** The earliest deadline of an account over all its programs, epoch ms, or null. */
export function accountDeadline(definitions: Definitions, account: Account): number | null {
  let earliest: number | null = null;
  for (const program of Object.keys(account.programs)) {
    const core = definitions.programs.get(program)?.core;
    const at = core === undefined ? waitingSince(account, program) : core.nextDeadline(account);
    if (at !== null && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
}

/** A program whose folder is gone has no deadlines but the points that are on their way in it. */
function waitingSince(account: Account, program: string): number | null {
  return account.programs[program]?.reservations[0]?.at ?? null;
}
