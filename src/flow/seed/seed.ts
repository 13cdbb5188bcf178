/** A seed that has been read: every number in one form, every profile as accounts have it. Kept with the world as JSON. */
import type { Profile } from '../../bonus/types.ts';

export interface Seed {
  readonly subscribers: readonly SeedSubscriber[];
  /** The clock stands still from the beginning on. */
  readonly frozen?: true;
  /** The dates of programs hold. */
  readonly lifecycle?: 'dated';
}

export interface SeedSubscriber {
  readonly msisdn: string;
  readonly profile: Profile;
  /** By program: what the membership begins with. */
  readonly programs: Readonly<Record<string, SeedMembership>>;
}

export interface SeedMembership {
  readonly points: number;
}

/** Stored string of a seed. */
export function encodeSeed(seed: Seed): string {
  return JSON.stringify(seed);
}

/** Reads what `encodeSeed` wrote. */
export function decodeSeed(stored: string): Seed {
  return JSON.parse(stored) as Seed;
}
