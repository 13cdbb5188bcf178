/** The IMEI that an emulated phone shows for `*#06#`. */

/** TACs that begin with 001 are for test equipment: no phone in the field has such an IMEI. */
const TEST_RANGE = '001';
const SERIAL_DIGITS = 11;

/**
 * Takes an MSISDN (digits); gives 15 digits: test range, the MSISDN's last eleven digits, check digit. The same number
 * always has the same phone (TS 23.003 §6.2.1).
 */
export function toImei(msisdn: string): string {
  const body = TEST_RANGE + msisdn.slice(-SERIAL_DIGITS).padStart(SERIAL_DIGITS, '0');
  return body + luhnDigit(body);
}

/** Takes digits; gives the digit that makes them pass the Luhn check when put behind them (TS 23.003 Annex B). */
export function luhnDigit(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? 2 * Number(digit) : Number(digit)))
    .reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0);
  return String((10 - (sum % 10)) % 10);
}
