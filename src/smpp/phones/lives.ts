/**
 * The USSD dialogues of the phones on one wire that this process has seen, so that a lost bind can release its own. The gateway
 * alone knows which of them go on: one may have ended where nobody told this process.
 */
import type { Link } from '../link/types.ts';
import type { SessionKey, Thread } from '../ussd/types.ts';

/** A dialogue of a phone. Its thread is written from the phone's last message; what changes with each message is not readonly. */
export interface Live extends Thread {
  readonly msisdn: string;
  readonly key: SessionKey;
  mark: number;
  /** The bind that spoke last for it. */
  link: Link;
  /** '' until the gateway has answered. */
  sessionId: string;
  /** Language of its last screen; '' until there was one. */
  language: string;
  /** Another dialogue took its place, or its bind was lost: nothing more is shown. */
  isGone: boolean;
}

/** More dialogues than this: the oldest is forgotten here, and ends by its own clock even where its bind is lost. */
const MOST_LIVES = 100_000;

export interface Lives {
  /** The dialogue of this phone and key. */
  find(msisdn: string, key: SessionKey): Live | null;
  /** It is the phone's dialogue from now on; the one before it is gone. */
  put(live: Live): void;
  /** It is over. */
  remove(live: Live): void;
  /** Takes out those of which this is so. They are gone. */
  takeOut(which: (live: Live) => boolean): readonly Live[];
  readonly size: number;
}

/** No dialogues yet. A phone has one at a time. */
export function openLives(most: number = MOST_LIVES): Lives {
  const lives = new Map<string, Live>();

  const drop = (live: Live) => {
    live.isGone = true;
    lives.delete(live.msisdn);
  };

  return {
    find(msisdn, key) {
      const live = lives.get(msisdn);
      return live !== undefined && live.key === key ? live : null;
    },
    put(live) {
      const before = lives.get(live.msisdn);
      if (before === live) return;
      if (before !== undefined) drop(before);
      lives.set(live.msisdn, live);
      if (lives.size > most) lives.delete(lives.keys().next().value as string);
    },
    remove(live) {
      if (lives.get(live.msisdn) === live) drop(live);
    },
    takeOut(which) {
      const taken = [...lives.values()].filter(which);
      for (const live of taken) drop(live);
      return taken;
    },
    get size() {
      return lives.size;
    },
  };
}
