import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS, type CommandName } from '../../../src/smpp/pdu/commands.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { frame, octets, verdict, withLength } from './support/frames.ts';
import { anyPdu, COMMAND_NAMES, example } from './support/pdus.ts';

const NUL = '\0';
/** submit_sm up to esm_class, and from there to sm_default_msg_id. */
const ADDRESSES = octets(NUL, 1, 1, '79161234567\0', 0, 1, '4555\0');
const MIDDLE = octets(0, 0, 0, NUL, NUL, 0, 0, 0, 0);
const submit = (...rest: readonly (number | string | Buffer)[]) =>
  frame('submit_sm', octets(ADDRESSES, MIDDLE, ...rest));
const bind = (systemId: string, password: string, systemType = '', range = '') =>
  frame('bind_transceiver', octets(systemId, NUL, password, NUL, systemType, NUL, 0x34, 0, 0, range, NUL));

const SM_LENGTH = 16 + ADDRESSES.length + MIDDLE.length;
const TLVS_BEGIN = SM_LENGTH + 1;
const a = (count: number) => 'a'.repeat(count);

describe('what is read', () => {
  const cases: readonly [string, Buffer][] = [
    ['an empty message', submit(0)],
    ['a message of 254 octets', submit(254, a(254))],
    ['a system_id of 15 octets', bind(a(15), a(8), a(12), a(40))],
    ['one octet behind the last parameter', submit(0, 0x05, 0x01, 0, 1, 1, 0x01)],
    ['one octet behind the message', submit(0, 0)],
    ['an answer without a body', frame('deliver_sm_resp')],
    ['a parameter that nobody knows', submit(0, 0x7f, 0xff, 0, 2, 1, 2)],
    ['an empty parameter that nobody knows', submit(0, 0x7f, 0xff, 0, 0)],
    ['ussd_service_op 17', submit(0, 0x05, 0x01, 0, 1, 17)],
    ['ussd_service_op 17 taken for hexadecimal', submit(0, 0x05, 0x01, 0, 1, 0x17)],
    ['a user abort of a vendor', submit(0, 0x05, 0x01, 0, 1, 0x81)],
  ];
  it.each(cases)('%s', (_, octets) => {
    expect(verdict(octets)).toBe('pdu ESME_ROK');
  });

  it('a capture of deliver_sm for *4006# that ends in a stray 01', () => {
    const stray = octets(submit(6, '*4006#', 0x05, 0x01, 0, 1, 1), 0x01);
    const decoded = decode(withLength(stray));
    expect(decoded).toMatchObject({ kind: 'pdu', pdu: { tlvs: [{ tag: 0x0501, value: Buffer.from([1]) }] } });
  });

  it('letters outside ASCII stay what they were, octet by octet', () => {
    const decoded = decode(bind('\xe9\xff', 'p'));
    expect(decoded).toMatchObject({ pdu: { body: { system_id: 'éÿ' } } });
  });
});

describe('a response that is not in order counts by its header, without what is wrong', () => {
  const BAD_TLV = [0x02, 0x10, 0, 2, 0x34, 0] as const;
  const GOOD_TLV = [0x14, 0x01, 0, 1, 9] as const;
  const good = [{ tag: 0x1401, value: Buffer.from([9]) }];
  const cases: readonly [string, CommandName, Buffer, object, string][] = [
    [
      'two octets of sc_interface_version',
      'bind_transceiver_resp',
      octets('op\0', ...BAD_TLV),
      { body: { system_id: 'op' }, tlvs: [] },
      'ESME_RINVPARLEN at 19',
    ],
    [
      'an empty additional_status_info_text',
      'submit_sm_resp',
      octets('7\0', 0, 0x1d, 0, 0),
      { body: { message_id: '7' }, tlvs: [] },
      'ESME_RINVPARLEN at 18',
    ],
    [
      'a bad parameter between two good ones',
      'submit_sm_resp',
      octets('7\0', ...GOOD_TLV, ...BAD_TLV, ...GOOD_TLV),
      { body: { message_id: '7' }, tlvs: [...good, ...good] },
      'ESME_RINVPARLEN at 23',
    ],
    [
      'a parameter that overruns',
      'submit_sm_resp',
      octets('7\0', ...GOOD_TLV, 0x14, 0x01, 0, 9, 1),
      { body: { message_id: '7' }, tlvs: good },
      'ESME_RINVOPTPARSTREAM at 23',
    ],
    [
      'half the head of a parameter',
      'unbind_resp',
      octets(0, 0),
      { body: {}, tlvs: [] },
      'ESME_RINVOPTPARSTREAM at 16',
    ],
    ['no NUL', 'deliver_sm_resp', octets('A'), { body: { message_id: '' }, tlvs: [] }, 'ESME_RINVCMDLEN at 16'],
    [
      'half a body',
      'query_sm_resp',
      octets('7\0', 0),
      { body: { message_id: '', final_date: '', message_state: 0, error_code: 0 }, tlvs: [] },
      'ESME_RINVCMDLEN at 19',
    ],
    [
      'a final_date of 1',
      'query_sm_resp',
      octets('7\0', 'a\0', 0, 0),
      { body: { message_id: '' } },
      'ESME_RINVCMDLEN at 18',
    ],
    ['a name of 16', 'bind_receiver_resp', octets(a(16), NUL), { body: { system_id: '' } }, 'ESME_RINVSYSID at 16'],
  ];
  it.each(cases)('%s in %s', (_, command, inside, pdu, expected) => {
    for (const status of [0, 0x58]) {
      const decoded = decode(frame(command, inside, status));
      expect(decoded).toMatchObject({ kind: 'sloppy', pdu: { command, status, sequence: 7, ...pdu } });
      expect(verdict(frame(command, inside, status))).toBe(expected);
    }
  });
});

