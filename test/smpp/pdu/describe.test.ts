import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src/smpp/pdu/commands.ts';
import { describe as describePdu } from '../../../src/smpp/pdu/describe.ts';
import { numberMeaning } from '../../../src/smpp/pdu/meanings.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { timeMeaning } from '../../../src/smpp/pdu/timeMeaning.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { frame, octets, withLength } from './support/frames.ts';
import { anyPdu, COMMAND_NAMES, example, fieldsOf } from './support/pdus.ts';

const latin1 = (_: number, text: Buffer) => text.toString('latin1');
const describeIt = (octets: Buffer) => describePdu(octets, latin1);
/** `offset name value meaning` of each row behind the header. */
const rows = (octets: Buffer) =>
  describeIt(octets)
    .rows.slice(4)
    .map(({ offset, name, value, meaning }) =>
      [offset, name, value, meaning].filter((part) => part !== '' && part !== null).join(' '),
    );
const wrong = (octets: Buffer) =>
  describeIt(octets).wrong.map(({ offset, status, reason }) => `${offset} ${status} ${reason}`);

const withValues = (command: CommandName, values: Readonly<Record<string, unknown>>, tlvs: readonly object[] = []) =>
  encode({ ...example(command, values), tlvs } as never);

describe('every PDU', () => {
  const covers = (octets: Buffer) => {
    const { rows } = describeIt(octets);
    const ends = rows.map(({ offset, hex }) => offset + hex.length / 2);
    expect(rows.map(({ offset }) => offset)).toEqual([0, ...ends].slice(0, rows.length));
    expect(rows.map(({ hex }) => hex).join('')).toBe(octets.toString('hex'));
  };

  it('is covered by its rows, octet by octet, in order', () => {
    fc.assert(fc.property(anyPdu, (pdu) => covers(encode(pdu))));
  });

  it('also where it is cut, whatever it says of its length', () => {
    for (const command of COMMAND_NAMES) {
      const whole = encode(example(command));
      for (let length = 1; length < whole.length; length++) {
        covers(whole.subarray(0, length));
        if (length >= 4) covers(withLength(whole.subarray(0, length)));
      }
    }
  });

  it('is wrong at the same place and for the same reason as in decoding', () => {
    for (const command of COMMAND_NAMES) {
      const whole = encode({ ...example(command), status: 0 });
      for (let length = 16; length < whole.length; length++) {
        const cut = withLength(whole.subarray(0, length));
        const decoded = decode(cut);
        const expected =
          decoded.kind === 'pdu' ? [] : [{ status: decoded.status, offset: decoded.offset, reason: decoded.reason }];
        expect(describeIt(cut).wrong).toEqual(expected);
      }
    }
  });

  it('shows each of its fields by name', () => {
    for (const command of COMMAND_NAMES) {
      const names = describeIt(encode(example(command))).rows.map(({ name }) => name);
      const lists: Readonly<Record<string, string>> = {
        short_message: 'sm_length',
        dest_address: 'number_of_dests',
        unsuccess_sme: 'no_unsuccess',
      };
      for (const { name } of fieldsOf(command)) expect(names).toContain(lists[name] ?? name);
    }
  });
});

