/**
 * The last events of each world, for whoever asks too late for the stream: `GET /v1/events?format=json&after=ID` answers
 * `{"events": [...], "next": 17, "missed": false}`. Kept as they are, not as text: an event costs one place in a ring.
 */
import type { GatewayEvent } from '../flow/api.ts';

/** What is kept. Octets are estimated: two a character, some more for each field. */
export interface EventLogLimits {
  readonly events: number;
  readonly octets: number;
  readonly worlds: number;
}

export const EVENT_LOG_LIMITS: EventLogLimits = { events: 1_000, octets: 1024 * 1024, worlds: 64 };

export interface PastEvents {
  /** Oldest first. */
  readonly events: readonly GatewayEvent[];
  /** Id of the last one; give it as `after` to get only newer ones. */
  readonly next: number;
  /** Some that were newer than `after` are not kept any more. */
  readonly missed: boolean;
}

export interface EventLog {
  take(event: GatewayEvent): void;
  read(world: string, after: number): PastEvents;
}

interface Ring {
  readonly kept: GatewayEvent[];
  /** Where the oldest one stands. */
  first: number;
  octets: number;
  /** Id of the last one that was let go. */
  gone: number;
}

/** Nothing has happened yet. */
export function eventLog(limits: EventLogLimits = EVENT_LOG_LIMITS): EventLog {
  const rings = new Map<string, Ring>();
  return {
    take(event) {
      if (event.type === 'world.deleted') rings.delete(event.world);
      else put(rings.get(event.world) ?? open(rings, event.world, limits), event, limits);
    },
    read(world, after) {
      const ring = rings.get(world);
      if (ring === undefined) return { events: [], next: after, missed: false };
      const events = inOrder(ring).filter(({ id }) => id > after);
      return { events, next: events.at(-1)?.id ?? after, missed: ring.gone > after };
    },
  };
}

/** The world that was first heard of makes room for one more. */
function open(rings: Map<string, Ring>, world: string, { worlds }: EventLogLimits): Ring {
  const ring = { kept: [], first: 0, octets: 0, gone: 0 };
  if (rings.size >= worlds) rings.delete(rings.keys().next().value as string);
  rings.set(world, ring);
  return ring;
}

function put(ring: Ring, event: GatewayEvent, limits: EventLogLimits): void {
  const octets = octetsOf(event);
  ring.kept.push(event);
  ring.octets += octets;
  while (
    ring.kept.length - ring.first > limits.events ||
    (ring.octets > limits.octets && ring.first < ring.kept.length)
  ) {
    const oldest = ring.kept[ring.first] as GatewayEvent;
    ring.first += 1;
    ring.gone = oldest.id;
    ring.octets -= octetsOf(oldest);
  }
  // Moving all of them is cheap where it is done once for as many.
  if (ring.first >= limits.events) {
    ring.kept.splice(0, ring.first);
    ring.first = 0;
  }
}

function inOrder({ kept, first }: Ring): readonly GatewayEvent[] {
  return kept.slice(first);
}

const OCTETS_OF_A_FIELD = 64;
const OCTETS_OF_WHAT_IS_NESTED = 512;

/** Traces and PDUs are small; an SMS may be long. */
function octetsOf(event: GatewayEvent): number {
  let octets = 2 * lengthOfText(event.sms);
  for (const name in event) {
    const value = event[name];
    if (typeof value === 'string') octets += OCTETS_OF_A_FIELD + 2 * value.length;
    else octets += typeof value === 'object' ? OCTETS_OF_WHAT_IS_NESTED : OCTETS_OF_A_FIELD;
  }
  return octets;
}

function lengthOfText(sms: unknown): number {
  const { text } = (sms ?? {}) as { readonly text?: unknown };
  return typeof text === 'string' ? text.length : 0;
}
