/**
 * The gateway as its wires see it (HTTP, SMPP, command line). Wires know these words and nothing behind them; the words stand in `api/`,
 * one idea a file, and everybody takes them from here.
 */
import type { Application } from './api/applications.ts';
import type { BonusView, BonusWrite, Gift, JournalEntryView } from './api/bonus.ts';
import type { Call } from './api/calls.ts';
import type { ClockChange, ClockView } from './api/clock.ts';
import type { CoreText, WorldWish } from './api/core.ts';
import type { GatewayEvent } from './api/events.ts';
import type { InboxSms, MessageView } from './api/messages.ts';
import type { PageOf } from './api/pages.ts';
import type { Result } from './api/results.ts';
import type { Sown } from './api/seeds.ts';
import type { JoinPieces, SmsPart, Submission } from './api/submissions.ts';
import type { ProfileChange, SubscriberView } from './api/subscribers.ts';
import type { DialogueOnWire, SessionView, UssdAnswer } from './api/ussd.ts';
import type { WireFaults, WireRequest } from './api/wireFaults.ts';
import type { WireEnd } from './api/wires.ts';

export type * from './api/applications.ts';
export type * from './api/audit.ts';
export type * from './api/bonus.ts';
export type * from './api/calls.ts';
export type * from './api/clock.ts';
export type * from './api/core.ts';
export type * from './api/deliveries.ts';
export type * from './api/events.ts';
export { ALL_WORLDS } from './api/events.ts';
export type * from './api/messages.ts';
export type * from './api/pages.ts';
export type * from './api/results.ts';
export type * from './api/seeds.ts';
export type * from './api/submissions.ts';
export type * from './api/subscribers.ts';
export type * from './api/ussd.ts';
export type * from './api/wireFaults.ts';
export type * from './api/wires.ts';

export interface Gateway {
  readonly storeKind: string;

  /**
   * @param body.reference the wire's own name of the dialogue
   * @param body.unlessOpen `ussd-busy` where the dialogue of this very reference goes on; absent = it begins anew
   */
  dial(
    call: Call,
    body: { msisdn: string; code: string; reference?: string; unlessOpen?: boolean },
  ): Promise<Result<UssdAnswer>>;
  answer(call: Call, dialogue: string | DialogueOnWire, body: { input: string }): Promise<Result<UssdAnswer>>;
  hangUp(call: Call, dialogue: string | DialogueOnWire): Promise<Result<null>>;
  /** @param body.application who gets the reply, and shows further screens; absent = the event stream tells it */
  push(
    call: Call,
    body: { msisdn: string; text: string; expectsReply: boolean; from: string; application?: string },
  ): Promise<Result<UssdAnswer>>;
  /** The wire lost these dialogues, or an application did: they end, and a phone on another wire is told. */
  release(call: Call, dialogues: readonly { msisdn: string; sessionId: string }[]): Promise<void>;
  /** Takes an SMS for a service, an application, a subscriber or a sink. Answers when it is committed. */
  sms(call: Call, body: Submission): Promise<Result<{ messageId: string }>>;
  /**
   * Keeps a part of a long SMS; with the last one that was missing the SMS is taken as by `sms`. Answers when that is committed, with the
   * id of the part, or that of the SMS. A part that is refused can come again. `parts-full` where no more can be kept now.
   */
  smsPart(call: Call, part: SmsPart, join: JoinPieces): Promise<Result<{ messageId: string }>>;
  /** @param from the source address it was submitted with */
  message(call: Call, id: string, from: string): Promise<Result<MessageView>>;
  cancelMessage(call: Call, id: string, from: string): Promise<Result<null>>;
  /** Cancels all that waits of this service type, source and destination. */
  cancelMessages(call: Call, of: { serviceType: string; from: string; to: string }): Promise<Result<null>>;
  replaceMessage(
    call: Call,
    id: string,
    by: Pick<Submission, 'from' | 'text' | 'data' | 'schedule' | 'validity' | 'receipt'>,
  ): Promise<Result<null>>;

