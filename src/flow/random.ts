/** Unpredictable ids and codes of a running gateway. */
import { randomInt } from 'node:crypto';
import { customAlphabet, nanoid } from 'nanoid';
import type { Random } from './deps.ts';
import { NONCE_LENGTH } from './sessionId.ts';

/** Ids that people read out and type: no look-alikes, no capitals. 16 of 32 letters: 80 bits. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const readable = customAlphabet(LETTERS, 16);
/** 35 bits: a name that is taken is found out when the world is made, and another one drawn. */
const worldName = customAlphabet(LETTERS, 7);

/** Etags differ from all earlier ones of the same key: 48 bits suffice for one key's life. */
const ETAG_LENGTH = 8;

/** All numbers of 12 bits as three digits: making digits of a larger number cost a third of accepting an SMS. */
const THREE_DIGITS = Array.from({ length: 0x1000 }, (_, twelve) => twelve.toString(16).toUpperCase().padStart(3, '0'));

/** Ids are 12 digits; the first is not 0, so that one read as a number loses no digit. */
const FIRST = 2 ** 44;
const IDS = 2 ** 47;
const HALF = 2 ** 24;

/** Each process counts from somewhere: by chance alone two of some million messages would have one id now and then. */
let last = randomInt(HALF) * (IDS / HALF) + randomInt(IDS / HALF);

function nextMessageId(): string {
  last = (last + 1) % IDS;
  const high = Math.floor((FIRST + last) / HALF);
  const low = (FIRST + last) % HALF;
  return digits(high >> 12) + digits(high & 0xfff) + digits(low >> 12) + digits(low & 0xfff);
}

function digits(twelve: number): string {
  return THREE_DIGITS[twelve] as string;
}

export const systemRandom: Random = {
  id: () => readable(),
  world: () => worldName(),
  nonce: () => nanoid(NONCE_LENGTH),
  etag: () => nanoid(ETAG_LENGTH),
  messageId: nextMessageId,
  code: (digits) => String(randomInt(10 ** digits)).padStart(digits, '0'),
};