describe('what is not', () => {
  const cases: readonly [string, Buffer, string][] = [
    ['an unknown command', frame(0x00000111), 'ESME_RINVCMDID at 4'],
    ['an unknown response', frame(0x80000111), 'ESME_RINVCMDID at 4'],
    ['a body without NULs', frame('submit_sm', octets(a(40))), 'ESME_RINVCMDLEN at 16'],
    ['a bind without NULs', frame('bind_transceiver', octets(a(40))), 'ESME_RINVCMDLEN at 16'],
    ['no body at all', frame('submit_sm'), 'ESME_RINVCMDLEN at 16'],
    ['system_id longer than 15', bind(a(16), 'p'), 'ESME_RINVSYSID at 16'],
    ['a longer password', bind('s', a(9)), 'ESME_RINVPASWD at 18'],
    ['a longer system_type', bind('s', 'p', a(13)), 'ESME_RINVSYSTYP at 20'],
    ['a longer address_range', bind('s', 'p', '', `${a(41)}`), 'ESME_RINVCMDLEN at 24'],
    ['a longer service_type', frame('submit_sm', octets(a(6), NUL)), 'ESME_RINVSERTYP at 16'],
    ['a longer source', frame('submit_sm', octets(NUL, 0, 0, a(21), NUL)), 'ESME_RINVSRCADR at 19'],
    ['a longer destination', frame('submit_sm', octets(NUL, 0, 0, NUL, 0, 0, a(21), NUL)), 'ESME_RINVDSTADR at 22'],
    ['a longer message_id', frame('query_sm', octets(a(65), NUL)), 'ESME_RINVMSGID at 16'],
    ['a schedule of 15', frame('submit_sm', octets(ADDRESSES, 0, 0, 0, a(15), NUL)), 'ESME_RINVSCHED at 41'],
    ['a schedule of 17', frame('submit_sm', octets(ADDRESSES, 0, 0, 0, a(17), NUL)), 'ESME_RINVSCHED at 41'],
    ['a validity of 1', frame('submit_sm', octets(ADDRESSES, 0, 0, 0, NUL, 'a\0')), 'ESME_RINVEXPIRY at 42'],
    ['no sm_length', submit(), `ESME_RINVCMDLEN at ${SM_LENGTH}`],
    ['sm_length beyond the PDU', submit(5, 'abcd'), `ESME_RINVMSGLEN at ${SM_LENGTH}`],
    ['sm_length 255', submit(255, a(255)), `ESME_RINVMSGLEN at ${SM_LENGTH}`],
    ['half a TLV head', submit(0, 0x05, 0x01, 0), `ESME_RINVOPTPARSTREAM at ${TLVS_BEGIN}`],
    ['two octets behind the last', submit(0, 1, 1), `ESME_RINVOPTPARSTREAM at ${TLVS_BEGIN}`],
    ['a TLV that overruns', submit(0, 0x04, 0x24, 0, 3, 'ab'), `ESME_RINVOPTPARSTREAM at ${TLVS_BEGIN}`],
    ['an unknown TLV that overruns', submit(0, 0x7f, 0xff, 0xff, 0xff), `ESME_RINVOPTPARSTREAM at ${TLVS_BEGIN}`],
    ['its_session_info of 1', submit(0, 0x13, 0x83, 0, 1, 1), `ESME_RINVPARLEN at ${TLVS_BEGIN}`],
    ['sar_msg_ref_num of 3', submit(0, 0x02, 0x0c, 0, 3, 1, 1, 1), `ESME_RINVPARLEN at ${TLVS_BEGIN}`],
    ['an empty ussd_service_op', submit(0, 0x05, 0x01, 0, 0), `ESME_RINVPARLEN at ${TLVS_BEGIN}`],
    ['ussd_service_op 4', submit(0, 0x05, 0x01, 0, 1, 4), `ESME_RINVOPTPARAMVAL at ${TLVS_BEGIN}`],
    ['ussd_service_op 20', submit(0, 0x05, 0x01, 0, 1, 20), `ESME_RINVOPTPARAMVAL at ${TLVS_BEGIN}`],
    ['ussd_service_op 31', submit(0, 0x05, 0x01, 0, 1, 31), `ESME_RINVOPTPARAMVAL at ${TLVS_BEGIN}`],
    ['a total of 0 parts', submit(0, 0x02, 0x0e, 0, 1, 0), `ESME_RINVOPTPARAMVAL at ${TLVS_BEGIN}`],
    ['part 0', submit(0, 0x02, 0x0f, 0, 1, 0), `ESME_RINVOPTPARAMVAL at ${TLVS_BEGIN}`],
    ['a bad second TLV', submit(0, 0x05, 0x01, 0, 1, 1, 0x13, 0x83, 0, 0), `ESME_RINVPARLEN at ${TLVS_BEGIN + 5}`],
    ['no destinations', frame('submit_multi', octets(NUL, 0, 0, NUL, 0)), 'ESME_RINVNUMDESTS at 20'],
    ['255 destinations', frame('submit_multi', octets(NUL, 0, 0, NUL, 255)), 'ESME_RINVNUMDESTS at 20'],
    ['a flag 3', frame('submit_multi', octets(NUL, 0, 0, NUL, 1, 3, NUL)), 'ESME_RINVDESTFLAG at 21'],
    ['a longer list name', frame('submit_multi', octets(NUL, 0, 0, NUL, 1, 2, a(21), NUL)), 'ESME_RINVDLNAME at 22'],
    [
      'a longer listed destination',
      frame('submit_multi', octets(NUL, 0, 0, NUL, 1, 1, 0, 0, a(21), NUL)),
      'ESME_RINVDSTADR at 24',
    ],
    ['fewer destinations than said', frame('submit_multi', octets(NUL, 0, 0, NUL, 2, 2, NUL)), 'ESME_RINVCMDLEN at 23'],
  ];
  it.each(cases)('%s', (_, octets, expected) => {
    expect(verdict(octets)).toBe(expected);
  });

  it('a request with status and a bad body is a bad request, not an error', () => {
    expect(verdict(frame('submit_sm', octets('no NUL'), 0x58))).toBe('ESME_RINVCMDLEN at 16');
  });

  it.each([0, 3, 8, 15])('%d octets are no frame', (length) => {
    const decoded = decode(Buffer.alloc(length, 1));
    expect(decoded).toMatchObject({ kind: 'unreadable', command: null, status: 'ESME_RINVCMDLEN', offset: length });
  });

  it.each([-1, 1])('a command_length that is %d off', (off) => {
    const octets = frame('enquire_link', Buffer.alloc(4));
    octets.writeUInt32BE(octets.length + off, 0);
    expect(decode(octets)).toMatchObject({
      command: 'enquire_link',
      sequence: 7,
      status: 'ESME_RINVCMDLEN',
      offset: 0,
    });
  });

  it('names the command, so that it can be answered in its own response, and no value', () => {
    expect(decode(bind(a(16), 'p'))).toEqual({
      kind: 'unreadable',
      command: 'bind_transceiver',
      commandId: 9,
      sequence: 7,
      status: 'ESME_RINVSYSID',
      offset: 16,
      reason: 'system_id is longer than 15 octets',
    });
  });
});

