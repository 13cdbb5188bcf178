/** The far end of a wire: phones and applications. */
import type { Delivery, Queued } from './deliveries.ts';

/** A wire that can be spoken to: it takes what waits for it, and shows screens where phones hang on it. */
export interface WireEnd {
  /** How many it takes at once. */
  readonly capacity: number;
  /** Hands one over; resolves when it is known what became of it. Never rejects. */
  deliver(queued: Queued): Promise<Delivery>;
  /** Shows a screen; null where no phone can be there; a string is the reference of the dialogue from now on. Never queued. */
  show(screen: PushedScreen): string | null;
  /** Of its dialogues those are over, all at once: their world was reset or deleted. Their phones and applications hear so. */
  cutOff(isOver: (sessionId: string) => boolean): void;
}

/** A screen that nobody asked for: a push, or the end of a dialogue that the phone must hear of. */
export interface PushedScreen {
  readonly msisdn: string;
  readonly sessionId: string;
  /** The wire's own reference, where the dialogue began on that wire. */
  readonly reference: string | null;
  /** Short code it comes from. */
  readonly from: string;
  readonly text: string;
  readonly awaiting: boolean;
}
