/** Parts of SMS as text, and back: put together they say what was sent, however they were cut. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Part, readSms } from '../../../src/smpp/message/content.ts';
import { readPiece, writePiece } from '../../../src/smpp/message/keptPiece.ts';
import { type LongSms, partsOf } from '../../../src/smpp/message/parts.ts';
import { type Content, contentOf, type Piece } from '../../../src/smpp/message/pieces.ts';
import { longTexts, sms } from './contents.ts';
import { submitSm } from './pdus.ts';

const piece = (text: string, more: Partial<Piece> = {}): Piece => ({
  dataCoding: 0,
  flash: false,
  octets: Buffer.from(text, 'latin1'),
  elements: [],
  ...more,
});

const pieces: fc.Arbitrary<Piece> = fc.record({
  dataCoding: fc.integer({ min: 0, max: 255 }),
  flash: fc.boolean(),
  octets: fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets)),
  elements: fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 255 }),
      data: fc.uint8Array({ maxLength: 20 }).map((octets) => Buffer.from(octets)),
    }),
    { maxLength: 4 },
  ),
});

/** As they come out of the store. */
function kept(...all: readonly Piece[]): Content {
  return contentOf(all.map((one) => readPiece(writePiece(one))) as [Piece, ...Piece[]], 'gsm7');
}

test('a piece is read as it was written', () => {
  fc.assert(
    fc.property(pieces, (one) => {
      expect(readPiece(writePiece(one))).toEqual(one);
    }),
  );
});

test('two pieces are the same text only if they are the same', () => {
  fc.assert(
    fc.property(pieces, pieces, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(writePiece(one) === writePiece(other)).toBe(isSame);
    }),
  );
  const some = [piece('a'), piece('b'), piece('a', { dataCoding: 3 }), piece('a', { flash: true })];
  expect(new Set(some.map(writePiece)).size).toBe(some.length);
});

describe('kept and put together', () => {
  function partsIn(content: Content, longSms: LongSms): readonly Part[] {
    const messages = partsOf(content, { byDefault: 'gsm7', longSms, reference: 7 }) ?? [];
    return messages.map((message) => {
      const read = readSms(submitSm(message), 'gsm7');
      if (read.kind !== 'part') throw new Error(`no part but ${read.kind}`);
      return read.part;
    });
  }

  test.each(['udh8', 'udh16', 'sar'] as const)('parts by %s give the text back', (longSms) => {
    fc.assert(
      fc.property(longTexts, fc.boolean(), (text, flash) => {
        const content = sms(text, flash);
        expect(kept(...partsIn(content, longSms).map((part) => part.piece))).toEqual(content);
      }),
    );
  });

  test('by payload it is never a part', () => {
    fc.assert(
      fc.property(longTexts, fc.boolean(), (text, flash) => {
        const content = sms(text, flash);
        const messages = partsOf(content, { byDefault: 'gsm7', longSms: 'payload', reference: 1 }) ?? [];
        expect(messages.map((message) => readSms(submitSm(message), 'gsm7'))).toEqual([{ kind: 'whole', content }]);
      }),
    );
  });

  test.each<readonly [string, readonly Piece[], Content]>([
    ['an escape that its sender cut in two is whole', [piece('a\x1b'), piece('e'), piece('b')], sms('a€b')],
    ['and a surrogate pair', [piece('\xd8\x3d', { dataCoding: 8 }), piece('\xdc\x4d', { dataCoding: 8 })], sms('👍')],
    [
      'alphabets of their own make one text',
      [piece('a\x1b'), piece('\x04\x11', { dataCoding: 8 }), piece('c')],
      sms('a Бc'),
    ],
    [
      'binary among text makes it data, coding of the first',
      [piece('a', { dataCoding: 4 }), piece('b')],
      { kind: 'data', data: { coding: 4, octets: 'YWI=' }, flash: false },
    ],
  ])('%s', (_, all, content) => {
    expect(kept(...all)).toEqual(content);
  });

  test('the header of the first part is kept', () => {
    const content: Content = {
      kind: 'data',
      data: { coding: 4, octets: Buffer.alloc(200).toString('base64'), udh: 'BQQj9AAA' },
      flash: false,
    };
    expect(kept(...partsIn(content, 'udh16').map((part) => part.piece))).toEqual(content);
  });
});
