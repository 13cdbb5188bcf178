/** A seed that has been read: every number in one form, every profile as accounts have it. Kept with the world as JSON. */
import type { Operation, Profile } from '../../bonus/types.ts';
import type { Moment } from './moment.ts';

export interface Seed {
  readonly subscribers: readonly SeedSubscriber[];
  /** The clock stands still from the beginning on. */
  readonly frozen?: true;
  /** The dates of programs hold. */
  readonly lifecycle?: 'dated';
  /** Of the main world: the part of programs whose cores run elsewhere, as it was written. */
  readonly elsewhere?: unknown;
}

export interface SeedSubscriber {
  readonly msisdn: string;
  readonly profile: Profile;
  /** By program. */
  readonly programs: Readonly<Record<string, SeedMembership>>;
}

/** A membership, and what came before the beginning. */
export interface SeedMembership {
  /** What it was opened with; absent = nobody opened it: its history begins with joining. */
  readonly points?: number;
  /** When it was opened; absent = at the beginning. */
  readonly since?: Moment;
  /** As it was written, which need not be the order of time. */
  readonly history?: readonly PastOperation[];
}

/** Something that was done before the beginning. */
export interface PastOperation {
  readonly at: Moment;
  readonly operation: Operation;
  /** The name of what it makes: later operations call it so. */
  readonly as?: string;
}

/** How much there is to play of a subscriber: one for the account, one for each operation. */
export function workOf({ programs }: SeedSubscriber): number {
  return Object.values(programs).reduce((sum, { history = [] }) => sum + history.length, 1);
}

/** Stored string of a seed. */
export function encodeSeed(seed: Seed): string {
  return JSON.stringify(seed);
}

/** Reads what `encodeSeed` wrote. */
export function decodeSeed(stored: string): Seed {
  return JSON.parse(stored) as Seed;
}
