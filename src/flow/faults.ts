/** Faults that a harness injects into a world. One table: name → what it takes; all are off unless set. */
import type { WorldState } from '../store/port.ts';
import type { Problem } from './api.ts';
import { toProblem } from './results.ts';

export const FAULTS = {
  ussdAbort: 'true: the network drops every USSD dialogue at its next step, as when a phone loses coverage',
  smsDrop: 'true: SMS to subscribers get lost on the way (their effects stay)',
  storeDown: 'true: every subscriber call answers 503, as when the store is away',
} as const;

export type FaultName = keyof typeof FAULTS;

/** Whether a fault is on in this world. */
export function hasFault(world: WorldState, name: FaultName): boolean {
  return world.faults[name] === true;
}

/** The first thing wrong with a set of faults, or null. */
export function checkFaults(faults: Readonly<Record<string, unknown>>): Problem | null {
  for (const [name, value] of Object.entries(faults)) {
    if (!Object.hasOwn(FAULTS, name)) {
      return toProblem('invalid-field', `There is no fault "${name}"; there are ${Object.keys(FAULTS).join(', ')}.`, {
        field: name,
      });
    }
    if (typeof value !== 'boolean')
      return toProblem('invalid-field', `${name} must be true or false.`, { field: name });
  }
  return null;
}
