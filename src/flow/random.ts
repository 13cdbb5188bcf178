/** Unpredictable ids and codes of a running gateway. */
import { randomInt } from 'node:crypto';
import { customAlphabet, nanoid } from 'nanoid';
import type { Random } from './deps.ts';
import { NONCE_LENGTH } from './sessionId.ts';

/** Ids that people read out and type: no look-alikes, no capitals. 16 of 32 letters: 80 bits. */
const readable = customAlphabet('0123456789abcdefghjkmnpqrstvwxyz', 16);

/** Etags differ from all earlier ones of the same key: 48 bits suffice for one key's life. */
const ETAG_LENGTH = 8;

export const systemRandom: Random = {
  id: () => readable(),
  nonce: () => nanoid(NONCE_LENGTH),
  etag: () => nanoid(ETAG_LENGTH),
  code: (digits) => String(randomInt(10 ** digits)).padStart(digits, '0'),
};
