/** What a building block for earning is: the fields of its events and what they earn. */
import type { Program } from '../program.ts';
import type { CoreMessage, Data, Membership, Outcome } from '../types.ts';
import type { Field, Values } from './values.ts';

/** An event whose values have been read, and the subscriber as it finds them. */
export interface EarningEvent {
  readonly kind: string;
  readonly values: Values;
  readonly membership: Membership;
  /** Since when the subscriber's years count, epoch ms. */
  readonly memberSince: number;
  readonly now: number;
  readonly zone: string;
  readonly newId: () => string;
}

/** Points with the reason that the journal names. */
export interface Award {
  readonly points: number;
  readonly note: string;
  /** When they are credited; absent = at once. */
  readonly at?: number;
}

export type Earned =
  | {
      readonly ok: true;
      readonly awards: readonly Award[];
      readonly change: Partial<Membership>;
      /** Figures of the answer beyond the usual ones. */
      readonly data?: Data;
      readonly message?: CoreMessage;
    }
  | { readonly ok: false; readonly refusal: Outcome };

export interface Block<Rule> {
  /** The values that the event may have, no others. */
  readonly fields: (rule: Rule, program: Program) => readonly Field[];
  readonly earn: (rule: Rule, event: EarningEvent) => Earned;
}
