/** What a core answers. */
import type { Account } from './account.ts';
import type { JournalEntry } from './points.ts';

export type Data = Readonly<Record<string, string | number>>;

/** What came of an operation: `ok` or the name of a refusal (`outcomes.ts`), with figures for texts and API answers. */
export interface Outcome {
  readonly name: string;
  readonly data: Data;
}

/** An SMS that the core wants sent: key and arguments of a text of its service, rendered by the caller. */
export interface CoreMessage {
  readonly key: string;
  readonly args: Data;
}

export interface Decision {
  readonly account: Account;
  readonly outcome: Outcome;
  readonly messages: readonly CoreMessage[];
  readonly entries: readonly JournalEntry[];
  /** The core must know first whether this MSISDN is a member: put it into `peers` and decide again. Nothing else counts then. */
  readonly needPeer?: string;
}

export interface Settled {
  readonly account: Account;
  readonly messages: readonly (CoreMessage & { readonly at: number })[];
  readonly entries: readonly JournalEntry[];
}

/** A row of a list that a menu or the API shows. */
export type Item = Readonly<Record<string, string | number>>;