describe('rows', () => {
  it('the header', () => {
    const shown = describeIt(frame('submit_sm_resp', octets(0), 0x58)).rows.slice(0, 4);
    expect(shown).toEqual([
      { offset: 0, hex: '00000011', name: 'command_length', value: 17, meaning: '' },
      { offset: 4, hex: '80000004', name: 'command_id', value: 0x80000004, meaning: 'submit_sm_resp' },
      {
        offset: 8,
        hex: '00000058',
        name: 'command_status',
        value: 0x58,
        meaning: 'ESME_RTHROTTLED: throttled: over the rate agreed on',
      },
      { offset: 12, hex: '00000007', name: 'sequence_number', value: 7, meaning: '' },
    ]);
  });

  it('a sequence number that is none', () => {
    expect(describeIt(encode({ ...example('unbind'), sequence: 0 })).rows[3]?.meaning).toBe('outside of 1 to 7FFFFFFF');
  });

  it('submit_sm of a USSD dialogue', () => {
    const body = { service_type: 'USSD', source_addr: '79161234567', destination_addr: '*111#', esm_class: 0 };
    const tlvs = [
      { tag: 0x0501, value: Buffer.from([17]) },
      { tag: 0x1383, value: Buffer.from([5, 3]) },
      { tag: 0x1400, value: Buffer.from([5, 3]) },
      { tag: 0x001e, value: Buffer.from('abc\0') },
      { tag: 0x0423, value: Buffer.from([3, 0, 9]) },
    ];
    expect(rows(withValues('submit_sm', { ...body, data_coding: 8, short_message: Buffer.from('ab') }, tlvs))).toEqual([
      '16 service_type USSD',
      '21 source_addr_ton 1 international',
      '22 source_addr_npi 1 ISDN (E.164)',
      '23 source_addr 79161234567',
      '35 dest_addr_ton 1 international',
      '36 dest_addr_npi 1 ISDN (E.164)',
      '37 destination_addr *111#',
      '43 esm_class 0 default mode',
      '44 protocol_id 1',
      '45 priority_flag 1 raised',
      '46 schedule_delivery_time 190514235900004+ 2019-05-14 23:59:00.0 +01:00',
      '63 validity_period 190514235900004+ 2019-05-14 23:59:00.0 +01:00',
      '80 registered_delivery 1 receipt',
      '81 replace_if_present_flag 1 replace',
      '82 data_coding 8 UCS2',
      '83 sm_default_msg_id 1',
      '84 sm_length 2',
      '85 text ab',
      '87 ussd_service_op (0501) 17 PSSR response: the last screen, the session ends',
      '92 its_session_info (1383) session 5, dialogue unit 1, the session ends',
      '98 unknown (1400)',
      '104 receipted_message_id (001e) abc',
      '112 network_error_code (0423) GSM, error 9',
    ]);
  });

  it('destinations', () => {
    expect(rows(encode(example('submit_multi'))).slice(4, 11)).toEqual([
      '26 number_of_dests 2',
      '27 dest_flag 1 an SME address',
      '28 dest_addr_ton 1 international',
      '29 dest_addr_npi 1 ISDN (E.164)',
      '30 destination_addr 79161234567',
      '42 dest_flag 2 a distribution list',
      '43 dl_name list',
    ]);
  });

  it('destinations that were not reached', () => {
    expect(rows(encode(example('submit_multi_resp'))).slice(0, 6)).toEqual([
      '16 message_id abc',
      '20 no_unsuccess 1',
      '21 dest_addr_ton 1 international',
      '22 dest_addr_npi 1 ISDN (E.164)',
      '23 destination_addr 79161234567',
      '35 error_status_code 11 ESME_RINVDSTADR: invalid destination address',
    ]);
  });

  it('an octet too many', () => {
    expect(rows(frame('unbind', octets(1)))).toEqual(['16 stray one octet too many, ignored']);
    expect(wrong(frame('unbind', octets(1)))).toEqual([]);
  });

  it('a text in message_payload is read by data_coding and esm_class', () => {
    const tlvs = [{ tag: 0x0424, value: Buffer.from('\x05\x00\x03\x07\x02\x01hello', 'latin1') }];
    expect(rows(withValues('data_sm', { esm_class: 0x40, data_coding: 3 }, tlvs)).slice(-5)).toEqual([
      '34 data_coding 3 Latin-1',
      '35 message_payload (0424)',
      '39 UDH length 5',
      '40 UDH element (00) concatenation, 8-bit: message 7, part 1 of 2',
      '45 text hello',
    ]);
  });
});

describe('user data headers', () => {
  const message = (header: string, text = '', dataCoding = 3) =>
    withValues('submit_sm', {
      schedule_delivery_time: '',
      validity_period: '',
      esm_class: 0x40,
      data_coding: dataCoding,
      short_message: Buffer.concat([Buffer.from(header, 'hex'), Buffer.from(text)]),
    });
  const AT = 42;

  const sound: readonly [string, string[]][] = [
    ['050003ff0302', ['UDH element (00) concatenation, 8-bit: message 255, part 2 of 3']],
    ['060804010203 02'.replace(' ', ''), ['UDH element (08) concatenation, 16-bit: message 258, part 2 of 3']],
    ['06050415810000', ['UDH element (05) ports, 16-bit: to 5505 from 0']],
    ['0404020a0b', ['UDH element (04) ports, 8-bit: to 10 from 11']],
    ['03240101', ['UDH element (24) national single shift: table 1']],
    ['0370017f', ['UDH element (70)']],
    ['0870017f0003010101', ['UDH element (70)', 'UDH element (00) concatenation, 8-bit: message 1, part 1 of 1']],
  ];
  it.each(sound)('%s', (header, expected) => {
    const pdu = message(header, 'x');
    const shown = rows(pdu).filter((line) => line.includes('UDH element'));
    expect(shown.map((line) => line.slice(line.indexOf('UDH')))).toEqual(expected);
    expect(rows(pdu)).toContain(`${AT + header.length / 2} text x`);
    expect(wrong(pdu)).toEqual([]);
  });

  const broken: readonly [string, string][] = [
    ['ff0003010201', `${AT} ESME_RINVESMCLASS the header is longer than the message`],
    ['05000301020', `${AT} ESME_RINVESMCLASS the header is longer than the message`],
    ['050004010203', `${AT + 1} ESME_RINVESMCLASS an element runs over the end of the header`],
    ['0100', `${AT + 1} ESME_RINVESMCLASS an element runs over the end of the header`],
    ['050003070203', `${AT + 1} ESME_RINVESMCLASS there is no such part`],
    ['050003070200', `${AT + 1} ESME_RINVESMCLASS there is no such part`],
    ['050003070000', `${AT + 1} ESME_RINVESMCLASS there is no such part`],
    ['0400020701', `${AT + 1} ESME_RINVESMCLASS there is no such part`],
  ];
  it.each(broken)('%s is wrong', (header, expected) => {
    expect(wrong(message(header))).toEqual([expected]);
  });

  it('only where esm_class says that there is one', () => {
    const pdu = withValues('submit_sm', { esm_class: 0x03, short_message: Buffer.from('ff00', 'hex') });
    expect(rows(pdu).some((line) => line.includes('UDH'))).toBe(false);
    expect(wrong(pdu)).toEqual([]);
  });
});

