/**
 * The last events of each world, for whoever asks too late for the stream: `GET /v1/events?format=json&after=ID` answers
 * `{"events": [...], "next": 17, "missed": false}`. Kept as they are, not as text.
 */
import type { GatewayEvent } from '../flow/api.ts';
import { octetsOf } from './octets.ts';
import { MAIN_WORLD } from './world.ts';

/** What is kept: so many events and octets (see `octetsOf`) of each world, in so many worlds. */
export interface EventLogLimits {
  readonly events: number;
  readonly octets: number;
  readonly worlds: number;
}

const EVENT_LOG_LIMITS: EventLogLimits = { events: 1_000, octets: 1024 * 1024, worlds: 64 };

/** Worlds of which only that something was let go is known. */
const FORGOTTEN_WORLDS = 1_024;

export interface PastEvents {
  /** Oldest first. */
  readonly events: readonly GatewayEvent[];
  /** Id of the last one; give it as `after` to get only newer ones. */
  readonly next: number;
  /** Some that were newer than `after` are not kept any more, or `after` is of another life of the process: then all are told. */
  readonly missed: boolean;
}

export interface EventLog {
  take(event: GatewayEvent): void;
  read(world: string, after: number): PastEvents;
  /** What is in memory now. */
  held(): EventLogLimits;
}

interface Ring {
  /** Oldest first. */
  readonly kept: GatewayEvent[];
  /** What each of them weighs. */
  readonly octets: number[];
  total: number;
  /** Id of the last one that was let go. */
  gone: number;
  /** Id of the last one that came. */
  last: number;
}

interface Log {
  readonly limits: EventLogLimits;
  readonly rings: Map<string, Ring>;
  /** By world that made room for others: id of its last event. */
  readonly pushedOut: Map<string, number>;
  /** The highest id of those that are not even in there any more. */
  forgotten: number;
  /** Id of the last event of all. */
  latest: number;
}

/** Nothing has happened yet. */
export function eventLog(limits: EventLogLimits = EVENT_LOG_LIMITS): EventLog {
  const log: Log = { limits, rings: new Map(), pushedOut: new Map(), forgotten: 0, latest: 0 };
  return {
    take: (event) => take(log, event),
    read: (world, after) => read(log, world, after),
    held: () => held(log),
  };
}

function take(log: Log, event: GatewayEvent): void {
  log.latest = event.id;
  if (event.type === 'world.deleted') forget(log, event.world);
  else put(log.rings.get(event.world) ?? open(log, event.world), event, log.limits);
}

function forget({ rings, pushedOut }: Log, world: string): void {
  rings.delete(world);
  pushedOut.delete(world);
}

function read(log: Log, world: string, after: number): PastEvents {
  const { latest } = log;
  const isOfAnotherLife = after > latest;
  const from = isOfAnotherLife ? 0 : after;
  const ring = log.rings.get(world);
  const events = ring === undefined ? [] : ring.kept.filter(({ id }) => id > from);
  const next = events.at(-1)?.id ?? Math.min(after, latest);
  return { events, next, missed: isOfAnotherLife || (ring?.gone ?? goneOf(log, world)) > after };
}

function held({ rings }: Log): EventLogLimits {
  const all = [...rings.values()];
  return {
    worlds: all.length,
    events: all.reduce((sum, { kept }) => sum + kept.length, 0),
    octets: all.reduce((sum, { total }) => sum + total, 0),
  };
}

/** Id of the last event of a world without a ring that may have been let go. */
function goneOf({ pushedOut, forgotten }: Log, world: string): number {
  return pushedOut.get(world) ?? forgotten;
}

function open(log: Log, world: string): Ring {
  const ring: Ring = { kept: [], octets: [], total: 0, gone: goneOf(log, world), last: 0 };
  log.pushedOut.delete(world);
  if (log.rings.size >= log.limits.worlds) pushOut(log);
  log.rings.set(world, ring);
  return ring;
}

/** The world that has been silent longest makes room: the main one is there for everybody who names none. */
function pushOut(log: Log): void {
  let silent: readonly [string, Ring] | null = null;
  for (const one of log.rings) if (one[0] !== MAIN_WORLD && one[1].last < (silent?.[1].last ?? Infinity)) silent = one;
  if (silent === null) return;
  const [world, { last }] = silent;
  log.rings.delete(world);
  log.pushedOut.set(world, last);
  if (log.pushedOut.size > FORGOTTEN_WORLDS) forgetOne(log);
}

function forgetOne(log: Log): void {
  for (const [world, last] of log.pushedOut) {
    log.forgotten = Math.max(log.forgotten, last);
    log.pushedOut.delete(world);
    return;
  }
}

function put(ring: Ring, event: GatewayEvent, limits: EventLogLimits): void {
  const octets = octetsOf(event, limits.octets);
  ring.kept.push(event);
  ring.octets.push(octets);
  ring.total += octets;
  ring.last = event.id;
  while (ring.kept.length > limits.events || ring.total > limits.octets) {
    ring.gone = ring.kept.shift()?.id ?? ring.gone;
    ring.total -= ring.octets.shift() ?? 0;
  }
}
