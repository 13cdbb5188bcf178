import { describe, expect, test } from 'vitest';
import { readSms } from '../../../src/smpp/message/content.ts';
import { dataSm, everyPdu, type Sms, submitSm, tlv } from './pdus.ts';

const hex = (octets: string) => Buffer.from(octets.replaceAll(' ', ''), 'hex');
const latin = (text: string) => Buffer.from(text, 'latin1');
const base64 = (octets: string) => hex(octets).toString('base64');
const payload = (...octets: number[]) => tlv(0x0424, ...octets);
const sar = (reference: number, total: number, number: number) => [
  tlv(0x020c, reference >> 8, reference & 0xff),
  tlv(0x020e, total),
  tlv(0x020f, number),
];

const UDHI = 0x40;
const text = (content: string, more: object = {}) => ({ kind: 'text', text: content, flash: false, ...more });
const data = (coding: number, octets: string, more: object = {}) => ({
  kind: 'data',
  data: { coding, octets: base64(octets), ...more },
  flash: false,
});

const WHOLE: readonly (readonly [string, Sms, object])[] = [
  ['a word', { short_message: latin('BONUS') }, text('BONUS')],
  ['nothing', {}, text('')],
  ['GSM-7 with an extension', { short_message: hex('1b65 00 7c') }, text('€@ö')],
  ['IA5', { data_coding: 1, short_message: latin('a@b') }, text('a@b')],
  ['Latin-1', { data_coding: 3, short_message: hex('e9 40') }, text('é@')],
  ['ISO-8859-5', { data_coding: 6, short_message: hex('b1 de dd e3 e1') }, text('Бонус')],
  ['Hebrew', { data_coding: 7, short_message: hex('f9 ec e5 ed') }, text('שלום')],
  ['UCS2', { data_coding: 8, short_message: hex('0411 d83d dc4d') }, text('Б👍')],
  ['flash GSM-7', { data_coding: 0xf0, short_message: latin('now') }, text('now', { flash: true })],
  ['flash GSM-7, the other way', { data_coding: 0x10, short_message: latin('now') }, text('now', { flash: true })],
  ['flash UCS2', { data_coding: 0x18, short_message: hex('0411') }, text('Б', { flash: true })],
  ['flash by dest_addr_subunit', { short_message: latin('now'), tlvs: [tlv(0x0005, 1)] }, text('now', { flash: true })],
  ['another subunit is no flash', { short_message: latin('sim'), tlvs: [tlv(0x0005, 3)] }, text('sim')],
  ['octets', { data_coding: 4, short_message: hex('00ff 1b') }, data(4, '00ff1b')],
  ['an odd number of octets', { data_coding: 2, short_message: hex('00') }, data(2, '00')],
  ['an alphabet that is not read', { data_coding: 0x0e, short_message: hex('b0a1') }, data(0x0e, 'b0a1')],
  ['a payload', { tlvs: [payload(0x42, 0x00)] }, text('B@')],
  ['an empty payload', { tlvs: [payload()] }, text('')],
  ['a header in a payload', { esm_class: UDHI, tlvs: [payload(2, 0x0a, 0, 0x42)] }, text('B', { udh: base64('0a00') })],
  [
    'a header that a phone may ignore',
    { esm_class: UDHI, short_message: hex('04 0a 02 0001 42') },
    text('B', { udh: base64('0a020001') }),
  ],
  [
    'ports make a text data',
    { esm_class: UDHI, short_message: hex('06 05 04 23f4 0000 42') },
    data(0, '42', { udh: base64('05 04 23f40000') }),
  ],
  [
    'and so does another alphabet',
    { esm_class: UDHI, short_message: hex('03 25 01 01 42') },
    data(0, '42', { udh: base64('250101') }),
  ],
  [
    'and what is for the SIM',
    { esm_class: UDHI, short_message: hex('02 7f 00 42') },
    data(0, '42', { udh: base64('7f00') }),
  ],
  [
    'a single shift is left aside',
    { esm_class: UDHI, short_message: hex('03 24 01 01 1b67') },
    text('g', { udh: base64('240101') }),
  ],
  ['an odd header before UCS2', { esm_class: UDHI, data_coding: 8, short_message: hex('00 0411') }, text('Б')],
  ['part 1 of 1 by header', { esm_class: UDHI, short_message: hex('05 00 03 07 01 01 42') }, text('B')],
  ['part 1 of 1 by sar', { short_message: latin('B'), tlvs: sar(7, 1, 1) }, text('B')],
  ['esm_class without the bit is no header', { esm_class: 0x03, short_message: hex('01 00') }, text('£@')],
];

