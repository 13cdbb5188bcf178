/** Screens that an application owes to dialogues that are over: one that comes after all is no dialogue of its own making. */
import type { SessionKey } from '../ussd/types.ts';
import type { Talk } from './talks.ts';

export interface Owed {
  /** The dialogue is over, and its application was still thinking. */
  note(talk: Talk): void;
  /** Whether a message of this name is such a screen; from now on it is none. */
  take(msisdn: string, key: SessionKey): boolean;
}

/** More than this: the oldest is forgotten, and would be shown. */
const MOST_OWED = 10_000;

/** Nothing is owed. */
export function openOwed(): Owed {
  const keys = new Map<string, SessionKey>();
  return {
    note({ msisdn, key }) {
      keys.delete(msisdn);
      keys.set(msisdn, key);
      if (keys.size > MOST_OWED) keys.delete(keys.keys().next().value as string);
    },
    take: (msisdn, key) => keys.get(msisdn) === key && keys.delete(msisdn),
  };
}
