/**
 * The port that every store implements (Redis, embedded) and the flow uses.
 *
 * A store keeps opaque strings. What they mean is the business of `flow/`. Everything of one subscriber lives on one
 * *shard* (one Redis Cluster slot), so that one commit can be atomic. Redis and embedded run one contract suite.
 */

/** An opaque version of a stored string, without `|`; `''` means "the key is absent". Never reused, not even after a deletion. */
export type Etag = string;

/** The value under a key together with its version. */
export interface Stored {
  readonly etag: Etag;
  readonly value: string;
}

/** The world clock as data. `now = frozenAt ?? machine time + offset`; all in milliseconds since the epoch. */
export interface ClockState {
  readonly offset: number;
  readonly frozenAt: number | null;
  /** Machine time at which somebody set it last; absent = it runs as the world began. */
  readonly setAt?: number;
}

/** What all gateway processes share of a world. It changes only by `putWorld`, which raises `rev` by one. */
export interface WorldState {
  readonly id: string;
  /** 1, 2, 3…; stale writers lose against a higher one. */
  readonly rev: number;
  /** Key prefix of the world's data: a reset starts a new incarnation, the old one is swept away. Short, [A-Za-z0-9.-]. */
  readonly incarnation: string;
  readonly clock: ClockState;
  /** Faults being injected, as the faults room understands them. */
  readonly faults: Readonly<Record<string, unknown>>;
  /** `rev` that brought them: put again, they begin anew. Absent = none were ever put. */
  readonly faultsRev?: number;
  /** Key of the MAC in session ids; another one after each reset, so that old ids are unknown (404), not gone (410). */
  readonly secret: string;
  /** Where a reset puts the clock: an instant (epoch ms) from which it runs, or null = the machine's time. */
  readonly startAt?: number | null;
  /** Its clock stands still from the beginning, also after a reset. */
  readonly beginsFrozen?: true;
  /** The dates of programs hold here, whatever their files say. */
  readonly dated?: true;
  /** It is on its way to its seed, or back to it, and nobody steps in it until that is done. */
  readonly seeding?: true;
  /** Machine time (epoch ms) at which somebody began to make it; absent = it is made, and its name may be known. */
  readonly begunAt?: number;
  /** Of a core's world: the mark that its gateway has put on it; a reset takes it off. */
  readonly mark?: string;
  /** The last answers to keyed calls about the world itself. */
  readonly answers?: readonly KeptAnswer[];
}

/** An answer that the same Idempotency-Key gets again. */
export interface KeptAnswer {
  readonly key: string;
  readonly fingerprint: string;
  /** World time, epoch ms. */
  readonly expiresAt: number;
  readonly answer: unknown;
}

/** What one read returns: the world as this shard knows it, and the subscriber's keys. */
export interface Snapshot {
  readonly world: WorldState;
  readonly session: Stored | null;
  readonly account: Stored | null;
  /** In the order in which they were asked for. */
  readonly records: readonly (Stored | null)[];
}

/** A line to be appended to one of a subscriber's journals (one per program). */
export interface JournalLine {
  readonly program: string;
  readonly line: string;
}

/** A record: an idempotency record or the receiver's mark of a transfer. `expiresAt` in world time; null = for ever. */
export interface RecordWrite {
  readonly key: string;
  readonly stored: Stored;
  readonly expiresAt: number | null;
}

/** A value to write with its deadline in world time (null = none); the deadline index is kept in the same commit. */
export interface Timed extends Stored {
  readonly wakeAt: number | null;
}

/**
 * Everything that one step writes. It is applied whole or not at all, and only if the world and all keys
 * named in `expect` still have these versions.
 */
export interface Commit {
  /** The subscriber; or `#` and a message's id, the home of a message's own records, deadlines and outbox entries. */
  readonly msisdn: string;
  readonly expect: {
    /** `WorldState.rev` the step was computed under. */
    readonly rev: number;
    readonly session: Etag;
    readonly account: Etag;
    /** Only the records that matter: `{key, etag}`; etag `''` = must be absent. */
    readonly records: readonly { readonly key: string; readonly etag: Etag }[];
  };
  /** `undefined` = leave as it is, `null` = delete (with its deadline). */
  readonly session?: Timed | null | undefined;
  readonly account?: Timed | undefined;
  readonly journal?: readonly JournalLine[] | undefined;
  /** SMS for the subscriber, appended to the list of which the last `MESSAGES_KEPT` are kept. */
  readonly messages?: readonly string[] | undefined;
  readonly records?: readonly RecordWrite[] | undefined;
  /** What wires have to take. */
  readonly outbox?: readonly OutboxWrite[] | undefined;
}

/** Something that waits in the outbox of a wire. */
export interface OutboxWrite {
  /** The wire: 1 to 128 characters of [A-Za-z0-9:@._-]. */
  readonly queue: string;
  /** Unique among all that the commit's subscriber ever puts into this queue; 1 to 128 characters of ASCII, no space. */
  readonly id: string;
  /** Machine time of day (epoch ms): the order of the queue. */
  readonly at: number;
  readonly value: string;
}

