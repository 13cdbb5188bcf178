/** Which states and transitions of a definition were reached, and which were not. */
import type { Service, TraceStep } from '../session/types.ts';
import { passedIn, type Transition, transitionKey, transitionsOf } from './transitions.ts';

/** Names of states, and keys of transitions (`transitionKey`). */
export interface Reached {
  readonly states: ReadonlySet<string>;
  readonly transitions: ReadonlySet<string>;
}

export interface Coverage {
  readonly service: string;
  readonly states: Part<string>;
  readonly transitions: Part<Transition>;
}

export interface Part<T> {
  readonly all: number;
  /** In the order of the file. */
  readonly missed: readonly T[];
}

/** An event of the gateway's stream as far as it matters here; others are passed over. */
export interface TracedEvent {
  readonly type: string;
  readonly [more: string]: unknown;
}

/** What of a service was reached. */
export function coverageOf(service: Service, reached: Reached): Coverage {
  const states = Object.keys(service.states);
  const transitions = transitionsOf(service);
  return {
    service: service.id,
    states: { all: states.length, missed: states.filter((name) => !reached.states.has(name)) },
    transitions: {
      all: transitions.length,
      missed: transitions.filter((one) => !reached.transitions.has(transitionKey(one))),
    },
  };
}

/** What the steps told by these events (`ussd.screen`, `sms.in`) reached of each service. */
export function coverage(services: readonly Service[], events: Iterable<TracedEvent>): readonly Coverage[] {
  const collected = new Map(services.map((service) => [service.id, emptyReach()]));
  for (const event of events) {
    const reach = collected.get(serviceOf(services, event));
    if (reach !== undefined) note(reach, traceOf(event), event.type === 'sms.in' ? 'sms' : 'dial');
  }
  return services.map((service) => coverageOf(service, collected.get(service.id) ?? emptyReach()));
}

/** Something that grows as steps are looked at. */
export interface Reach {
  readonly states: Set<string>;
  readonly transitions: Set<string>;
}

/** Nothing reached yet. */
export function emptyReach(): Reach {
  return { states: new Set(), transitions: new Set() };
}

/** Adds what a step went through. `channel`: how a dialogue that begins in it came. */
export function note(reach: Reach, trace: readonly TraceStep[], channel: 'dial' | 'sms'): void {
  const { states, transitions } = passedIn(trace, channel);
  for (const state of states) reach.states.add(state);
  for (const transition of transitions) reach.transitions.add(transition);
}

/** An SMS names the short code that it went to, a screen its service. */
function serviceOf(services: readonly Service[], { service, type, to }: TracedEvent): string {
  if (type !== 'sms.in') return String(service ?? '');
  return services.find(({ sms }) => sms.some(({ shortCode }) => shortCode === to))?.id ?? '';
}

function traceOf({ trace }: TracedEvent): readonly TraceStep[] {
  return Array.isArray(trace) ? (trace as TraceStep[]) : [];
}
