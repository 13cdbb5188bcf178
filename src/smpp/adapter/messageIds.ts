/** message_ids of USSD, of which the gateway keeps no record. */

/** Prefixes have 6 digits, the first of them not 0. */
const FIRST_PREFIX = 0x100000;
const PREFIXES = 0xf00000;
/** Numbers of one prefix; all have as many digits. */
const FIRST = 100_000;
const NUMBERS = 900_000;

/**
 * Ids of 12 upper-case hexadecimal digits that never begin with 0, like those of messages, each once.
 * @param chance an unpredictable integer below its argument
 */
export function messageIds(chance: (below: number) => number): () => string {
  let prefix = '';
  let used = NUMBERS;
  return () => {
    if (used === NUMBERS) {
      prefix = (FIRST_PREFIX + chance(PREFIXES)).toString(16).toUpperCase();
      used = 0;
    }
    return prefix + (FIRST + used++);
  };
}
