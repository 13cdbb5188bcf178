/** Our requests on their way to the peer (SMPP 3.4 §2.9: more than one may be unanswered, in any order). */
import type { Pdu } from '../pdu/pdu.ts';
import { fifo } from './fifo.ts';
import { type Numbered, openFlight, type Sequences } from './flight.ts';
import { answers } from './responses.ts';
import type { Asked, LinkLimits, Outcome } from './types.ts';

/** SMPP 3.4 §3.2. */
const ALL_SEQUENCES: Sequences = { previous: 0, highest: 0x7fffffff };

/** A request of ours that waits for its turn. */
export interface Waiting {
  readonly asked: Asked;
  readonly done: (outcome: Outcome) => void;
}

/** A request of ours that waits for its answer. */
export interface Flying extends Waiting, Numbered {}

export interface Window {
  /** Puts a request at the end of the queue. @returns false if the queue is full */
  enqueue(request: Waiting): boolean;
  /** Sends the first of the queue on its way; null if nothing waits or the window is full. */
  take(now: number): Flying | null;
  /** Sends a request on its way before all that wait, and over the window: link keeping does not wait for messages. */
  overtake(request: Waiting, now: number): Flying;
  /** Ends the request that this response answers; null if there is none. */
  settle(response: Pick<Pdu, 'command' | 'sequence'>): Flying | null;
  /** Ends the request with this sequence_number; null if there is none. */
  drop(sequence: number): Flying | null;
  /** Ends what was sent at `sentBy` or before, oldest first. */
  dropOld(sentBy: number): Flying[];
  /** Ends all that waits for its turn, first come first. */
  dropWaiting(): Waiting[];
  inFlight(): number;
  /** How many requests would leave at once if they were asked now. */
  room(): number;
  /** When the oldest request in flight was sent; null if none is. */
  oldest(): number | null;
}

/**
 * At most `window` requests in flight and `queue` more that wait, in the order in which they came.
 * @param limits read at every step: a window may change while requests are in flight
 */
export function openWindow(limits: Pick<LinkLimits, 'window' | 'queue'>, sequences = ALL_SEQUENCES): Window {
  const queue = fifo<Waiting>();
  const flight = openFlight<Flying>(sequences);

  const places = () => Math.max(0, limits.window - flight.size());

  const send = ({ asked, done }: Waiting, sentAt: number): Flying => {
    const request = { asked, done, sequence: flight.number(), sentAt };
    flight.put(request);
    return request;
  };

  const take = (request: Flying | null): Flying | null => {
    if (request !== null) flight.remove(request);
    return request;
  };

  const oldBy = (sentBy: number): Flying | null => {
    const oldest = flight.oldest();
    return oldest !== null && oldest.sentAt <= sentBy ? oldest : null;
  };

  return {
    enqueue(request) {
      if (queue.size() >= limits.queue + places()) return false;
      queue.push(request);
      return true;
    },
    take(now) {
      const request = places() > 0 ? queue.shift() : null;
      return request && send(request, now);
    },
    overtake: send,
    settle(response) {
      const request = flight.find(response.sequence);
      return take(request !== null && answers(response.command, request.asked.command) ? request : null);
    },
    drop: (sequence) => take(flight.find(sequence)),
    dropOld(sentBy) {
      // All have the same time to be answered, so the first is the first overdue.
      const old: Flying[] = [];
      for (let one = take(oldBy(sentBy)); one !== null; one = take(oldBy(sentBy))) old.push(one);
      return old;
    },
    dropWaiting: queue.drain,
    inFlight: flight.size,
    room: () => Math.max(0, places() - queue.size()),
    oldest: () => flight.oldest()?.sentAt ?? null,
  };
}
