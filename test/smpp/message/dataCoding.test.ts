import { describe, expect, test } from 'vitest';
import { dataCodingFor, dataCodingOf } from '../../../src/smpp/message/dataCoding.ts';

/** The whole octet: first and last value of a run, alphabet, and which values within are flash. */
const RUNS = [
  [0x00, 0x01, ['gsm7', 'ia5'], []],
  [0x02, 0x05, ['octets', 'latin1', 'octets', 'octets'], []],
  [0x06, 0x08, ['iso-8859-5', 'iso-8859-8', 'ucs2'], []],
  [0x09, 0x0e, 'octets', []],
  [0x0f, 0x0f, 'gsm7', []],
  [0x10, 0x13, 'gsm7', [0x10]],
  [0x14, 0x17, 'octets', [0x14]],
  [0x18, 0x1b, 'ucs2', [0x18]],
  [0x1c, 0x1f, 'gsm7', [0x1c]],
  [0x20, 0x2f, 'octets', []],
  [0x30, 0x3f, 'octets', [0x30, 0x34, 0x38, 0x3c]],
  [0x40, 0x43, 'gsm7', []],
  [0x44, 0x47, 'octets', []],
  [0x48, 0x4b, 'ucs2', []],
  [0x4c, 0x4f, 'gsm7', []],
  [0x50, 0x53, 'gsm7', [0x50]],
  [0x54, 0x57, 'octets', [0x54]],
  [0x58, 0x5b, 'ucs2', [0x58]],
  [0x5c, 0x5f, 'gsm7', [0x5c]],
  [0x60, 0x6f, 'octets', []],
  [0x70, 0x7f, 'octets', [0x70, 0x74, 0x78, 0x7c]],
  [0x80, 0xbf, 'octets', []],
  [0xc0, 0xdf, 'gsm7', []],
  [0xe0, 0xef, 'ucs2', []],
  [0xf0, 0xf3, 'gsm7', [0xf0]],
  [0xf4, 0xf7, 'octets', [0xf4]],
  [0xf8, 0xfb, 'gsm7', [0xf8]],
  [0xfc, 0xff, 'octets', [0xfc]],
] as const;

const ROWS = RUNS.flatMap(([from, to, alphabets, flashes]) =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const alphabet = typeof alphabets === 'string' ? alphabets : alphabets[index];
    return { octet: from + index, alphabet, flash: (flashes as readonly number[]).includes(from + index) };
  }),
);

describe('data_coding', () => {
  test('the table has every octet once', () => {
    expect(ROWS.map(({ octet }) => octet)).toEqual([...Array(0x100).keys()]);
  });

  test('each octet says what the table has', () => {
    const read = ROWS.map(({ octet }) => ({ octet, ...dataCodingOf(octet, 'gsm7') }));
    expect(read).toEqual(ROWS);
  });

  test('only 0 depends on what the SMSC has by default', () => {
    const differing = ROWS.filter(
      ({ octet }) => dataCodingOf(octet, 'latin1').alphabet !== dataCodingOf(octet, 'gsm7').alphabet,
    );
    expect(differing.map(({ octet }) => octet)).toEqual([0]);
    expect(dataCodingOf(0, 'latin1')).toEqual({ alphabet: 'latin1', flash: false });
  });

  test.each([
    ['default', false, 0x00],
    ['default', true, 0xf0],
    ['ucs2', false, 0x08],
    ['ucs2', true, 0x18],
  ] as const)('a text in %s, flash %s, has %i', (alphabet, flash, octet) => {
    expect(dataCodingFor(alphabet, flash)).toBe(octet);
    expect(dataCodingOf(octet, 'gsm7')).toEqual({ alphabet: alphabet === 'default' ? 'gsm7' : 'ucs2', flash });
  });
});
