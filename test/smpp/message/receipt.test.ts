import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Receipt, receiptId, writeReceipt } from '../../../src/smpp/message/receipt.ts';
import { MESSAGE_STATES, type MessageState } from '../../../src/smpp/message/states.ts';
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
  test('numbers are 0 to 8, each once; words have seven letters', () => {
    const states = Object.values(MESSAGE_STATES);
    expect(states.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { word } of states) expect(word).toMatch(/^[A-Z]{7}$/);
  });
});

/** SMPP 3.4 Appendix B. */
const TEXT =
  /^id:(\S+) sub:001 dlvrd:(\d{3}) submit date:(\d{10}) done date:(\d{10}) stat:([A-Z]{7}) err:(\d{3}) text:(.*)$/s;

test('whatever is told has the form of Appendix B', () => {
  const states = fc.constantFrom(...(Object.keys(MESSAGE_STATES) as MessageState[]));
  const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2099, 11, 31) / 60_000 });
  const texts = fc.string({ unit: fc.constantFrom('a', '1', ':', ' id:', ' stat:', 'text:', '\n'), maxLength: 20 });
  const dateOf = (minute: number) => new Date(minute * 60_000).toISOString().replace(/\D/g, '').slice(2, 12);
  fc.assert(
    fc.property(states, minutes, minutes, texts, fc.nat(999), (state, submitted, done, text, error) => {
      const receipt = { ...RECEIPT, state, error, submittedAt: submitted * 60_000, doneAt: done * 60_000, text };
      expect(TEXT.exec(textOf(receipt))?.slice(1)).toEqual([
        RECEIPT.id,
        state === 'DELIVERED' ? '001' : '000',
        dateOf(submitted),
        dateOf(done),
        MESSAGE_STATES[state].word,
        String(error).padStart(3, '0'),
        text.slice(0, 20),
      ]);
    }),
  );
});
