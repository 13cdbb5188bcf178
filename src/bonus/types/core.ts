/** One program's core as the session machine and the API see it. */
import type { Account } from './account.ts';
import type { Decision, Item, Settled } from './answers.ts';
import type { CoreContext, Operation } from './operations.ts';

/** What a program can say: no service needs words for what its program does not do. */
export interface Vocabulary {
  /** Key of an SMS → its figures; a trailing `?` marks one that is not always there. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** Operation → outcome → its figures. */
  readonly outcomes: Readonly<Record<Operation['op'], Readonly<Record<string, readonly string[]>>>>;
}

/** One program's core as the session machine and the API see it. Implemented by `bonus/core.ts` over a `Program` (the figures). */
export interface Core {
  readonly program: string;
  /** Zone of subscribers who have set no other. */
  readonly timeZone: string;
  decide(account: Account, operation: Operation, context: CoreContext): Decision;
  /** All that fell due by `now`, in order of time: burnt points, ended applications, end of the program, run-out codes. */
  settle(account: Account, now: number): Settled;
  /** When `settle` will have something to do next; null = never. */
  nextDeadline(account: Account): number | null;
  /** The SMS that it may send, and what its operations may answer (`vocabulary.ts`). */
  readonly vocabulary: Vocabulary;
  /** Rows of a list by its name: see `lists.ts`. */
  list(account: Account, name: string, now: number): readonly Item[];
}
