import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, encodeText } from '../../../src/smpp/message/alphabets.ts';
import type { TextAlphabet } from '../../../src/smpp/message/dataCoding.ts';
import { GSM7_BASIC, GSM7_EXTENSION } from '../../../src/text/gsm7.ts';

/** The independent judges: npm smpp for GSM-7, the platform's decoders for the rest. */
const { gsmCoder } = createRequire(import.meta.url)('smpp/lib/defs.js') as {
  gsmCoder: { encode(text: string, table: number): Buffer };
};
const platform = (label: string) => (octets: Buffer) => new TextDecoder(label).decode(octets);

const ESCAPE = 0x1b;
const octets = (...values: number[]) => Buffer.from(values);
const everyOctet = [...Array(0x100).keys()];

const JUDGES: readonly (readonly [TextAlphabet, (octets: Buffer) => string])[] = [
  ['iso-8859-5', platform('iso-8859-5')],
  ['iso-8859-8', platform('iso-8859-8')],
  // What the web calls Latin-1 has letters where ISO 8859-1 has C1 controls.
  ['latin1', (value) => value.toString('latin1')],
  ['ia5', (value) => (/[\t\n\f\r -\x7f]/.test(value.toString('latin1')) ? value.toString('latin1') : '\ufffd')],
];
/** IA5 with one of these is read as GSM-7. */
const isDisguised = (alphabet: TextAlphabet, value: number) =>
  alphabet === 'ia5' && ![9, 10, 12, 13].includes(value) && value < 0x20;

describe.each(JUDGES)('%s', (alphabet, judge) => {
  const judged = everyOctet.map((value) => judge(octets(value)));

  test('each octet is what the judge reads', () => {
    const read = everyOctet.map((value) =>
      isDisguised(alphabet, value) ? '\ufffd' : decodeText(alphabet, octets(value)),
    );
    expect(read).toEqual(judged);
  });

  test('each character comes back, and what is none has no octet', () => {
    const back = judged.map((character, value) => (character === '\ufffd' ? null : octets(value)));
    expect(judged.map((character) => encodeText(alphabet, character))).toEqual(back);
  });

  test('a text of all its characters comes back', () => {
    const known = Buffer.from(everyOctet.filter((value) => judged[value] !== '\ufffd'));
    expect(encodeText(alphabet, decodeText(alphabet, known))).toEqual(known);
  });

  test('has no character beyond its table', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
    const encoded = units.filter((character) => encodeText(alphabet, character) !== null);
    expect(new Set(encoded)).toEqual(new Set(judged.filter((character) => character !== '\ufffd')));
  });
});

describe('IA5', () => {
  test.each([
    ['braces and the commercial at', [0x7b, 0x40, 0x7d], '{@}'],
    ['a tabulator', [0x41, 0x09, 0x42], 'A\tB'],
    ['an octet above 7F', [0x41, 0xe9], 'A\ufffd'],
    ['what is GSM-7 in truth: the commercial at', [0x61, 0x00, 0x62], 'a@b'],
    ['what is GSM-7 in truth: an escape', [0x1b, 0x65, 0x40], '€¡'],
    ['and with an octet above 7F as well', [0x00, 0xe9], '@\ufffd'],
  ])('%s', (_, values, text) => {
    expect(decodeText('ia5', Buffer.from(values))).toBe(text);
  });

  test.each(['\0', '\u001b', '\u0080', '€'])('has no %j', (text) => {
    expect(encodeText('ia5', text)).toBeNull();
  });
});

describe('GSM-7, a septet an octet', () => {
  const basic = [...[...GSM7_BASIC].entries()].filter(([code]) => code !== ESCAPE);

  test('each code of the main table is its character, and comes back', () => {
    const characters = basic.map(([, character]) => character);
    expect(basic.map(([code]) => decodeText('gsm7', octets(code)))).toEqual(characters);
    expect(characters.map((character) => encodeText('gsm7', character))).toEqual(basic.map(([code]) => octets(code)));
  });

  test.each(Object.entries(GSM7_EXTENSION))('%j is an escape and %i', (character, code) => {
    expect(decodeText('gsm7', octets(ESCAPE, code))).toBe(character);
    expect(encodeText('gsm7', character)).toEqual(octets(ESCAPE, code));
    expect(encodeText('gsm7', character)).toEqual(gsmCoder.encode(character, 0));
  });

  test.each([
    ['an escape at the end is a space', [0x41, ESCAPE], 'A '],
    ['an escape alone is a space', [ESCAPE], ' '],
    ['an escape to a further table is a space', [ESCAPE, ESCAPE, 0x41], ' A'],
    ['an unknown extension shows the main table', [ESCAPE, 0x61, ESCAPE, 0x00], 'a@'],
    ['a carriage return after an escape stays one', [ESCAPE, 0x0d], '\r'],
    ['an octet above 7F is seen', [0x41, 0x80, 0xff, 0x42], 'A\ufffd\ufffdB'],
    ['and so is one after an escape', [ESCAPE, 0x9b, 0x42], '\ufffdB'],
    ['nothing is nothing', [], ''],
    ['digits and letters are themselves', [0x34, 0x35, 0x35, 0x35, 0x20, 0x41, 0x7a], '4555 Az'],
  ])('%s', (_, values, text) => {
    expect(decodeText('gsm7', Buffer.from(values))).toBe(text);
  });

  test.each(['ç', '`', 'Я', 'a👍', '\u001b', '\ufffd', '\t'])('has no %j', (text) => {
    expect(encodeText('gsm7', text)).toBeNull();
  });

  test('texts come back, and are those of npm smpp', () => {
    const character = fc.constantFrom(...basic.map(([, one]) => one), ...Object.keys(GSM7_EXTENSION));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 300 }), (text) => {
        const encoded = encodeText('gsm7', text) as Buffer;
        expect(encoded).toEqual(gsmCoder.encode(text, 0));
        expect(decodeText('gsm7', encoded)).toBe(text);
      }),
    );
  });

  test('any octets are read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (values) => {
        const text = decodeText('gsm7', Buffer.from(values));
        const escapes = values.filter((value) => value === ESCAPE).length;
        expect(text.length).toBeGreaterThanOrEqual(values.length - escapes);
      }),
    );
  });
});

describe('UCS2', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 });

  test('any code units come back, halves of pairs included', () => {
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        const encoded = encodeText('ucs2', text) as Buffer;
        expect(encoded).toEqual(Buffer.from(codes.flatMap((code) => [code >> 8, code & 0xff])));
        expect(decodeText('ucs2', encoded)).toBe(text);
      }),
    );
  });

  test('whole characters are those of the platform', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = encodeText('ucs2', text) as Buffer;
        expect(new TextDecoder('utf-16be', { ignoreBOM: true }).decode(encoded)).toBe(text);
      }),
    );
  });

  test('a lone octet at the end is seen, and the octets stay as they are', () => {
    const value = octets(0x04, 0x11, 0x04);
    expect(decodeText('ucs2', value)).toBe('Б\ufffd');
    expect(value).toEqual(octets(0x04, 0x11, 0x04));
  });
});