describe('what is wrong', () => {
  const http = Buffer.from('GET / HTTP/1.1\r\n\r\n');
  const short = { schedule_delivery_time: '', validity_period: '', esm_class: 0 };
  const payload = [{ tag: 0x0424, value: Buffer.from('b') }];
  const cases: readonly [string, Buffer, string[]][] = [
    ['HTTP', http, ['0 ESME_RINVCMDLEN no PDU is so long; this looks like an HTTP request']],
    ['three octets', octets(0, 0, 0), ['3 ESME_RINVCMDLEN the octets end inside command_length']],
    ['half a header', encode(example('unbind')).subarray(0, 9), ['9 ESME_RINVCMDLEN the octets end inside the header']],
    ['an unknown command', frame(0x111), ['4 ESME_RINVCMDID unknown command_id']],
    [
      'a cut PDU, both as a whole and where it ends',
      frame('query_sm', octets('abc\0', 1)).subarray(0, 20),
      [
        '0 ESME_RINVCMDLEN command_length says 21, but there are 20 octets',
        '20 ESME_RINVCMDLEN the PDU ends before source_addr_ton',
      ],
    ],
    [
      'several parameters, each by itself',
      frame('unbind', Buffer.from('0501000104 138300020000 020e000100 04240009'.replaceAll(' ', ''), 'hex')),
      [
        '16 ESME_RINVOPTPARAMVAL ussd_service_op has a value that is not allowed',
        '27 ESME_RINVOPTPARAMVAL sar_total_segments has a value that is not allowed',
        '32 ESME_RINVOPTPARSTREAM message_payload runs over the end of the PDU',
      ],
    ],
    [
      'a text twice',
      withValues('submit_sm', { ...short, data_coding: 3, short_message: Buffer.from('a') }, payload),
      ['43 ESME_ROPTPARNOTALLWD short_message and message_payload together'],
    ],
    [
      'half a letter',
      withValues('submit_sm', { ...short, data_coding: 8, short_message: Buffer.from('abc') }),
      ['42 ESME_RINVMSGLEN UCS2 of an odd number of octets'],
    ],
  ];
  it.each(cases)('%s', (_, pdu, expected) => {
    expect(wrong(pdu)).toEqual(expected);
  });
});

describe('meanings', () => {
  const numbers: readonly [string, number, string][] = [
    ['esm_class', 0x04, 'default mode, SMSC delivery receipt'],
    ['esm_class', 0xc3, 'store and forward, user data header, reply path'],
    ['esm_class', 0x0c, 'default mode, reserved type'],
    ['registered_delivery', 0x00, 'no receipt'],
    [
      'registered_delivery',
      0x1d,
      'receipt, delivery acknowledgement, manual acknowledgement, intermediate notification',
    ],
    ['data_coding', 0x10, 'GSM-7, class 0 (flash)'],
    ['data_coding', 0x19, 'UCS2, class 1 (phone)'],
    ['data_coding', 0xf6, 'octets, class 2 (SIM)'],
    ['data_coding', 0xf0, 'GSM-7, class 0 (flash)'],
    ['data_coding', 0x48, 'UCS2 (USSD)'],
    ['data_coding', 0x30, 'reserved'],
    ['command_status', 0x400, "a vendor's own"],
    ['command_status', 0x09, 'reserved'],
    ['ussd_service_op', 40, "a vendor's"],
    ['source_addr_ton', 7, 'reserved'],
    ['interface_version', 0x34, 'SMPP 3.4'],
    ['congestion_state', 80, '80 % busy'],
    ['protocol_id', 5, ''],
  ];
  it.each(numbers)('%s %d', (name, value, meaning) => {
    expect(numberMeaning(name, value)).toBe(meaning);
  });

  const times: readonly [string, string][] = [
    ['', 'none'],
    ['190514235900038-', '2019-05-14 23:59:00.0 -09:30'],
    ['020610233429000R', 'in 2 y 6 mo 10 d 23 h 34 min 29 s'],
    ['000000000000000R', 'at once'],
    ['abcdefghijklmnop', 'no time of the standard'],
  ];
  it.each(times)('time %j', (time, meaning) => {
    expect(timeMeaning(time)).toBe(meaning);
  });
});
