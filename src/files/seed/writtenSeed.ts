/** A seed as a file has it, with the place of everything in it. */
import type { Issue, Place } from '../../yaml/issue.ts';

/** A seed as it stands in a file. Its fields are not checked: the gateway does that. */
export interface WrittenSeed {
  readonly subscribers: readonly unknown[];
  /** What stands beside the subscribers. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Where a field stands, by its path in the seed (`['subscribers', 3, 'language']`); the nearest thing around it that is there. */
  place(path: readonly (string | number)[], part: 'key' | 'value'): Place;
}

export interface SeedFile extends WrittenSeed {
  readonly path: string;
  readonly text: string;
}

export type ReadSeed =
  | { readonly ok: true; readonly seed: WrittenSeed }
  | { readonly ok: false; readonly issues: readonly Issue[] };
