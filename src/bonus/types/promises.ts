/** What is to come of a membership: points on their way, claims, bills, goals, the status. */

/** Points that come at a known instant: a rule of the program says when. */
export interface Credit {
  readonly at: number;
  readonly points: number;
  /** What the journal will name: the kind of event, `joining`… */
  readonly note: string;
}

/**
 * Points that somebody else must confirm, such as those of a purchase. Pending until then; accrued once they are credited, which
 * a rule of the program may put off; written off when they are used.
 */
export interface Claim {
  readonly id: string;
  /** Kind of the event that made it; its rule says what becomes of it. */
  readonly kind: string;
  readonly at: number;
  readonly rub: number;
  readonly partner: string;
  readonly points: number;
  readonly state: 'pending' | 'accrued' | 'rejected' | 'written-off';
  /** Of a pending one: when it falls due, to be credited where it is confirmed, else to be rejected by itself. */
  readonly dueAt?: number;
  readonly confirmed?: true;
  /** Of an accrued one: its points that are not used yet. */
  readonly left?: number;
}

/** What a bill takes at its date: points as far as they go. */
export interface Bill {
  readonly rub: number;
  readonly dueAt: number;
}

/** What a member saves for: a certificate, or to top up a number as soon as points allow on one of its dates. */
export type Goal =
  | { readonly goal: 'certificate'; readonly rub: number }
  | { readonly goal: 'number'; readonly rub: number; readonly msisdn: string; readonly dueAt: number };

/** The status of a member. Status points count what is credited; spending does not lower them. */
export interface Tier {
  readonly name: string;
  /** When it is worked out anew. */
  readonly until: number;
  /** Status points: those of the last working-out, and all that were credited since. */
  readonly points: number;
  /** What was credited on local days, oldest first: as far back as a working-out looks. */
  readonly days: readonly { readonly day: string; readonly points: number }[];
}
