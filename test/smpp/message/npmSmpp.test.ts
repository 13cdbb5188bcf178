/** SMS on the wire between us and npm `smpp`, each reading what the other wrote. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MessagePdu, readSms } from '../../../src/smpp/message/content.ts';
import { partsOf } from '../../../src/smpp/message/parts.ts';
import { writeReceipt } from '../../../src/smpp/message/receipt.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { countSeptets } from '../../../src/text/gsm7.ts';
import { npmSmpp } from '../pdu/support/npmSmpp.ts';
import { longTexts, sms, texts } from './contents.ts';
import { submitSm } from './pdus.ts';

const { PDU } = npmSmpp;

/** A submit_sm of theirs, as we read it. */
function readTheirs(fields: Readonly<Record<string, unknown>>): ReturnType<typeof readSms> {
  const decoded = decode(
    new PDU('submit_sm', { source_addr: '79161234567', sequence_number: 1, ...fields }).toBuffer(),
  );
  if (decoded.kind !== 'pdu') throw new Error(decoded.reason);
  return readSms(decoded.pdu as MessagePdu, 'gsm7');
}

interface TheirMessage {
  readonly message: unknown;
  readonly udh?: readonly Buffer[];
}

/** A submit_sm of ours, as they read it. */
function readOurs(part: Parameters<typeof submitSm>[0]) {
  const pdu = new PDU(encode(submitSm(part)));
  return { ...(pdu.short_message as TheirMessage), payload: pdu.message_payload as TheirMessage | undefined, pdu };
}

const oneMessage = texts.map((text) => text.slice(0, 70));

describe('what npm smpp writes', () => {
  test('texts in the default alphabet and in UCS2', () => {
    fc.assert(
      fc.property(oneMessage, (text) => {
        const data_coding = countSeptets(text) === null ? 8 : 0;
        expect(readTheirs({ data_coding, short_message: text })).toEqual({ kind: 'whole', content: sms(text) });
      }),
    );
  });

  // They say IA5 and write GSM-7: what differs without a trace (Ä is [ there) cannot be known.
  test.each(['Pay 5€ to me@host', 'a\\b', 'è', '{Ä}', 'Бонус', 'plain text\n', 'œ'])(
    '%j in the alphabet that they choose',
    (text) => {
      expect(readTheirs({ short_message: text })).toEqual({ kind: 'whole', content: sms(text) });
    },
  );

  test.each([
    ['Latin-1', 3, 'éàç'],
    ['UCS2', 8, 'Бонус 👍'],
    ['GSM-7', 1, 'abc'],
  ])('%s by name', (_, data_coding, text) => {
    expect(readTheirs({ data_coding, short_message: text })).toEqual({ kind: 'whole', content: sms(text) });
  });

  test('a payload', () => {
    fc.assert(
      fc.property(longTexts, (text) => {
        expect(readTheirs({ data_coding: 8, message_payload: text })).toEqual({ kind: 'whole', content: sms(text) });
      }),
    );
  });

  test('a part with a header', () => {
    const udh = Buffer.from('050003cc0201', 'hex');
    expect(readTheirs({ short_message: { udh, message: 'Hello' } })).toMatchObject({
      kind: 'part',
      part: { piece: { octets: Buffer.from('Hello') }, of: { reference: 0xcc, total: 2, number: 1, source: 'udh8' } },
    });
  });

  test('a part with sar_ parameters', () => {
    const sar = { sar_msg_ref_num: 0x12a, sar_total_segments: 2, sar_segment_seqnum: 2 };
    expect(readTheirs({ short_message: 'Hello', ...sar })).toMatchObject({
      kind: 'part',
      part: { of: { reference: 0x12a, total: 2, number: 2, source: 'sar' } },
    });
  });
});

describe('what we write, as npm smpp reads it', () => {
  test('one message', () => {
    fc.assert(
      fc.property(oneMessage, (text) => {
        const parts = partsOf(sms(text), { byDefault: 'gsm7', longSms: 'udh8', reference: 1 }) ?? [];
        expect(parts.map((part) => readOurs(part).message)).toEqual([text]);
      }),
    );
  });

  test.each(['udh8', 'udh16', 'sar'] as const)('parts by %s', (longSms) => {
    fc.assert(
      fc.property(longTexts, (text) => {
        const parts = partsOf(sms(text), { byDefault: 'gsm7', longSms, reference: 0x12a }) ?? [];
        const read = parts.map(readOurs);
        expect(read.map(({ message }) => message).join('')).toBe(text);
        const names = read.map(({ udh, pdu }) =>
          longSms === 'sar'
            ? [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum]
            : [...(udh?.[0] ?? [])].slice(2),
        );
        const reference = { udh8: [0x2a], udh16: [0x01, 0x2a], sar: [0x12a] }[longSms];
        expect(names).toEqual(parts.map((_, index) => [...reference, parts.length, index + 1]));
      }),
    );
  });

  test('a payload', () => {
    fc.assert(
      fc.property(longTexts, (text) => {
        const [part] = partsOf(sms(text), { byDefault: 'gsm7', longSms: 'payload', reference: 1 }) ?? [];
        expect(readOurs(part ?? {}).payload?.message).toBe(text);
      }),
    );
  });

  test('a receipt', () => {
    const receipt = {
      id: '1A2B3C4D5E6F',
      state: 'EXPIRED',
      error: 1,
      submittedAt: 0,
      doneAt: 60_000,
      text: 'Hi',
    } as const;
    const { message, pdu } = readOurs(writeReceipt(receipt, { ids: 'hex', byDefault: 'gsm7' }));
    expect(message).toBe(
      'id:1A2B3C4D5E6F sub:001 dlvrd:000 submit date:7001010000 done date:7001010001 stat:EXPIRED err:001 text:Hi',
    );
    expect(pdu).toMatchObject({
      esm_class: 4,
      receipted_message_id: '1A2B3C4D5E6F',
      message_state: 3,
      network_error_code: Buffer.from([3, 0, 1]),
    });
  });
});
