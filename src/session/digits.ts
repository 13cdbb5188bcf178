/** Digits as people may type them. */

const FOREIGN_DIGIT = /[\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]/g;
/** Code of the zero of each row: full-width, Arabic-Indic, Persian. */
const ZEROES = [0xff10, 0x06f0, 0x0660];

/** The text with full-width, Arabic-Indic and Persian digits as 0–9; the rest as it was. */
export function foldDigits(text: string): string {
  return text.replace(FOREIGN_DIGIT, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROES.find((zero) => zero <= code) ?? code));
  });
}
