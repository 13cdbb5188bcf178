/** Finding the states of a service by name. */
import type { Service, State } from './types.ts';

/** The state of this name, or undefined where the definition has none (any more). */
export function findState(service: Service, name: string): State | undefined {
  return Object.hasOwn(service.states, name) ? service.states[name] : undefined;
}

/** The state of this name. Throws where there is none: the loader refuses such a definition. */
export function stateOf(service: Service, name: string): State {
  const state = findState(service, name);
  if (state === undefined) throw new Error(`Service "${service.id}" has no state "${name}".`);
  return state;
}
