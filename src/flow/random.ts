/** Unpredictable ids and codes of a running gateway. */
import { randomFillSync, randomInt } from 'node:crypto';
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

/** Random octets are drawn by the thousand: one draw a message cost a tenth of accepting one. */
const OCTETS = 6;
const pool = Buffer.alloc(OCTETS * 512);
let used = pool.length;

/** 12 digits of 47 random bits; the first is not 0, so that an id read as a number loses no digit. */
function nextMessageId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const high = pool.readUIntBE(used, 3);
  const low = pool.readUIntBE(used + 3, 3);
  used += OCTETS;
  return digits(0x100 + ((high >> 12) & 0x7ff)) + digits(high & 0xfff) + digits(low >> 12) + digits(low & 0xfff);
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
