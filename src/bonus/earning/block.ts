/** What a building block for earning is: the fields of its events and what they earn. */
import type { Program } from '../program.ts';
import type { Membership, Outcome } from '../types.ts';
import type { Field } from './values.ts';

/** An event whose values have been read, and the subscriber as it finds them. */
export interface EarningEvent {
  readonly kind: string;
  readonly values: Readonly<Record<string, number>>;
  readonly membership: Membership;
  /** Since when the subscriber's years count, epoch ms. */
  readonly memberSince: number;
  readonly now: number;
  readonly zone: string;
}

/** Points with the reason that the journal names. */
export interface Award {
  readonly points: number;
  readonly note: string;
}

export type Earned =
  | { readonly ok: true; readonly awards: readonly Award[]; readonly change: Partial<Membership> }
  | { readonly ok: false; readonly refusal: Outcome };

export interface Block<Rule> {
  /** The values that the event must have, no more and no fewer. */
  readonly fields: (rule: Rule, program: Program) => readonly Field[];
  readonly earn: (rule: Rule, event: EarningEvent) => Earned;
}
