/** The port behind which a bonus core runs elsewhere (DESIGN idea 5). `src/core/` calls one over HTTP. */
import type { Item, Operation, Outcome } from '../../bonus/types.ts';
import type { BonusView, Gift, JournalEntryView, PageOf, ProfileChange, Result, SubscriberView } from '../api.ts';

/** Whose points, and where. */
export interface CoreSubject {
  readonly world: string;
  /** What the world's mark must be: a core that has another one, or none, does nothing and says `no-world`. */
  readonly mark: string;
  readonly msisdn: string;
}

/** An SMS as the core wants it sent: rendered, in the subscriber's language. `at` is world time, epoch ms. */
export interface CoreSms {
  readonly from: string;
  readonly text: string;
  readonly at: number;
}

/** What came of an operation, with the SMS that it caused. */
export interface CoreAnswer {
  readonly outcome: Outcome;
  /** Of a confirmed transfer, as a dialogue hears of it: accepted, whatever became of it at the receiver's, which an SMS tells. */
  readonly accepted?: Outcome;
  readonly sms: readonly CoreSms[];
}

/** The clock of a world: `now` is epoch ms. */
export interface CoreClock {
  readonly now: number;
  readonly frozen: boolean;
  /** Names this life of the world and this setting of its clock. */
  readonly mark: string;
}

/** How long a core may take for the time: as for any question, or as long as the work of years takes. */
export type Haste = 'soon' | 'long';

/** How a world begins. */
export interface CoreBeginning {
  /** As a caller wrote it, with nothing in it of programs that are not there. */
  readonly seed?: unknown;
  /** ISO 8601. */
  readonly clock?: string;
}

/**
 * A program's core elsewhere. All of it rejects with `CoreFailed`: then nothing is known of the effect, unless that says that it is
 * final. What has an `id` can be asked again with it: one effect, and the same answer.
 */
export interface RemoteCore {
  readonly program: string;
  /** Where it is: programs at one address have one core, with one world of a name. */
  readonly address: string;
  /** Whether it has failed so often that it is not asked at all for a while. */
  isDown(): boolean;
  operate(subject: CoreSubject, id: string, operation: Operation): Promise<CoreAnswer>;
  /** Rows of a list, as `Core.list` has them. */
  list(subject: CoreSubject, name: string): Promise<readonly Item[]>;
  bonus(subject: CoreSubject): Promise<Result<BonusView>>;
  catalogue(subject: CoreSubject): Promise<Result<{ readonly gifts: readonly Gift[] }>>;
  journal(
    subject: CoreSubject,
    query: { readonly cursor?: string; readonly limit?: number },
  ): Promise<Result<PageOf<JournalEntryView>>>;
  memberships(subject: CoreSubject): Promise<SubscriberView['memberships']>;
  putSubscriber(subject: CoreSubject, id: string, change: ProfileChange): Promise<void>;
  /** The world is there afterwards, and its clock stands at this. A beginning counts only where it was not there. */
  putWorld(world: string, clock: CoreClock, haste: Haste, beginning?: CoreBeginning): Promise<Result<null>>;
  /** Adds the subscribers of a seed who are not there yet. @param sowing.check only looks at it */
  seed(world: string, sowing: { readonly seed: unknown; readonly check?: boolean }): Promise<Result<null>>;
  resetWorld(world: string): Promise<void>;
  deleteWorld(world: string): Promise<void>;
  /** Aborts what is under way: it fails, and so does all that is asked later. */
  close(): void;
}
