import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSms } from '../../../src/smpp/message/content.ts';
import { type LongSms, partsOf } from '../../../src/smpp/message/parts.ts';
import type { Content } from '../../../src/smpp/message/pieces.ts';
import { smsSize } from '../../../src/text/size.ts';
import { sms, texts } from './contents.ts';
import { submitSm } from './pdus.ts';

const a = (count: number) => 'a'.repeat(count);
const ya = (count: number) => 'я'.repeat(count);
const euro = (count: number) => '€'.repeat(count);
const emoji = (count: number) => '👍'.repeat(count);

const ports = Buffer.from('050423f40000', 'hex').toString('base64');
const data = (count: number, coding = 4, udh?: string): Content => ({
  kind: 'data',
  data: { coding, octets: Buffer.alloc(count, 0x55).toString('base64'), ...(udh === undefined ? {} : { udh }) },
  flash: false,
});
const options = (longSms: LongSms, byDefault: 'gsm7' | 'latin1' = 'gsm7') => ({ byDefault, longSms, reference: 0x12a });
const hex = (value: Buffer | undefined) => value?.toString('hex');

/** Octets of text in each message, its header apart. */
function lengths(content: Content, longSms: LongSms, byDefault: 'gsm7' | 'latin1' = 'gsm7'): readonly number[] | null {
  const parts = partsOf(content, options(longSms, byDefault));
  if (parts === null) return null;
  return parts.map(({ short_message, esm_class }) => {
    const header = esm_class === 0x40 ? 1 + (short_message[0] as number) : 0;
    return short_message.length - header;
  });
}

describe('one message', () => {
  test.each([
    ['a word', sms('BONUS'), 0x00, '424f4e5553'],
    ['nothing', sms(''), 0x00, ''],
    ['an extension', sms('€@'), 0x00, '1b6500'],
    ['Cyrillic', sms('Б'), 0x08, '0411'],
    ['a half of a pair', sms('\ud83d'), 0x08, 'd83d'],
    ['flash', sms('now', true), 0xf0, '6e6f77'],
    ['flash Cyrillic', sms('Б', true), 0x18, '0411'],
    ['data', data(2, 4), 0x04, '5555'],
    ['data of any coding', data(2, 0xf5), 0xf5, '5555'],
  ])('%s', (_, content, data_coding, octets) => {
    const parts = partsOf(content, options('udh8'));
    expect(parts).toEqual([{ esm_class: 0, data_coding, short_message: Buffer.from(octets, 'hex'), tlvs: [] }]);
  });

  test.each([
    ['what Latin-1 and GSM-7 have goes in Latin-1', 'é@{ü', 0x00, 'e9407bfc'],
    ['what GSM-7 lacks goes in UCS2', 'ç', 0x08, '00e7'],
    ['and so does what Latin-1 lacks', '€', 0x08, '20ac'],
  ])('by default Latin-1: %s', (_, text, data_coding, octets) => {
    expect(partsOf(sms(text), options('udh8', 'latin1'))).toMatchObject([
      { data_coding, short_message: Buffer.from(octets, 'hex') },
    ]);
  });

  test('flash names GSM-7 whatever is the default', () => {
    const parts = partsOf(sms('@', true), options('udh8', 'latin1'));
    expect(parts).toMatchObject([{ data_coding: 0xf0, short_message: Buffer.from([0]) }]);
  });

  test('a header of its own goes with it', () => {
    expect(partsOf(data(2, 4, ports), options('sar'))).toMatchObject([
      { esm_class: 0x40, short_message: Buffer.from('06050423f400005555', 'hex'), tlvs: [] },
    ]);
  });
});

