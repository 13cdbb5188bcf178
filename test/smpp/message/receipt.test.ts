import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReceipt, readReceipt } from '../../../src/smpp/message/readReceipt.ts';
import { type Receipt, receiptId, writeReceipt } from '../../../src/smpp/message/receipt.ts';
import { MESSAGE_STATES, type MessageState, stateOfNumber, stateOfWord } from '../../../src/smpp/message/states.ts';
import { tlv } from './pdus.ts';

const RECEIPT: Receipt = {
  id: '1A2B3C4D5E6F',
  state: 'DELIVERED',
  error: 0,
  submittedAt: Date.parse('2022-11-22T03:04:59.999Z'),
  doneAt: Date.parse('2022-12-01T00:00:00Z'),
  text: 'Your balance is 1000 points',
};

const HEX = { ids: 'hex', byDefault: 'gsm7' } as const;
const textOf = (receipt: Receipt, options: Parameters<typeof writeReceipt>[1] = HEX) =>
  writeReceipt(receipt, options).short_message.toString('latin1');

describe('writeReceipt', () => {
  test('is the text of Appendix B, with the parameters that say the same', () => {
    expect(textOf(RECEIPT)).toBe(
      'id:1A2B3C4D5E6F sub:001 dlvrd:001 submit date:2211220304 done date:2212010000 stat:DELIVRD err:000 text:Your balance is 1000',
    );
    const { esm_class, data_coding, tlvs } = writeReceipt(RECEIPT, HEX);
    expect({ esm_class, data_coding }).toEqual({ esm_class: 4, data_coding: 0 });
    expect(tlvs).toEqual([tlv(0x001e, ...Buffer.from('1A2B3C4D5E6F\0')), tlv(0x0427, 2)]);
  });

  test.each(Object.entries(MESSAGE_STATES))('%s is told', (state, { number, word }) => {
    const receipt = { ...RECEIPT, state: state as MessageState };
    const delivered = state === 'DELIVERED' ? '001' : '000';
    expect(textOf(receipt)).toContain(` dlvrd:${delivered} `);
    expect(textOf(receipt)).toContain(` stat:${word} `);
    expect(writeReceipt(receipt, HEX).tlvs[1]).toEqual(tlv(0x0427, number));
  });

  test.each([
    [1, 'err:001', [3, 0, 1]],
    [27, 'err:027', [3, 0, 27]],
    [999, 'err:999', [3, 3, 231]],
    [1000, 'err:999', [3, 3, 232]],
    [70_000, 'err:999', [3, 255, 255]],
  ])('error %i', (error, written, octets) => {
    const receipt = { ...RECEIPT, state: 'UNDELIVERABLE', error } as const;
    expect(textOf(receipt)).toContain(` ${written} `);
    expect(writeReceipt(receipt, HEX).tlvs[2]).toEqual(tlv(0x0423, ...octets));
  });

  test.each([
    ['gsm7', '€ and @', '\x1be and \x00'],
    ['gsm7', 'Ваш баланс', ''],
    ['gsm7', 'ok 👍', ''],
    ['gsm7', '12345678901234567890Ж', '12345678901234567890'],
    ['latin1', 'é and @', '\xe9 and @'],
    ['latin1', '€', ''],
    ['gsm7', '', ''],
  ] as const)('by default %s, of %j stays %j', (byDefault, text, written) => {
    expect(textOf({ ...RECEIPT, text }, { ids: 'hex', byDefault }).split(' text:')[1]).toBe(written);
  });

  test('the longest fits a short_message', () => {
    const longest = { ...RECEIPT, id: 'F'.repeat(64), text: '€'.repeat(20), error: 999 };
    expect(textOf(longest).length).toBeLessThanOrEqual(254);
  });
});

