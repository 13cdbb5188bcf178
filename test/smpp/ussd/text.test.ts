import { describe, expect, test } from 'vitest';
import { DIALECTS } from '../../../src/smpp/ussd/dialects.ts';
import { codeUssdText, readUssdText } from '../../../src/smpp/ussd/text.ts';
import type { UssdPdu } from '../../../src/smpp/ussd/types.ts';
import { messagePdu } from '../phones/support/farSide.ts';

const read = (data_coding: number, hex: string, byDefault: 'gsm7' | 'latin1' = 'gsm7') =>
  readUssdText(
    messagePdu('submit_sm', { more: { data_coding, short_message: Buffer.from(hex, 'hex') } }) as UssdPdu,
    byDefault,
  );

const READ: readonly (readonly [coding: number, hex: string, byDefault: 'gsm7' | 'latin1', text: string])[] = [
  [0x00, '00', 'gsm7', '@'],
  [0x00, '1b65', 'gsm7', '€'],
  [0x00, 'e9', 'latin1', 'é'],
  [0x0f, '00', 'latin1', '@'],
  [0x01, '40', 'gsm7', '@'],
  [0x03, 'e9', 'gsm7', 'é'],
  [0x06, 'b1', 'gsm7', 'Б'],
  [0x08, '0411', 'gsm7', 'Б'],
  [0x48, '0411', 'gsm7', 'Б'],
  [0x08, '', 'gsm7', ''],
];

test.each(READ)('data_coding %i, octets %s, by default %s: %s', (coding, hex, byDefault, text) => {
  expect(read(coding, hex, byDefault)).toEqual({ kind: 'text', text });
});

test.each([
  [0x04, '00', 'ESME_RSUBMITFAIL'],
  [0x44, '00', 'ESME_RSUBMITFAIL'],
  [0x48, '00', 'ESME_RINVMSGLEN'],
])('data_coding %i, octets %s: %s', (coding, hex, status) => {
  expect(read(coding, hex)).toEqual({ kind: 'wrong', status });
});

describe('a text is written', () => {
  test.each([
    ['', 'gsm7', 'generic', 0x00, ''],
    ['@', 'gsm7', 'generic', 0x00, '00'],
    ['@', 'latin1', 'generic', 0x00, '40'],
    ['ê', 'latin1', 'generic', 0x00, 'ea'],
    ['ê', 'gsm7', 'generic', 0x08, '00ea'],
    ['€', 'latin1', 'generic', 0x0f, '1b65'],
    ['Б', 'gsm7', 'generic', 0x08, '0411'],
    ['Б', 'latin1', 'comverse', 0x48, '0411'],
  ] as const)('%j, by default %s, in %s: data_coding %i, octets %s', (text, byDefault, dialect, dataCoding, hex) => {
    expect(codeUssdText(DIALECTS[dialect], text, byDefault)).toEqual({ dataCoding, octets: Buffer.from(hex, 'hex') });
  });
});
