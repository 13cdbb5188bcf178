import type { Due, OutboxEntry } from '../port.ts';
import { ALL_SHARDS, shardOf } from './shard.ts';

/**
 * Every key name in Redis. `sh{17}` is the hash tag of shard 17, so all keys of a shard share a Cluster slot.
 * Data of an incarnation: `sh{17}<incarnation>:…`; an incarnation holds no `:`, so `sh{17}:…` is free for the worlds.
 */
const TAGS = ALL_SHARDS.map((shard) => `sh{${shard}}`);

/** The shard whose copy of a world is the authority; the registry of worlds lives beside it. */
export const AUTHORITY = 0;

/** STRING `rev@incarnation|sequence|json`: the world as this shard knows it. */
export const worldKey = (shard: number, worldId: string): string => `${TAGS[shard]}:w:${worldId}`;

/** STRING: what a world was created with. */
export const seedKey = (worldId: string): string => `${TAGS[AUTHORITY]}:seed:${worldId}`;

/** SET of world ids. */
export const registryKey = `${TAGS[AUTHORITY]}:worlds`;

/** STRING, a counter: orders all states of all worlds, so that a late copy never overwrites a newer one. */
export const sequenceKey = `${TAGS[AUTHORITY]}:sequence`;

/** HASH incarnation → world id: incarnations that no world uses any more and whose data may still be there. */
export const sweepKey = `${TAGS[AUTHORITY]}:sweep`;

/** ZSET of deadlines: score = world time (`+inf` = lives, but has no deadline), member see `deadlineMember`. */
export const deadlinesKey = (shard: number, incarnation: string): string => `${shardBase(shard, incarnation)}d`;

/** ZSET of what waits for a wire: score = machine time of day, member see `outboxMember`. */
export const outboxKey = (shard: number, incarnation: string, queue: string): string =>
  `${shardBase(shard, incarnation)}o:${queue}`;

/** SCAN pattern of all that an incarnation holds. */
export const incarnationPattern = (incarnation: string): string => `sh{*}${incarnation}:*`;

/** What the keys of an incarnation's data in a shard begin with. */
function shardBase(shard: number, incarnation: string): string {
  return `${TAGS[shard]}${incarnation}:`;
}

/** Where a subscriber's keys begin. */
export interface Home {
  readonly shard: number;
  readonly base: string;
  readonly msisdn: string;
}

/** The home of a subscriber in an incarnation. */
export function homeOf(incarnation: string, msisdn: string): Home {
  const shard = shardOf(msisdn);
  return { shard, base: shardBase(shard, incarnation), msisdn };
}

/** STRING `etag|value`. */
export const sessionKey = (home: Home): string => `${home.base}s:${home.msisdn}`;

/** STRING `etag|value`. */
export const accountKey = (home: Home): string => `${home.base}a:${home.msisdn}`;

/** STRING `etag|value`. */
export const recordKey = (home: Home, key: string): string => `${home.base}r:${home.msisdn}:${key}`;

/** LIST of lines, oldest first. */
export const journalKey = (home: Home, program: string): string => `${home.base}j:${program}:${home.msisdn}`;

/** LIST of SMS, oldest first. */
export const messagesKey = (home: Home): string => `${home.base}m:${home.msisdn}`;

/** Deadline index of the subscriber's shard. */
export const homeDeadlinesKey = (home: Home): string => `${home.base}d`;

/** Outbox of a wire in the subscriber's shard. */
export const homeOutboxKey = (home: Home, queue: string): string => `${home.base}o:${queue}`;

const KIND_LETTERS = { account: 'a', record: 'r', session: 's' } as const;
const KINDS = { a: 'account', r: 'record', s: 'session' } as const;

/** `<msisdn>.<kind><key>`: `.` sorts before digits, so members of equal score stand in order of MSISDN, kind, key. */
export function deadlineMember(kind: Due['kind'], msisdn: string, key = ''): string {
  return `${msisdn}.${KIND_LETTERS[kind]}${key}`;
}

/** The inverse of `deadlineMember`, with the score. */
export function readDeadline(member: string, at: number): Due {
  const dot = member.indexOf('.');
  const kind = KINDS[member.charAt(dot + 1) as keyof typeof KINDS];
  const found = { kind, at, msisdn: member.slice(0, dot) };
  return kind === 'record' ? { ...found, key: member.slice(dot + 2) } : found;
}

/** `<msisdn> <id> <value>`: a space sorts before all of a name, so members of equal score stand in order of MSISDN, id. */
export function outboxMember(msisdn: string, id: string, value: string): string {
  return `${msisdn} ${id} ${value}`;
}

/** The inverse of `outboxMember`, with the score. */
export function readOutboxMember(member: string, at: number): OutboxEntry {
  const first = member.indexOf(' ');
  const second = member.indexOf(' ', first + 1);
  const id = member.slice(first + 1, second);
  return { msisdn: member.slice(0, first), id, at, value: member.slice(second + 1) };
}