  /** A wire can be spoken to from now on, until the returned function is called. The last one of a name is the one in use. */
  attachWire(world: string, wire: string, end: WireEnd): () => void;
  /** @param world ALL_WORLDS: where none of this name is attached to a world itself */
  attachApplication(world: string, name: string, application: Application): () => void;

  /** `after`: only newer ones than this id; `wait`: up to so many seconds (real time) for the first one; `signal` ends the wait. */
  messages(
    call: Call,
    msisdn: string,
    query: { after?: string; wait?: number; signal?: AbortSignal },
  ): Promise<Result<{ messages: readonly InboxSms[] }>>;
  /** An SMS from a core that runs elsewhere comes to a subscriber: once for each key. */
  bringSms(call: Call, msisdn: string, sms: CoreText): Promise<Result<null>>;
  subscriber(call: Call, msisdn: string): Promise<Result<SubscriberView>>;
  putSubscriber(call: Call, msisdn: string, change: ProfileChange): Promise<Result<SubscriberView>>;
  sessions(call: Call, query: { cursor?: string; limit?: number }): Promise<Result<PageOf<SessionView>>>;

  bonus(call: Call, program: string, msisdn: string): Promise<Result<BonusView>>;
  /** The answer's fields depend on the operation, see DESIGN: `{earned, balance, entry?}`, `{order, balance}`, `{id, expiresAt}`, `{balance}`. */
  bonusWrite(
    call: Call,
    program: string,
    msisdn: string,
    write: BonusWrite,
  ): Promise<Result<Readonly<Record<string, unknown>>>>;
  catalogue(call: Call, program: string, msisdn: string): Promise<Result<{ gifts: readonly Gift[] }>>;
  journal(
    call: Call,
    program: string,
    msisdn: string,
    query: { cursor?: string; limit?: number },
  ): Promise<Result<PageOf<JournalEntryView>>>;

  clock(call: Call): Promise<Result<ClockView>>;
  changeClock(call: Call, change: ClockChange): Promise<Result<ClockView>>;
  faults(call: Call): Promise<Result<Readonly<Record<string, unknown>>>>;
  putFaults(call: Call, faults: Readonly<Record<string, unknown>>): Promise<Result<Readonly<Record<string, unknown>>>>;
  /**
   * What faults of a world make a wire do with a request; null = nothing. Each call of this counts as one case of the number. Faults that
   * were put here are met at once, others' within a second; faults that were ended anywhere are met no more.
   * @returns null at once where there is nothing to look at; else a promise, which may also bring `store-unavailable`
   */
  wireFaults(world: string, request: WireRequest): Promise<Result<WireFaults | null>> | null;
  /** The world is there afterwards, and its clock stands where it is wished; of a core, which has the worlds of its gateway. */
  putWorld(id: string, wish: WorldWish): Promise<Result<null>>;
  /** An Idempotency-Key is kept in the world of the call, by its clock. */
  createWorld(call: Call, body: { seed?: unknown; clock?: string }): Promise<Result<{ id: string }>>;
  deleteWorld(id: string): Promise<Result<null>>;
  reset(call: Call): Promise<Result<null>>;
  /**
   * Adds the subscribers of a seed who are not there yet; a reset forgets them.
   * @param body.check only look at the seed: nobody is added
   */
  seed(call: Call, body: { seed: unknown; check?: boolean }): Promise<Result<Sown>>;

  /** Subscribes to the event stream of a world, or of ALL_WORLDS; returns the function that ends the subscription. */
  onEvent(world: string, listener: (event: GatewayEvent) => void): () => void;
  /** Whether anybody listens to this very world: what costs much to tell is not built where nobody does. */
  hears(world: string): boolean;
  /** Tells the event stream what happened on a wire. `more` must be JSON. */
  tell(world: string, type: string, msisdn: string | undefined, more: Readonly<Record<string, unknown>>): void;
  /** Whether the store answers now. */
  ready(): Promise<boolean>;
}