/** An entry as read, with the subscriber whose commit wrote it. */
export interface OutboxEntry extends Omit<OutboxWrite, 'queue'> {
  readonly msisdn: string;
}

/** `stale-world`: the world has changed or been reset since the snapshot. Both failures mean: load again, step again. */
export type CommitResult = 'committed' | 'conflict' | 'stale-world';

/** Something whose deadline has come. For a record `key` names it. */
export interface Due {
  readonly kind: 'session' | 'account' | 'record';
  readonly at: number;
  readonly msisdn: string;
  readonly key?: string;
}

export interface Page {
  readonly msisdns: readonly string[];
  /** Opaque; null = that was the last page. */
  readonly next: string | null;
}

export const MESSAGES_KEPT = 1000;

/** Thrown by any call when the store cannot be reached or did not answer in time. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** Thrown where a world is not known (404 at the wire). */
export class UnknownWorld extends Error {
  override name = 'UnknownWorld';
  readonly worldId: string;
  constructor(worldId: string) {
    super(`There is no world "${worldId}".`);
    this.worldId = worldId;
  }
}

export interface StoreOptions {
  /** Told, in a sentence, what whoever runs the store should know: it may lose data, it has little room. */
  readonly onWarning?: (warning: string) => void;
}

export interface Store {
  readonly kind: 'redis' | 'redis-cluster' | 'embedded';

  /** One read (one round trip in the usual case) of the world and of a subscriber's keys. Throws UnknownWorld. */
  load(worldId: string, msisdn: string, records?: readonly string[]): Promise<Snapshot>;

  /**
   * One conditional write. Safe to send twice: the second one finds another etag and is a `conflict`.
   * After StoreUnavailable nobody knows whether it was written: load again and look for the new etag.
   * Throws RangeError for an etag with `|`, a record's key of more than 512 characters, or an outbox entry that is not as
   * `OutboxWrite` says.
   */
  commit(world: WorldState, commit: Commit): Promise<CommitResult>;

  /** The subscriber's SMS, oldest first, as stored. */
  messages(world: WorldState, msisdn: string): Promise<string[]>;

  /** Lines [offset, offset + limit) of one journal, oldest first; a negative offset counts from the end. */
  journal(world: WorldState, msisdn: string, program: string, offset: number, limit: number): Promise<string[]>;
  journalLength(world: WorldState, msisdn: string, program: string): Promise<number>;

  /**
   * The earliest entries of a wire's outbox with from ≤ `at` ≤ upTo over all shards, in order of time (ties: by msisdn, id), at
   * most `limit`. Cheap where nothing waits; where much waits, a large `limit` costs less an entry (Redis: from about 500).
   * @param from absent = from the beginning
   */
  outbox(world: WorldState, queue: string, upTo: number, limit: number, from?: number): Promise<OutboxEntry[]>;
  /** Removes entries, a round trip (a Cluster: one a shard) for all of them; what is not there any more does not matter. */
  removeOutbox(world: WorldState, queue: string, entries: readonly OutboxEntry[]): Promise<void>;

  /** The earliest deadlines ≤ upTo over all shards, in order of time (ties: by msisdn), at most `limit`. */
  due(world: WorldState, upTo: number, limit: number): Promise<Due[]>;
  /** The earliest deadline of all, or null. */
  nextDue(world: WorldState): Promise<number | null>;
  /** Drops an expired record and its deadline, if it still is the one that expired at `at`. */
  dropRecord(world: WorldState, msisdn: string, key: string, at: number): Promise<void>;

  /**
   * All subscribers that have an account, or a live session, page by page (order unspecified, each at least once).
   * Throws RangeError for a cursor that no page gave.
   */
  subscribers(world: WorldState, having: 'account' | 'session', cursor: string | null, limit: number): Promise<Page>;

  world(worldId: string): Promise<WorldState | null>;
  worlds(): Promise<string[]>;
  /**
   * Creates a world; false if the id is taken.
   * @param seed what it begins with, kept until it is deleted, whatever becomes of its data
   */
  createWorld(state: WorldState, seed?: string): Promise<boolean>;
  /** What the world was created with; null where that was nothing, or there is no such world. */
  seed(worldId: string): Promise<string | null>;
  /** Replaces the state if the stored rev is `state.rev - 1`; when it resolves to true, every process steps under it. */
  putWorld(state: WorldState): Promise<boolean>;
  /** Deletes the world and all it held. False if there was none. */
  deleteWorld(worldId: string): Promise<boolean>;
  /** Deletes the data of an incarnation that no world uses any more (after a reset). */
  sweepIncarnation(incarnation: string): Promise<void>;

  /** Resolves when the store answers; throws StoreUnavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
