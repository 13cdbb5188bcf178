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

/** 48 bits; the first digit is not 0, so that hexadecimal and decimal forms are one number and one length. */
const FIRST_MESSAGE = 2 ** 44;
const MESSAGES = 2 ** 47;

/** Random octets are drawn by the thousand: one draw a message cost a tenth of accepting one. */
const OCTETS = 6;
const pool = Buffer.alloc(OCTETS * 512);
let used = pool.length;

function nextMessageId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const drawn = pool.readUIntBE(used, OCTETS) % MESSAGES;
  used += OCTETS;
  return (FIRST_MESSAGE + drawn).toString(16).toUpperCase();
}

export const systemRandom: Random = {
  id: () => readable(),
  world: () => worldName(),
  nonce: () => nanoid(NONCE_LENGTH),
  etag: () => nanoid(ETAG_LENGTH),
  messageId: nextMessageId,
  code: (digits) => String(randomInt(10 ** digits)).padStart(digits, '0'),
};
