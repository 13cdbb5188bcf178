import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatenationElement, readElements, readUdh, writeElements, writeUdh } from '../../../src/smpp/message/udh.ts';

const body = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const element = (id: number, hex: string) => ({ id, data: body(hex) });

describe('readUdh', () => {
  test.each([
    ['8-bit reference', '05 00 03 2a 02 01 41', { reference: 0x2a, total: 2, number: 1, source: 'udh8' }, [], 6],
    [
      '16-bit reference',
      '06 08 04 12 34 ff ff',
      { reference: 0x1234, total: 255, number: 255, source: 'udh16' },
      [],
      7,
    ],
    ['nothing but the length', '00 41', null, [], 1],
    ['ports', '06 05 04 23 f4 00 00', null, [element(5, '23f40000')], 7],
    [
      'unknown elements around a part',
      '0c 70 00 00 03 07 03 02 a1 03 01 02 03 41',
      { reference: 7, total: 3, number: 2, source: 'udh8' },
      [element(0x70, ''), element(0xa1, '010203')],
      13,
    ],
    ['part 1 of 1 is whole', '05 00 03 2a 01 01', null, [], 6],
    [
      'the last of two references counts',
      '0b 00 03 2a 02 01 08 04 00 2b 02 02',
      { reference: 0x2b, total: 2, number: 2, source: 'udh16' },
      [],
      12,
    ],
    ['even where the first made no sense', '0a 00 03 2a 02 03 00 03 2b 02 02', { reference: 0x2b }, [], 11],
  ])('%s', (_, hex, part, elements, octets) => {
    const header = readUdh(body(hex));
    expect(header).toEqual({ part: part === null ? null : expect.objectContaining(part), elements, octets });
  });

  test.each([
    ['no body', ''],
    ['longer than the body', '05 00 03 2a 02'],
    ['longer than an empty body', '01'],
    ['an element without a length', '01 00 41'],
    ['an element over the end of the header', '05 00 04 2a 02 01 41'],
    ['an element over the end of the body', '05 00 09 2a 02 01'],
    ['a spare octet', '06 00 03 2a 02 01 00 41'],
    ['part 3 of 2', '05 00 03 2a 02 03'],
    ['part 0', '05 00 03 2a 02 00'],
    ['0 parts', '05 00 03 2a 00 00'],
    ['part 1 of 0', '05 00 03 2a 00 01'],
    ['part 3 of 2, 16-bit', '06 08 04 00 2a 02 03'],
    ['8-bit of the wrong length', '06 00 04 00 2a 02 01'],
    ['16-bit of the wrong length', '05 08 03 2a 02 01'],
  ])('%s is refused', (_, hex) => {
    expect(readUdh(body(hex))).toBeNull();
  });

  test('any octets are read or refused, never past their end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (values) => {
        const header = readUdh(Buffer.from(values));
        if (header === null) return;
        expect(header.octets).toBe((values[0] as number) + 1);
        expect(header.octets).toBeLessThanOrEqual(values.length);
        if (header.part !== null) expect(header.part.number).toBeLessThanOrEqual(header.part.total);
      }),
    );
  });
});

describe('writing headers', () => {
  const data = fc.uint8Array({ maxLength: 20 }).map((octets) => Buffer.from(octets));
  const elements = fc.array(fc.record({ id: fc.integer({ min: 1, max: 7 }), data }), { maxLength: 5 });

  test('elements come back', () => {
    fc.assert(
      fc.property(elements, (some) => {
        expect(readElements(writeElements(some))).toEqual(some);
        if (some.length > 0) expect(readUdh(writeUdh(some))).toMatchObject({ part: null, elements: some });
      }),
    );
  });

  test('no elements, no header', () => {
    expect(writeUdh([])).toHaveLength(0);
  });

  test.each([
    ['udh8', 0x1234, '00 03 34 03 02'],
    ['udh16', 0x51234, '08 04 12 34 03 02'],
  ] as const)('%s of reference %i', (source, reference, hex) => {
    const written = writeElements([concatenationElement({ reference, total: 3, number: 2, source })]);
    expect(written).toEqual(body(hex));
  });
});
