/** Callers of this process who wait for an application's screen, by session. At most one a session: the phone has one question. */
import type { NetworkText } from './networkTexts.ts';

/** The dialogue ended while its caller waited. `text`: what the phone is to read; null = it knows, or is gone itself. */
export interface EndedMeanwhile {
  readonly kind: 'ended-meanwhile';
  readonly text: NetworkText | null;
}

export interface Turn {
  /** Settles only if the dialogue ends under the caller. */
  readonly ended: Promise<EndedMeanwhile>;
  /** The caller does not wait any more. */
  close(): void;
}

export interface Turns {
  open(sessionId: string): Turn;
  isOpen(sessionId: string): boolean;
  /** @returns whether somebody waits, who will tell the phone */
  end(sessionId: string, text: NetworkText | null): boolean;
}

/** Nobody waits yet. */
export function openTurns(): Turns {
  const waiting = new Map<string, (ended: EndedMeanwhile) => void>();
  return {
    open(sessionId) {
      let end: (ended: EndedMeanwhile) => void = () => {};
      const ended = new Promise<EndedMeanwhile>((resolve) => {
        end = resolve;
      });
      waiting.set(sessionId, end);
      // The next turn of the session may be open already when this one closes.
      const close = () => {
        if (waiting.get(sessionId) === end) waiting.delete(sessionId);
      };
      return { ended, close };
    },
    isOpen: (sessionId) => waiting.has(sessionId),
    end(sessionId, text) {
      const end = waiting.get(sessionId);
      end?.({ kind: 'ended-meanwhile', text });
      return end !== undefined;
    },
  };
}
