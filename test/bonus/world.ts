/** A world as the invariants look at it: accounts, their whole journals, and what the test remembers of the way there. */
import type { Program } from '../../src/bonus/program.ts';
import { STRANGER } from '../../src/bonus/turn.ts';
import type { Account, JournalEntry, Membership } from '../../src/bonus/types.ts';

/** One subscriber as stored, with the whole journal of the program. */
export interface Books {
  readonly account: Account;
  readonly entries: readonly JournalEntry[];
  /** Their time zones, each from the entry of this number on; absent = the profile's, all the time. */
  readonly zones?: readonly { readonly since: number; readonly zone: string }[];
  /** World time up to which the account has been settled, where it is known: nothing may be overdue then. */
  readonly asOf?: number;
  /** Number of the first entry of the present owner; absent = 0. */
  readonly ownerSince?: number;
  /** RUB of accepted events by kind since the entry of this number: since joining, or since the present owner. */
  readonly tally?: { readonly since: number; readonly rub: Readonly<Record<string, number>> };
}

/** What the giver was told of a transfer when it was asked for, and how often the code was wrong. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly points: number;
  readonly at: number;
  readonly wrongCodes: number;
}

export interface World {
  readonly program: Program;
  readonly subscribers: readonly Books[];
  /** Transfers that were asked for, by id, where the test kept them. */
  readonly asked?: ReadonlyMap<string, Asked>;
}

/** What is wrong with a world, a sentence each; empty = nothing. */
export type Check = (world: World) => readonly string[];

/** What the subscriber has in the program. */
export function membershipOf(world: World, { account }: Books): Membership {
  return account.programs[world.program.id] ?? STRANGER;
}

/** The subscriber's time zone when an entry was written. */
export function zoneAt(world: World, { account, zones = [] }: Books, seq: number): string {
  const then = zones.findLast(({ since }) => since <= seq)?.zone ?? account.profile.timeZone;
  return then ?? world.program.timeZone;
}

/** What is wrong with each subscriber, after their number. */
export function each(
  world: World,
  check: (books: Books, membership: Membership) => readonly string[],
): readonly string[] {
  return world.subscribers.flatMap((books) =>
    check(books, membershipOf(world, books)).map((message) => `${books.account.msisdn}: ${message}`),
  );
}

/** Those that are there more than once. */
export function repeated<T>(items: readonly T[]): readonly T[] {
  const seen = new Set<T>();
  return items.filter((item) => seen.size === seen.add(item).size);
}
