/** Making text from outside safe to show: terminals obey control characters, logs must not hold whole numbers. */

/** Controls but the line feed, bidirectional overrides and marks (UAX #9), and the separators that break lines. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const DIGITS_SHOWN = 3;
/** E.164: no number is longer than 15 digits, so no mask need be. */
const LONGEST_MASK = 15 - DIGITS_SHOWN;

/** A text without control and bidi characters, for terminals and logs; line feeds stay. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** A number for the log: `79161234567` → `********567`. What does not end in digits, or has no more than three, is hidden whole. */
export function maskNumber(msisdn: string): string {
  const shown = msisdn.slice(-DIGITS_SHOWN);
  const hidden = msisdn.length - DIGITS_SHOWN;
  if (hidden <= 0 || !/^\d+$/.test(shown)) return '*'.repeat(DIGITS_SHOWN);
  return '*'.repeat(Math.min(hidden, LONGEST_MASK)) + shown;
}
