/** Chance that is the same in each run: for scripts, whose codes and ids must not change from day to day. Nothing that must be hard to guess. */
import { hash } from 'node:crypto';
import type { Random } from './deps.ts';
import { NONCE_LENGTH } from './sessionId.ts';

const ETAG_LENGTH = 8;
const ID_LENGTH = 16;
const MESSAGE_ID_DIGITS = 12;

/** The same for the same seed, in the order in which it is asked. `world` names worlds, which others on the store may have, too. */
export function seededRandom(seed: string, world: Random['world']): Random {
  const word = drawer(seed);
  const digits = (count: number) => String(word() % 10 ** count).padStart(count, '0');
  return {
    world,
    id: () => `${base36(word())}${base36(word())}${base36(word())}`.slice(-ID_LENGTH),
    nonce: () => `${base36(word())}${base36(word())}`.slice(-NONCE_LENGTH),
    etag: counter((count) => count.toString(36).padStart(ETAG_LENGTH, '0')),
    messageId: counter((count) => `A${count.toString(16).padStart(MESSAGE_ID_DIGITS - 1, '0')}`.toUpperCase()),
    code: (count) => (count > MOST_DIGITS ? digits(MOST_DIGITS) + digits(count - MOST_DIGITS) : digits(count)),
  };
}

/** Digits that a word of 32 bits has in each place. */
const MOST_DIGITS = 9;

function counter(write: (count: number) => string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return write(count);
  };
}

function base36(word: number): string {
  return word.toString(36).padStart(7, '0');
}

/** Words of 32 bits: xorshift32 (Marsaglia, 2003), begun at a digest of the seed. */
function drawer(seed: string): () => number {
  let state = Number.parseInt(hash('sha256', seed, 'hex').slice(0, 8), 16) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
