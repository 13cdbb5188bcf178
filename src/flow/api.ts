/** The gateway as its wires see it (HTTP, SMPP, command line). Wires know these words and nothing behind them. */
import type { Channel, JournalEntry, Lot } from '../bonus/types.ts';
import type { ProblemType } from './problems.ts';

/** A refusal or an error, by its stable word (`problems.ts` has status and title). `data` joins the problem document. */
export interface Problem {
  readonly type: ProblemType;
  readonly detail: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** What every call carries: the world, the wire it came by, and the caller's Idempotency-Key, if it gave one. */
export interface Call {
  readonly world: string;
  readonly wire: string;
  /** `scope` = method and path, `key` = the caller's key, `fingerprint` = digest of the body. */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly fingerprint: string };
}

export interface UssdAnswer {
  readonly sessionId: string;
  readonly state: 'awaiting' | 'ended';
  readonly text: string;
  readonly service: string;
  readonly language: string;
  /** ISO 8601, world time; of an ended session: the moment it ended. */
  readonly expiresAt: string;
}

export interface InboxSms {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly parts: number;
  readonly at: string;
}

/** `null` removes a value. */
export interface ProfileChange {
  readonly language?: string | null;
  readonly timeZone?: string | null;
  readonly blocked?: boolean | null;
  readonly debt?: number | null;
  readonly owner?: string | null;
  /** ISO 8601 */
  readonly memberSince?: string | null;
}

export interface SubscriberView {
  readonly msisdn: string;
  readonly language: string;
  readonly timeZone: string;
  readonly blocked: boolean;
  readonly debt: number;
  readonly owner: string | null;
  readonly memberSince: string | null;
  readonly memberships: readonly { readonly program: string; readonly status: string; readonly balance: number }[];
  readonly session: {
    readonly sessionId: string;
    readonly service: string;
    readonly state: string;
    readonly expiresAt: string;
  } | null;
}

export interface SessionView {
  readonly sessionId: string;
  readonly msisdn: string;
  readonly service: string;
  readonly state: string;
  readonly startedAt: string;
  readonly expiresAt: string;
}

export interface BonusView {
  readonly member: boolean;
  readonly balance: number;
  readonly lots: readonly { readonly points: number; readonly expiresAt: string | null }[];
  readonly status?: string;
  readonly [more: string]: unknown;
}

/** The bonus writes of the API, after the body has been checked against its schema. */
export type BonusWrite =
  | { readonly op: 'register'; readonly channel: Channel; readonly email?: string; readonly questionnaire?: boolean }
  | { readonly op: 'deactivate'; readonly channel: Channel }
  | {
      readonly op: 'event';
      readonly kind: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly op: 'order'; readonly code: string }
  | { readonly op: 'transfer'; readonly to: string; readonly points: number }
  | { readonly op: 'confirm'; readonly id: string; readonly code: string };

export interface Gift {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly basePrice: number;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Cursor of the next page, or null. */
  readonly next: string | null;
}

export interface ClockView {
  readonly now: string;
  readonly frozen: boolean;
}

export type ClockChange =
  | { readonly set: string }
  | { readonly advance: string }
  | { readonly freeze: true }
  | { readonly resume: true };

/** Something in the books that is not as its journal proves. */
export interface AuditDifference {
  readonly world: string;
  /** `*` where it is nobody's in particular. */
  readonly msisdn: string;
  readonly program: string;
  readonly message: string;
}

export interface AuditReport {
  readonly accounts: number;
  readonly differences: readonly AuditDifference[];
}

/** The name under which a listener hears of every world. */
export const ALL_WORLDS = '*';

/** Everything that happens, for the web phone, the trace, the metrics and the log. `at` is world time, ISO 8601. */
export interface GatewayEvent {
  readonly id: number;
  readonly type: string;
  readonly world: string;
  readonly at: string;
  readonly msisdn?: string;
  readonly [more: string]: unknown;
}

export interface Gateway {
  readonly storeKind: string;

  dial(call: Call, body: { msisdn: string; code: string }): Promise<Result<UssdAnswer>>;
  answer(call: Call, sessionId: string, body: { input: string }): Promise<Result<UssdAnswer>>;
  hangUp(call: Call, sessionId: string): Promise<Result<null>>;
  push(
    call: Call,
    body: { msisdn: string; text: string; expectsReply: boolean; from: string },
  ): Promise<Result<UssdAnswer>>;
  sms(call: Call, body: { from: string; to: string; text: string }): Promise<Result<{ messageId: string }>>;

  /** `after`: only newer ones than this id; `wait`: up to so many seconds (real time) for the first one; `signal` ends the wait. */
  messages(
    call: Call,
    msisdn: string,
    query: { after?: string; wait?: number; signal?: AbortSignal },
  ): Promise<Result<{ messages: readonly InboxSms[] }>>;
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
  /** An Idempotency-Key is kept in the world of the call, by its clock. */
  createWorld(call: Call, body: { seed?: unknown; clock?: string }): Promise<Result<{ id: string }>>;
  deleteWorld(id: string): Promise<Result<null>>;
  reset(call: Call): Promise<Result<null>>;

  /** Subscribes to the event stream of a world, or of ALL_WORLDS; returns the function that ends the subscription. */
  onEvent(world: string, listener: (event: GatewayEvent) => void): () => void;
  /** Whether the store answers now. */
  ready(): Promise<boolean>;
}

export interface JournalEntryView extends Omit<JournalEntry, 'at'> {
  readonly at: string;
}

export type { Lot };
