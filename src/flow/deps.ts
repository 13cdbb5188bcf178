/** What the flows need from outside, handed in by the composition root. Tests hand in a clock and randomness of their own. */
import type { Core } from '../bonus/types.ts';
import type { SmsTarget, UssdTarget } from '../session/definition/router.ts';
import type { Service } from '../session/types.ts';
import type { Store } from '../store/port.ts';
import type { EventHub } from './events.ts';
import type { FaultBoard } from './faults/board.ts';
import type { KnownWorlds } from './knownWorlds.ts';
import type { Outbox } from './outbox/types.ts';
import type { KeyedQueue } from './queue.ts';
import type { RemoteBoard } from './remote/board.ts';
import type { WireBoard } from './wires.ts';

/** The services as loaded last. A reload puts another one in its place; a step uses one from start to end. */
export interface Definitions {
  readonly services: ReadonlyMap<string, Service>;
  /** Every program's core, with the service whose texts speak for it. */
  readonly programs: ReadonlyMap<string, { readonly core: Core; readonly service: Service }>;
  /** The same with the dates of programs in force, whatever their files say; absent = these are they. */
  readonly dated?: Definitions;
  /** A digest of all programs' figures. */
  readonly figures: string;
  findUssd(code: string): UssdTarget | null;
  findSms(shortCode: string): SmsTarget | null;
}

/** Where numbers lead besides the services: configured, the same for the whole life of a gateway. Ties with a service's code go to these. */
export interface Destinations {
  /** The application with the longest route that is a prefix of what was dialled. */
  findUssd(dialled: string): { readonly application: string; readonly code: string } | null;
  findSms(number: string): { readonly kind: 'application'; readonly name: string } | { readonly kind: 'sink' } | null;
}

export interface Random {
  /** An unpredictable id of a transfer or an order. */
  id(): string;
  /** An unpredictable name of a world: seven characters, so that it fits into a system_id (`harness@…`, 15 octets). */
  world(): string;
  /** An unpredictable nonce of NONCE_LENGTH characters [A-Za-z0-9_-]. */
  nonce(): string;
  /** A short string that has never been an etag of the same key. */
  etag(): string;
  /** An unpredictable id of an SMS: 12 upper-case hexadecimal digits, the first of them not 0 (SMSCs show them as decimals too). */
  messageId(): string;
  /** So many decimal digits. */
  code(digits: number): string;
}

export interface FlowDeps {
  /** Names this process among all that share the store, also those that were before it. */
  readonly processId: string;
  readonly store: Store;
  readonly definitions: () => Definitions;
  readonly destinations: Destinations;
  readonly wires: WireBoard;
  readonly outbox: Outbox;
  /** The machine's time of day, epoch ms: what a running world clock is an offset to. */
  readonly machineTime: () => number;
  /** The machine's monotonic clock, ms: link deadlines only. */
  readonly stopwatch: () => number;
  readonly random: Random;
  readonly hub: EventHub;
  /** Hears of what went wrong where no caller waits for an answer. */
  readonly onError: (error: unknown, what: string) => void;
  /** Hears of what whoever runs the gateway should know, though nothing failed here. `more`: no numbers and texts. */
  readonly onWarning: (what: string, more: Readonly<Record<string, unknown>>) => void;
  readonly queue: KeyedQueue;
  /** The bonus cores that run elsewhere; null = all are here. */
  readonly remote: RemoteBoard | null;
  /** The wire on which every phone is, whatever it was that spoke last; absent = each where it spoke. */
  readonly phonesOn?: string;
  readonly knownWorlds: KnownWorlds;
  readonly faults: FaultBoard;
  /** Hears of every deadline that a commit sets (world time), so that the sweeper need not ask the store all the time. */
  readonly onDeadline: (worldId: string, at: number) => void;
}