describe.each(COMMAND_NAMES)('%s cut', (command) => {
  const whole = encode(example(command));
  const lengths = Array.from({ length: whole.length }, (_, length) => length);

  it('and its length mended: the rest of the memory is never read', () => {
    for (const length of lengths.filter((each) => each >= 16)) {
      // The octets behind the cut would make it whole again.
      const cut = whole.subarray(0, length);
      const saved = cut.readUInt32BE(0);
      cut.writeUInt32BE(length, 0);
      const decoded = decode(cut);
      cut.writeUInt32BE(saved, 0);
      const expected = decode(withLength(cut));
      expect(decoded).toEqual(expected);
      if (decoded.kind !== 'pdu') expect(decoded.offset).toBeLessThanOrEqual(length);
    }
  });

  it('within its body it is not readable, and a response is sloppy unless all of the body is gone', () => {
    const bodyEnd = encode({ ...example(command), tlvs: [] }).length;
    const { kind } = COMMANDS[command];
    for (const length of lengths.filter((each) => each >= 16 && each < bodyEnd)) {
      const decoded = decode(withLength(whole.subarray(0, length)));
      const ofResponse = length === 16 ? 'pdu' : 'sloppy';
      expect(decoded.kind).toBe(kind === 'response' ? ofResponse : 'unreadable');
    }
  });

  it('without mending: its command_length is what is wrong', () => {
    for (const length of lengths) {
      expect(decode(whole.subarray(0, length))).toMatchObject({ kind: 'unreadable', status: 'ESME_RINVCMDLEN' });
    }
  });
});

it('reads views of the frame, at any place in memory', () => {
  fc.assert(
    fc.property(anyPdu, fc.nat(9), (pdu, shift) => {
      const octets = encode(pdu);
      const moved = Buffer.concat([Buffer.alloc(shift, 0xff), octets, Buffer.alloc(9, 0xff)]);
      expect(decode(moved.subarray(shift, shift + octets.length))).toEqual({ kind: 'pdu', pdu });
    }),
  );
});
