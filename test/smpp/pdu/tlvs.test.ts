import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intTlv,
  octetsTlv,
  TLVS,
  type TlvNameOf,
  textTlv,
  tlvDefect,
  tlvInt,
  tlvName,
  tlvOctets,
  tlvText,
} from '../../../src/smpp/pdu/tlvs.ts';
import { TLV_NAMES } from './support/pdus.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

it('no tag stands twice', () => {
  expect(new Set(TLV_NAMES.map((name) => TLVS[name].tag)).size).toBe(TLV_NAMES.length);
});

it.each(TLV_NAMES)('%s is known by its tag and checked at both ends of its length', (name) => {
  const { tag, min, max } = TLVS[name];
  expect(tlvName(tag)).toBe(name);
  for (const length of [min, max]) expect(tlvDefect(tag, Buffer.alloc(length, 1))).toBe(null);
  if (min > 0) expect(tlvDefect(tag, Buffer.alloc(min - 1, 1))).toBe('ESME_RINVPARLEN');
  if (max < 0xffff) expect(tlvDefect(tag, Buffer.alloc(max + 1, 1))).toBe('ESME_RINVPARLEN');
});

it('what nobody knows passes whatever it holds', () => {
  expect(tlvName(0x1400)).toBe(null);
  expect(tlvDefect(0x1400, Buffer.alloc(1000))).toBe(null);
});

it('ussd_service_op: what the standard, vendors and one famous misreading have', () => {
  const { tag } = TLVS.ussd_service_op;
  const allowed = Array.from({ length: 256 }, (_, op) => op).filter((op) => tlvDefect(tag, Buffer.from([op])) === null);
  const vendors = Array.from({ length: 224 }, (_, index) => 32 + index);
  expect(allowed).toEqual([0, 1, 2, 3, 16, 17, 18, 19, 23, ...vendors]);
});

it.each(['sar_total_segments', 'sar_segment_seqnum'] as const)('%s is not 0', (name) => {
  expect(tlvDefect(TLVS[name].tag, Buffer.from([0]))).toBe('ESME_RINVOPTPARAMVAL');
  for (const value of [1, 255]) expect(tlvDefect(TLVS[name].tag, Buffer.from([value]))).toBe(null);
});

describe('made and read', () => {
  const ints: readonly [TlvNameOf<'int'>, number, string][] = [
    ['ussd_service_op', 2, '02'],
    ['user_message_reference', 0xfffe, 'fffe'],
    ['qos_time_to_live', 0xfffffffe, 'fffffffe'],
    ['source_telematics_id', 0xff, 'ff'],
    ['source_telematics_id', 0x100, '0100'],
    ['sc_interface_version', 0x50, '50'],
  ];
  it.each(ints)('%s %d', (name, value, octets) => {
    const tlv = intTlv(name, value);
    expect(tlv).toEqual({ tag: TLVS[name].tag, value: hex(octets) });
    expect(tlvInt([tlv], name)).toBe(value);
  });

  it('integers of every size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(tlvInt([intTlv('qos_time_to_live', value)], 'qos_time_to_live')).toBe(value);
      }),
    );
  });

  it('octets', () => {
    const tlv = octetsTlv('its_session_info', hex('0501'));
    expect(tlv).toEqual({ tag: 0x1383, value: hex('0501') });
    expect(tlvOctets([tlv], 'its_session_info')).toEqual(hex('0501'));
  });

  it('texts, with their NUL and without', () => {
    const tlv = textTlv('receipted_message_id', '0a1B');
    expect(tlv.value).toEqual(hex('3061314200'));
    expect(tlvText([tlv], 'receipted_message_id')).toBe('0a1B');
    expect(tlvText([{ ...tlv, value: hex('30613142') }], 'receipted_message_id')).toBe('0a1B');
  });

  it('the first of a name counts; where there is none, null', () => {
    const tlvs = [intTlv('message_state', 2), intTlv('ussd_service_op', 1), intTlv('ussd_service_op', 2)];
    expect(tlvInt(tlvs, 'ussd_service_op')).toBe(1);
    expect(tlvInt(tlvs, 'user_message_reference')).toBe(null);
    expect(tlvOctets(tlvs, 'message_payload')).toBe(null);
    expect(tlvText(tlvs, 'receipted_message_id')).toBe(null);
  });
});

describe('refused', () => {
  const cases: readonly [string, () => unknown, string][] = [
    ['too large', () => intTlv('ussd_service_op', 256), 'ussd_service_op must be an integer of one octet'],
    ['negative', () => intTlv('user_message_reference', -1), 'user_message_reference must be an integer of 2 octets'],
    ['no integer', () => intTlv('message_state', 1.5), 'message_state must be an integer of one octet'],
    ['not allowed', () => intTlv('ussd_service_op', 4), 'ussd_service_op has a value that is not allowed'],
    [
      'too long',
      () => octetsTlv('its_session_info', Buffer.alloc(3)),
      'its_session_info of 3 octets: 2 to 2 are allowed',
    ],
    [
      'a long text',
      () => textTlv('receipted_message_id', 'a'.repeat(65)),
      'receipted_message_id of 66 octets: 1 to 65 are allowed',
    ],
    [
      'a NUL',
      () => textTlv('receipted_message_id', 'a\0b'),
      'receipted_message_id holds a NUL or a character that is not Latin-1',
    ],
    [
      'a foreign letter',
      () => textTlv('receipted_message_id', 'Б'),
      'receipted_message_id holds a NUL or a character that is not Latin-1',
    ],
  ];
  it.each(cases)('%s', (_, make, message) => {
    expect(make).toThrow(new RangeError(message));
  });
});