describe('capacities (TS 23.040 §9.2.3.24.1)', () => {
  test.each([
    ['160 septets', sms(a(160)), [160], [160], [160]],
    ['161 septets', sms(a(161)), [153, 8], [152, 9], [153, 8]],
    ['80 pairs of septets', sms(euro(80)), [160], [160], [160]],
    ['an escape at the edge of a part', sms(a(151) + euro(10)), [153, 18], [151, 20], [153, 18]],
    ['an escape over the edge of a part', sms(a(152) + euro(10)), [152, 20], [152, 20], [152, 20]],
    ['70 letters', sms(ya(70)), [140], [140], [140]],
    ['71 letters', sms(ya(71)), [134, 8], [132, 10], [134, 8]],
    ['emoji', sms(emoji(36)), [132, 12], [132, 12], [132, 12]],
    ['an emoji over the edge', sms(`я${emoji(36)}`), [134, 12], [130, 16], [134, 12]],
    ['halves of pairs', sms('\udc4d'.repeat(71)), [134, 8], [132, 10], [134, 8]],
    ['first halves of pairs', sms('\ud83d'.repeat(71)), [134, 8], [132, 10], [134, 8]],
    ['140 octets', data(140), [140], [140], [140]],
    ['141 octets', data(141), [134, 7], [133, 8], [134, 7]],
    ['133 octets with ports', data(133, 4, ports), [133], [133], [133]],
    ['134 octets with ports', data(134, 4, ports), [128, 6], [127, 7], [128, 6]],
    ['septets with ports', data(153, 0, ports), [146, 7], [145, 8], [146, 7]],
    ['a text with ports in UCS2', data(134, 8, ports), [128, 6], [126, 8], [128, 6]],
  ])('%s', (_, content, udh8, udh16, sar) => {
    expect(lengths(content, 'udh8')).toEqual(udh8);
    expect(lengths(content, 'udh16')).toEqual(udh16);
    expect(lengths(content, 'sar')).toEqual(sar);
    expect(partsOf(content, options('payload'))).toHaveLength(1);
  });

  test.each([
    ['160 characters', a(160), [160]],
    ['braces cost two septets on the air', '{'.repeat(81), [76, 5]],
    ['what goes in UCS2 is cut as UCS2', a(161) + euro(1), [134, 134, 56]],
  ])('by default Latin-1: %s', (_, text, parts) => {
    expect(lengths(sms(text), 'udh8', 'latin1')).toEqual(parts);
  });

  test('the parts are those that people are told of', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const unit = partsOf(sms(text), options('udh8'))?.[0]?.data_coding === 8 ? 2 : 1;
        const septetsOrUnits = lengths(sms(text), 'udh8')?.map((octets) => octets / unit);
        expect(septetsOrUnits).toHaveLength(smsSize(text).parts);
      }),
    );
  });

  test.each(['udh8', 'udh16', 'sar', 'payload'] as const)('by %s, 255 parts are the most', (longSms) => {
    const septets = longSms === 'udh16' ? 152 : 153;
    const most = partsOf(sms(a(255 * septets)), options(longSms));
    expect(most).toHaveLength(longSms === 'payload' ? 1 : 255);
    expect(partsOf(sms(a(255 * septets + 1)), options(longSms))).toBeNull();
  });

  test('a header that leaves room for one character is borne', () => {
    const udh = Buffer.from([0x70, 128, ...Buffer.alloc(128)]).toString('base64');
    expect(lengths(data(12, 8, udh), 'udh8')).toEqual([4, 4, 4]);
  });

  test.each([
    ['leaves no room', Buffer.from([0x70, 135, ...Buffer.alloc(135)])],
    ['leaves no room for a character beside another element', Buffer.from([0x70, 129, ...Buffer.alloc(129)])],
    ['is none', Buffer.from([0x70, 9])],
  ])('a header that %s is refused', (_, udh) => {
    expect(partsOf(data(100, 4, udh.toString('base64')), options('udh8'))).toBeNull();
  });
});

describe('how parts travel', () => {
  test('a header with an 8-bit reference', () => {
    const parts = partsOf(sms(a(154)), options('udh8'));
    expect(parts?.map(({ short_message }) => short_message.length)).toEqual([154]);
    const long = partsOf(sms(a(161)), options('udh8'));
    expect(long?.map(({ esm_class }) => esm_class)).toEqual([0x40, 0x40]);
    expect(long?.map(({ short_message }) => hex(short_message.subarray(0, 7)))).toEqual([
      '0500032a020161',
      '0500032a020261',
    ]);
  });

  test('a header with a 16-bit reference', () => {
    const long = partsOf(sms(a(161)), options('udh16'));
    expect(long?.map(({ short_message }) => hex(short_message.subarray(0, 8)))).toEqual([
      '060804012a020161',
      '060804012a020261',
    ]);
  });

  test('sar_ parameters', () => {
    const long = partsOf(sms(a(161)), options('sar'));
    expect(long?.map(({ esm_class }) => esm_class)).toEqual([0, 0]);
    expect(long?.map(({ tlvs }) => tlvs.map(({ tag, value }) => `${tag.toString(16)}=${hex(value)}`))).toEqual([
      ['20c=012a', '20e=02', '20f=01'],
      ['20c=012a', '20e=02', '20f=02'],
    ]);
  });

  test('a payload', () => {
    const long = partsOf(sms(ya(71)), options('payload'));
    const value = Buffer.from('044f'.repeat(71), 'hex');
    expect(long).toEqual([
      { esm_class: 0, data_coding: 8, short_message: Buffer.alloc(0), tlvs: [{ tag: 0x0424, value }] },
    ]);
  });

  test('what has a header of its own never has sar_ beside it, and a payload begins with it', () => {
    expect(partsOf(data(134, 4, ports), options('sar'))).toEqual(partsOf(data(134, 4, ports), options('udh8')));
    const [whole] = partsOf(data(134, 4, ports), options('payload')) ?? [];
    expect(whole).toMatchObject({ esm_class: 0x40, short_message: Buffer.alloc(0) });
    expect(hex(whole?.tlvs[0]?.value.subarray(0, 8))).toBe('06050423f4000055');
  });

  test('what fits one message is read as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom('gsm7', 'latin1'), fc.boolean(), texts, (byDefault, flash, text) => {
        const content = sms(text.slice(0, 35), flash);
        const parts = partsOf(content, options('udh8', byDefault as 'gsm7' | 'latin1')) ?? [];
        expect(parts.map((part) => readSms(submitSm(part), byDefault as 'gsm7' | 'latin1'))).toEqual([
          { kind: 'whole', content },
        ]);
      }),
    );
  });
});
