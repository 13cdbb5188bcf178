import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/smpp/pdu/commands.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { encode, encodedLength, encodeInto } from '../../../src/smpp/pdu/write.ts';
import { anyPdu, COMMAND_NAMES, example, pduOf } from './support/pdus.ts';

describe.each(COMMAND_NAMES)('%s', (command) => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(pduOf(command), (pdu) => {
        expect(decode(encode(pdu))).toEqual({ kind: 'pdu', pdu });
      }),
      { numRuns: 60 },
    );
  });

  it('is written again as it was read', () => {
    const octets = encode(example(command));
    const decoded = decode(octets);
    expect(decoded.kind === 'pdu' && encode(decoded.pdu).equals(octets)).toBe(true);
  });

  it('carries its length and id', () => {
    const octets = encode(example(command));
    expect([octets.readUInt32BE(0), octets.readUInt32BE(4)]).toEqual([octets.length, COMMANDS[command].id]);
  });
});

it('is as long as announced, wherever it is written, and touches nothing around', () => {
  fc.assert(
    fc.property(anyPdu, fc.nat(40), fc.nat(40), (pdu, before, after) => {
      const target = Buffer.alloc(before + encodedLength(pdu) + after, 0xee);
      const end = encodeInto(target, before, pdu);
      expect(end).toBe(target.length - after);
      expect(target.subarray(before, end).equals(encode(pdu))).toBe(true);
      expect(target.subarray(0, before).every((octet) => octet === 0xee)).toBe(true);
      expect(target.subarray(end).every((octet) => octet === 0xee)).toBe(true);
    }),
  );
});

it('writes nothing where one octet of room is missing', () => {
  fc.assert(
    fc.property(anyPdu, (pdu) => {
      const target = Buffer.alloc(encodedLength(pdu) + 4, 0xee);
      expect(encodeInto(target, 5, pdu)).toBe(-1);
      expect(target.every((octet) => octet === 0xee)).toBe(true);
    }),
  );
});

describe('responses', () => {
  const RESPONSES = COMMAND_NAMES.filter((name) => COMMANDS[name].kind === 'response');

  it.each(RESPONSES)('an error of %s leaves the body out and is read with empty values', (command) => {
    const octets = encode({ ...example(command), status: 0x45, tlvs: [] });
    expect(octets.length).toBe(16);
    const decoded = decode(octets);
    if (decoded.kind !== 'pdu') throw new Error(decoded.reason);
    expect(Object.keys(decoded.pdu.body)).toEqual(COMMANDS[command].fields.map(({ name }) => name));
    for (const value of Object.values(decoded.pdu.body)) expect([0, '', []]).toContainEqual(plain(value));
    expect(decoded.pdu).toMatchObject({ command, status: 0x45, sequence: 7, tlvs: [] });
  });

  it.each(RESPONSES)('an error of %s with parameters has its body in front of them', (command) => {
    const pdu = { ...example(command), status: 0x45 };
    expect(decode(encode(pdu))).toEqual({ kind: 'pdu', pdu });
  });

  it('an answer to deliver_sm carries one NUL', () => {
    const octets = encode({ command: 'deliver_sm_resp', status: 0, sequence: 1, body: { message_id: '' }, tlvs: [] });
    expect(octets.toString('hex')).toBe('0000001180000005000000000000000100');
  });

  const plain = (value: unknown) => (Buffer.isBuffer(value) ? [...value] : value);
});
