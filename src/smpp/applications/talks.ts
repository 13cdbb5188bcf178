/**
 * The dialogues of an application that this process has seen, by MSISDN: a phone has one at a time. The gateway alone knows
 * which of them go on, but that somebody waits here is so.
 */
import type { AppScreen } from '../../flow/api.ts';
import type { Link } from '../link/types.ts';
import type { Carrier, SessionKey, Thread } from '../ussd/types.ts';

/** Somebody waits for the application's screen. */
export interface Waiting {
  readonly resolve: (screen: AppScreen) => void;
  /** Stops the clock. */
  readonly cancel: () => void;
}

/** A dialogue with an application. Its bind stays the same; what changes with each message is not readonly. */
export interface Talk extends Thread {
  readonly msisdn: string;
  readonly key: SessionKey;
  readonly sessionId: string;
  readonly link: Link;
  /** As the application speaks, so it is spoken to. */
  carrier: Carrier;
  mark: number;
  /** null: it is the phone's turn. */
  waiting: Waiting | null;
}

/** More dialogues than this: the oldest is lost. */
const MOST_TALKS = 100_000;

export interface Talks {
  find(msisdn: string): Talk | null;
  /** Whoever waits in the phone's dialogue before this one hears that it is lost, or in the oldest of all where they are too many. */
  put(talk: Talk): void;
  remove(talk: Talk): void;
  all(): readonly Talk[];
}

const LOST: AppScreen = { kind: 'lost' };

/** No dialogues yet. */
export function openTalks(most: number = MOST_TALKS): Talks {
  const byPhone = new Map<string, Talk>();
  const talks: Talks = {
    find: (msisdn) => byPhone.get(msisdn) ?? null,
    put(talk) {
      const before = byPhone.get(talk.msisdn);
      if (before !== undefined) lose(talks, before);
      byPhone.set(talk.msisdn, talk);
      if (byPhone.size > most) lose(talks, byPhone.values().next().value as Talk);
    },
    remove(talk) {
      if (byPhone.get(talk.msisdn) === talk) byPhone.delete(talk.msisdn);
    },
    all: () => [...byPhone.values()],
  };
  return talks;
}

/** Gives the screen to whoever waits for it, and the turn to the phone. A dialogue that ends with it is removed. */
export function settle(talks: Talks, talk: Talk, screen: AppScreen): void {
  const { waiting } = talk;
  talk.waiting = null;
  if (screen.kind === 'lost' || !screen.awaiting) talks.remove(talk);
  waiting?.cancel();
  waiting?.resolve(screen);
}

/** The application will not answer in this dialogue any more. */
export function lose(talks: Talks, talk: Talk): void {
  settle(talks, talk, LOST);
}