describe('receiptId', () => {
  test.each([
    ['1A2B3C4D5E6F', 'hex', '1A2B3C4D5E6F'],
    ['1A2B3C4D5E6F', 'decimal', '028772997619311'],
    ['FFFFFFFFFFFF', 'decimal', '281474976710655'],
    ['ff', 'decimal', '000000000000255'],
    ['not-hex', 'decimal', 'not-hex'],
    ['', 'decimal', ''],
    ['F'.repeat(20), 'decimal', '1208925819614629174706175'],
  ] as const)('%s as %s is %s', (id, form, written) => {
    expect(receiptId(id, form)).toBe(written);
  });

  test('the optional parameter has the id of submit_sm_resp, whatever the text has', () => {
    const written = writeReceipt(RECEIPT, { ids: 'decimal', byDefault: 'gsm7' });
    expect(written.short_message.toString('latin1')).toMatch(/^id:028772997619311 /);
    expect(written.tlvs[0]?.value.toString('latin1')).toBe('1A2B3C4D5E6F\0');
  });
});

describe('states', () => {
  test.each(Object.entries(MESSAGE_STATES))('%s by number and word', (state, { number, word }) => {
    expect(stateOfNumber(number)).toBe(state);
    expect(stateOfWord(word)).toBe(state);
    expect(stateOfWord(word.toLowerCase())).toBe(state);
    expect(word).toHaveLength(7);
  });

  test('numbers are 0 to 8, each once', () => {
    expect(Object.values(MESSAGE_STATES).map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('others are nobody’s', () => {
    expect(stateOfNumber(9)).toBeNull();
    expect(stateOfWord('BUFFRED')).toBeNull();
    expect(stateOfWord('DELIVERED')).toBe('DELIVERED');
  });
});

describe('isReceipt', () => {
  test.each([
    [0x04, true],
    [0x07, true],
    [0x20, true],
    [0x44, true],
    [0x00, false],
    [0x03, false],
    [0x08, false],
    [0x10, false],
    [0x18, false],
    [0x24, false],
    [0x40, false],
  ])('esm_class %i: %s', (esmClass, expected) => {
    expect(isReceipt(esmClass)).toBe(expected);
  });
});

describe('readReceipt', () => {
  const at = (iso: string) => Date.parse(iso);
  const NOTHING = {
    id: null,
    state: null,
    word: null,
    error: null,
    submittedAt: null,
    doneAt: null,
    submitted: null,
    delivered: null,
    text: null,
  };

  test.each([
    [
      'as in Appendix B',
      'id:0123456789 sub:001 dlvrd:001 submit date:2211220304 done date:2211220305 stat:DELIVRD err:000 text:Hello there',
      {
        id: '0123456789',
        state: 'DELIVERED',
        word: 'DELIVRD',
        error: 0,
        submittedAt: at('2022-11-22T03:04:00Z'),
        doneAt: at('2022-11-22T03:05:00Z'),
        submitted: 1,
        delivered: 1,
        text: 'Hello there',
      },
    ],
    ['nothing', '', {}],
    ['no receipt', 'Hello there', {}],
    [
      'capitals',
      'ID:7 SUB:1 STAT:delivrd ERR:1 Text:Hi',
      { id: '7', submitted: 1, state: 'DELIVERED', word: 'delivrd', error: 1, text: 'Hi' },
    ],
    [
      'another order',
      'stat:EXPIRED done date:2211220305 id:7',
      { id: '7', state: 'EXPIRED', word: 'EXPIRED', doneAt: at('2022-11-22T03:05:00Z') },
    ],
    [
      'text in the middle',
      'id:7 text:Hi you stat:UNDELIV',
      { id: '7', text: 'Hi you', state: 'UNDELIVERABLE', word: 'UNDELIV' },
    ],
    ['text in front', 'text:Hi id:7 stat:UNDELIV', { id: '7', text: 'Hi', state: 'UNDELIVERABLE', word: 'UNDELIV' }],
    [
      'an empty text',
      'id:7 stat:DELIVRD err:000 text:',
      { id: '7', state: 'DELIVERED', word: 'DELIVRD', error: 0, text: '' },
    ],
    [
      'a text with labels of its own',
      'id:7 stat:DELIVRD text:sub:9 err:5 id:8',
      { id: '7', state: 'DELIVERED', word: 'DELIVRD', text: 'sub:9 err:5 id:8' },
    ],
    ['the first of two ids', 'id:7 id:8 stat:DELIVRD', { id: '7', state: 'DELIVERED', word: 'DELIVRD' }],
    ['a label within a word is none', 'paid:7 stat:DELIVRD', { state: 'DELIVERED', word: 'DELIVRD' }],
    ['a vendor’s word', 'id:7 stat:BUFFRED', { id: '7', word: 'BUFFRED' }],
    ['an error in letters', 'id:7 stat:DELIVRD err:SME', { id: '7', state: 'DELIVERED', word: 'DELIVRD' }],
    [
      'dates of 12 digits',
      'submit date:221122030405 done date:221122030406',
      { submittedAt: at('2022-11-22T03:04:05Z'), doneAt: at('2022-11-22T03:04:06Z') },
    ],
    ['dates of 14 digits', 'submit date:20221122030405', { submittedAt: at('2022-11-22T03:04:05Z') }],
    ['12 digits with the whole year', 'submit date:202211220304', { submittedAt: at('2022-11-22T03:04:00Z') }],
    ['dates that are none', 'submit date:2213010000 done date:soon', {}],
    ['a date of another width', 'submit date:221122', {}],
  ])('%s', (_, text, fields) => {
    expect(readReceipt(text, [])).toEqual({ ...NOTHING, ...fields });
  });

  test('optional parameters count before the text', () => {
    const tlvs = [tlv(0x001e, ...Buffer.from('ABC\0')), tlv(0x0427, 5), tlv(0x0423, 3, 1, 2)];
    const read = readReceipt('id:7 stat:DELIVRD err:000', tlvs);
    expect(read).toEqual({ ...NOTHING, id: 'ABC', state: 'UNDELIVERABLE', word: 'DELIVRD', error: 258 });
    expect(readReceipt('', tlvs)).toEqual({ ...NOTHING, id: 'ABC', state: 'UNDELIVERABLE', error: 258 });
  });

  test('a message_state that nobody has leaves the word', () => {
    expect(readReceipt('stat:DELIVRD', [tlv(0x0427, 9)])).toMatchObject({ state: 'DELIVERED' });
    expect(readReceipt('', [tlv(0x0427, 9)])).toMatchObject({ state: null });
  });

  test('any text is read', () => {
    const word = fc.constantFrom('id:', 'stat:', 'text:', ' ', 'err:', 'sub:1', 'submit date:', 'DELIVRD', ':', 'я');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        expect(Object.keys(readReceipt(words.join(''), []))).toEqual(Object.keys(NOTHING));
      }),
    );
  });

  test('what we write is read again', () => {
    const states = fc.constantFrom(...(Object.keys(MESSAGE_STATES) as MessageState[]));
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2099, 11, 31) / 60_000 });
    const texts = fc.string({ unit: fc.constantFrom('a', '1', ':', ' id:', ' stat:', 'text:'), maxLength: 20 });
    fc.assert(
      fc.property(states, minutes, minutes, texts, fc.nat(999), (state, submitted, done, text, error) => {
        const receipt = { ...RECEIPT, state, error, submittedAt: submitted * 60_000, doneAt: done * 60_000, text };
        expect(readReceipt(textOf(receipt), [])).toEqual({
          id: RECEIPT.id,
          state,
          word: MESSAGE_STATES[state].word,
          error,
          submittedAt: receipt.submittedAt,
          doneAt: receipt.doneAt,
          submitted: 1,
          delivered: state === 'DELIVERED' ? 1 : 0,
          text: text.slice(0, 20).trim(),
        });
        expect(readReceipt('', writeReceipt(receipt, HEX).tlvs)).toMatchObject({ id: RECEIPT.id, state });
      }),
    );
  });
});