describe('readSms', () => {
  test.each(WHOLE)('%s', (_, sms, content) => {
    for (const pdu of everyPdu(sms)) expect(readSms(pdu, 'gsm7')).toEqual({ kind: 'whole', content });
  });

  test('data_coding 0 is what the link says', () => {
    const pdu = submitSm({ short_message: hex('40 e9') });
    expect(readSms(pdu, 'latin1')).toEqual({ kind: 'whole', content: text('@é') });
    expect(readSms(pdu, 'gsm7')).toEqual({ kind: 'whole', content: text('¡\ufffd') });
  });

  test.each([
    ['8-bit', { esm_class: UDHI, short_message: hex('05 00 03 2a 02 01 42') }, 0x2a, 'udh8'],
    ['16-bit', { esm_class: UDHI, short_message: hex('06 08 04 012a 02 01 42') }, 0x12a, 'udh16'],
    ['in a payload', { esm_class: UDHI, tlvs: [payload(5, 0, 3, 0x2a, 2, 1, 0x42)] }, 0x2a, 'udh8'],
    ['sar', { short_message: latin('B'), tlvs: sar(0x12a, 2, 1) }, 0x12a, 'sar'],
    ['sar with a payload', { tlvs: [...sar(0x12a, 2, 1), payload(0x42)] }, 0x12a, 'sar'],
    [
      'a header counts before sar',
      { esm_class: UDHI, short_message: hex('05 00 03 2a 02 01 42'), tlvs: sar(7, 3, 3) },
      0x2a,
      'udh8',
    ],
  ] as const)('a part, %s', (_, sms, reference, source) => {
    const piece = { dataCoding: 0, flash: false, octets: latin('B'), elements: [] };
    const part = { piece, of: { reference, total: 2, number: 1, source } };
    for (const pdu of everyPdu(sms)) expect(readSms(pdu, 'gsm7')).toEqual({ kind: 'part', part });
  });

  test.each([
    ['short_message and payload', { short_message: latin('a'), tlvs: [payload(0x61)] }, 'ESME_ROPTPARNOTALLWD'],
    ['short_message and an empty payload', { short_message: latin('a'), tlvs: [payload()] }, 'ESME_ROPTPARNOTALLWD'],
    ['odd UCS2', { data_coding: 8, short_message: hex('0411 04') }, 'ESME_RINVMSGLEN'],
    ['odd flash UCS2', { data_coding: 0x18, short_message: hex('04') }, 'ESME_RINVMSGLEN'],
    ['odd UCS2 in a payload', { data_coding: 8, tlvs: [payload(4)] }, 'ESME_RINVMSGLEN'],
    [
      'odd UCS2 in a part',
      { data_coding: 8, esm_class: UDHI, short_message: hex('05 00 03 2a 02 01 04') },
      'ESME_RINVMSGLEN',
    ],
    ['a header of an empty body', { esm_class: UDHI }, 'ESME_RINVESMCLASS'],
    ['a header longer than the body', { esm_class: UDHI, short_message: hex('7f 00 03') }, 'ESME_RINVESMCLASS'],
    ['part 3 of 2', { esm_class: UDHI, short_message: hex('05 00 03 2a 02 03') }, 'ESME_RINVESMCLASS'],
    ['sar: part 3 of 2', { tlvs: sar(7, 2, 3) }, 'ESME_RINVOPTPARAMVAL'],
    ['sar without reference', { tlvs: sar(7, 2, 1).slice(1) }, 'ESME_RMISSINGOPTPARAM'],
    ['sar without total', { tlvs: sar(7, 2, 1).toSpliced(1, 1) }, 'ESME_RMISSINGOPTPARAM'],
    ['sar without number', { tlvs: sar(7, 2, 1).slice(0, 2) }, 'ESME_RMISSINGOPTPARAM'],
  ] as const)('%s is refused', (_, sms, status) => {
    for (const pdu of everyPdu(sms)) expect(readSms(pdu, 'gsm7')).toMatchObject({ kind: 'wrong', status });
  });

  test.each([
    ['without a payload is refused', [], { kind: 'wrong', status: 'ESME_RMISSINGOPTPARAM' }],
    ['with an empty one says nothing', [payload()], { kind: 'whole', content: text('') }],
    ['with a payload says it', [payload(0x42)], { kind: 'whole', content: text('B') }],
    ['may be a part', [payload(0x42), ...sar(7, 2, 1)], { kind: 'part' }],
  ])('data_sm %s', (_, tlvs, read) => {
    expect(readSms(dataSm({ tlvs }), 'gsm7')).toMatchObject(read);
  });
});
