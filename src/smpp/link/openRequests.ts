/** The peer's requests that wait for our answer. */
import type { Pdu } from '../pdu/pdu.ts';

export interface OpenRequests {
  add(request: Pdu): void;
  /** Whether this very request waited for its answer; from now on it does not. */
  take(request: Pdu): boolean;
  clear(): void;
  size(): number;
}

/** As many as a window: found by looking at each, mostly at the first. Not a Set, for the reason given in flight.ts. */
export function openRequests(): OpenRequests {
  const waiting: Pdu[] = [];
  return {
    add: (request) => void waiting.push(request),
    take(request) {
      const index = waiting.indexOf(request);
      if (index === 0) waiting.shift();
      else if (index > 0) waiting.splice(index, 1);
      return index >= 0;
    },
    clear: () => void waiting.splice(0),
    size: () => waiting.length,
  };
}
