/** A turn: one subscriber's membership while an operation works on it, with the entries and SMS made so far. */
import type { Program } from './program.ts';
import type {
  Account,
  CoreContext,
  CoreMessage,
  Data,
  JournalEntry,
  Membership,
  Operation,
  Outcome,
  Profile,
} from './types.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface Turn {
  readonly program: Program;
  readonly msisdn: string;
  readonly profile: Profile;
  readonly membership: Membership;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly TimedMessage[];
}

export type TimedMessage = CoreMessage & { readonly at: number };

/** Why points change: when (epoch ms), who caused it, which request. */
export interface Cause {
  readonly at: number;
  readonly by: string;
  readonly request: string;
}

/** What an operation answers. With `needPeer` nothing else counts. */
export interface Reply {
  readonly turn: Turn;
  readonly outcome: Outcome;
  readonly needPeer?: string;
}

/** An operation's handler, for turns that the guard of the operation has let pass. */
export type Handler<Name extends Operation['op']> = (
  turn: Turn,
  operation: Extract<Operation, { op: Name }>,
  context: CoreContext,
) => Reply;

/** What a stranger has. */
export const STRANGER: Membership = {
  status: 'left',
  since: 0,
  lots: [],
  requests: [],
  reservations: [],
  carry: {},
  totals: {},
  granted: {},
  recent: [],
  entries: 0,
};

/** Begins a turn on what the account has in the program. */
export function beginTurn(program: Program, account: Account): Turn {
  const membership = account.programs[program.id] ?? STRANGER;
  return { program, msisdn: account.msisdn, profile: account.profile, membership, entries: [], messages: [] };
}

/** The account after the turn; the same object when nothing has changed. */
export function endTurn(account: Account, turn: Turn): Account {
  const id = turn.program.id;
  if (turn.membership === (account.programs[id] ?? STRANGER)) return account;
  return { ...account, programs: { ...account.programs, [id]: turn.membership } };
}

/** The subscriber's time zone, or the program's. */
export function zoneOf(turn: Turn): string {
  return turn.profile.timeZone ?? turn.program.timeZone;
}

/** The cause that an operation's context stands for. */
export function causeOf(context: CoreContext): Cause {
  return { at: context.now, by: context.by, request: context.request };
}

/** The turn with some fields of the membership replaced. */
export function patch(turn: Turn, change: Partial<Membership>): Turn {
  return { ...turn, membership: { ...turn.membership, ...change } };
}

/** The turn with one more SMS: key and arguments of a text. What its program has no words for any more is done in silence. */
export function say(turn: Turn, at: number, key: string, args: Data): Turn {
  if (!Object.hasOwn(vocabularyOf(turn.program).texts, key)) return turn;
  return { ...turn, messages: [...turn.messages, { key, args, at }] };
}

/** The answer of an operation that was done. */
export function done(turn: Turn, data: Data = {}): Reply {
  return { turn, outcome: { name: 'ok', data } };
}

/** The answer of an operation that was refused, by the stable word of the refusal. */
export function refuse(turn: Turn, name: string, data: Data = {}): Reply {
  return { turn, outcome: { name, data } };
}
