/** The outbox as the flows see it: what waits for a wire is in the store; couriers of this process hand it over. */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { Queued } from '../api.ts';

export interface Outbox {
  /** Who has an entry of this process in hand: itself, or nobody ('') where the wire is not attached here. */
  holderOf(world: string, queue: string): string;
  /** Machine time of day for the next entry, epoch ms: never the same twice, so that entries of one process keep their order. */
  at(): number;
  /** An entry of this process that is in the store now: handed to its wire, if that is attached here. */
  offer(world: WorldState, queue: string, entry: OutboxEntry): void;
  /**
   * Hands something that is in no store to a wire attached here; what it does not take is forgotten.
   * @param make takes world time (epoch ms), as far as this process knows it
   */
  handOnce(world: string, wire: string, make: (now: number) => Queued): void;
  /** Whether a message is on its way to its receiver now. */
  isOnItsWay(world: string, messageId: string): boolean;
  /** A world was reset or deleted: what is in hand of its past is let go. */
  forget(world: string): void;
  /** Whether this process has anything for a phone (its MSISDN) that has not left on this wire yet. */
  holds(world: string, wire: string, msisdn: string): boolean;
  /** What the couriers here know of their outboxes. */
  loads(): readonly Load[];
}

/** The outbox of a wire, as its courier knows it. */
export interface Load {
  readonly world: string;
  readonly wire: string;
  readonly inHand: number;
  /** More may wait in the store. */
  readonly isBehind: boolean;
}
