/** What the flows need from outside, handed in by the composition root. Tests hand in a clock and randomness of their own. */
import type { Core } from '../bonus/types.ts';
import type { SmsTarget, UssdTarget } from '../session/definition/router.ts';
import type { Service } from '../session/types.ts';
import type { Store } from '../store/port.ts';
import type { EventHub } from './events.ts';
import type { KeyedQueue } from './queue.ts';

/** The services as loaded last. A reload puts another one in its place; a step uses one from start to end. */
export interface Definitions {
  readonly services: ReadonlyMap<string, Service>;
  /** Every program's core, with the service whose texts speak for it. */
  readonly programs: ReadonlyMap<string, { readonly core: Core; readonly service: Service }>;
  /** A digest of all programs' figures. */
  readonly figures: string;
  findUssd(code: string): UssdTarget | null;
  findSms(shortCode: string): SmsTarget | null;
}

export interface Random {
  /** An unpredictable id of world, message, transfer or order. */
  id(): string;
  /** An unpredictable nonce of NONCE_LENGTH characters [A-Za-z0-9_-]. */
  nonce(): string;
  /** A short string that has never been an etag of the same key. */
  etag(): string;
  /** So many decimal digits. */
  code(digits: number): string;
}

export interface FlowDeps {
  readonly store: Store;
  readonly definitions: () => Definitions;
  /** The machine's time of day, epoch ms: what a running world clock is an offset to. */
  readonly machineTime: () => number;
  /** The machine's monotonic clock, ms: link deadlines only. */
  readonly stopwatch: () => number;
  readonly random: Random;
  readonly hub: EventHub;
  /** Hears of what went wrong where no caller waits for an answer. */
  readonly onError: (error: unknown, what: string) => void;
  readonly queue: KeyedQueue;
  /** Hears of every deadline that a commit sets (world time), so that the sweeper need not ask the store all the time. */
  readonly onDeadline: (worldId: string, at: number) => void;
}
