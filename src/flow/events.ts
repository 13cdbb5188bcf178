/** The one event stream: flows publish, wires and meters listen. Nothing is built for nobody. */
import { ALL_WORLDS, type GatewayEvent } from './api.ts';
import { isoTime } from './clock.ts';

export type Listener = (event: GatewayEvent) => void;

export interface EventHub {
  /** `at` = world time, epoch ms. `more` must be JSON. */
  publish(
    type: string,
    world: string,
    at: number,
    msisdn: string | undefined,
    more?: Readonly<Record<string, unknown>>,
  ): void;
  /** Whether anybody listens at all. */
  isHeard(): boolean;
  /** Whether anybody listens to this very world, and not just to all of them. */
  isHeardIn(world: string): boolean;
  listen(world: string, listener: Listener): () => void;
}

/** An in-process hub. A listener that throws is the listener's trouble: the others still hear. */
export function eventHub(onListenerError: (error: unknown) => void): EventHub {
  const listeners = new Map<string, Set<Listener>>();
  let count = 0;

  const tell = (world: string, event: GatewayEvent) => {
    for (const listener of listeners.get(world) ?? []) {
      try {
        listener(event);
      } catch (error) {
        onListenerError(error);
      }
    }
  };

  return {
    publish(type, world, at, msisdn, more) {
      count += 1;
      if (listeners.size === 0) return;
      const event = { id: count, type, world, at: isoTime(at), ...(msisdn === undefined ? {} : { msisdn }), ...more };
      tell(world, event);
      tell(ALL_WORLDS, event);
    },
    isHeard: () => listeners.size > 0,
    isHeardIn: (world) => listeners.has(world),
    listen(world, listener) {
      const set = listeners.get(world) ?? new Set();
      listeners.set(world, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(world) === set) listeners.delete(world);
      };
    },
  };
}
