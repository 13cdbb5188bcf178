/** Our tables and octets against those of npm `smpp`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/smpp/pdu/commands.ts';
import type { Destination, FieldKind, Unsuccess } from '../../../src/smpp/pdu/fields.ts';
import type { Pdu, Tlv } from '../../../src/smpp/pdu/pdu.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { STATUSES } from '../../../src/smpp/pdu/statuses.ts';
import { TLVS, type TlvRule } from '../../../src/smpp/pdu/tlvs.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { npmSmpp } from './support/npmSmpp.ts';
import { ASCII, COMMAND_NAMES, fieldsOf, knownTlv, pduOf, TLV_NAMES } from './support/pdus.ts';

const { commands, errors, PDU, tlvs, types } = npmSmpp;

const KINDS: Readonly<Record<FieldKind, string>> = {
  uint8: 'int8',
  cstring: 'cstring',
  time: 'cstring',
  short_message: 'buffer',
  destinations: 'dest_address_array',
  unsuccess: 'unsuccess_sme_array',
};

const nameOf = (table: Readonly<Record<string, unknown>>, value: unknown) =>
  Object.keys(table).find((name) => table[name] === value);

describe('tables', () => {
  it.each(COMMAND_NAMES)('%s has the same id and body', (name) => {
    const theirs = commands[name];
    const body = Object.entries(theirs?.params ?? {}).map(([field, { type }]) => [field, nameOf(types, type)]);
    expect(theirs?.id).toBe(COMMANDS[name].id);
    expect(body).toEqual(fieldsOf(name).map((field) => [field.name, KINDS[field.kind]]));
  });

  it('they have the broadcasts of 5.0 besides, and nothing else', () => {
    const more = Object.keys(commands).filter((name) => !(name in COMMANDS));
    expect(more.every((name) => name.includes('broadcast'))).toBe(true);
    expect(COMMAND_NAMES).toHaveLength(Object.keys(commands).length - more.length);
  });

  /** 5.0 renamed what 3.4 called optional parameters. */
  const RENAMED: Readonly<Record<string, string>> = {
    ESME_RINVTLVSTREAM: 'ESME_RINVOPTPARSTREAM',
    ESME_RTLVNOTALLWD: 'ESME_ROPTPARNOTALLWD',
    ESME_RINVTLVLEN: 'ESME_RINVPARLEN',
    ESME_RMISSINGTLV: 'ESME_RMISSINGOPTPARAM',
    ESME_RINVTLVVAL: 'ESME_RINVOPTPARAMVAL',
  };

  it('the same statuses', () => {
    const theirs = Object.entries(errors).map(([name, code]) => [RENAMED[name] ?? name, code]);
    expect(Object.entries(STATUSES).map(([name, { code }]) => [name, code])).toEqual(theirs);
  });

  const OURS_ALONE = ['ussd_session_id'];
  const ALIASES: Readonly<Record<string, string>> = { destination_port: 'dest_port' };
  const INTS: Readonly<Record<number, string>> = { 1: 'int8', 2: 'int16', 4: 'int32' };
  /** Where they are one size and the standards two. */
  const SIZES: Readonly<Record<string, string>> = {
    source_telematics_id: 'int16',
    dest_addr_np_country: 'int32',
    alert_on_message_delivery: 'int8',
  };

  it.each(TLV_NAMES.filter((name) => !OURS_ALONE.includes(name)))('%s has the same tag and kind', (name) => {
    const theirs = tlvs[ALIASES[name] ?? name];
    const { tag, kind, max }: TlvRule = TLVS[name];
    const expected = SIZES[name] ?? (kind === 'int' ? INTS[max] : kind === 'cstring' ? 'cstring' : /^(buffer|string)$/);
    expect(theirs?.id).toBe(tag);
    expect(nameOf(types.tlv, theirs?.type)).toMatch(expected ?? 'no such size');
  });

  it('all of theirs are ours', () => {
    const tags = new Set<number>(TLV_NAMES.map((name) => TLVS[name].tag));
    expect(Object.entries(tlvs).filter(([, { id }]) => !tags.has(id))).toEqual([]);
  });
});

/** Our body in their words. Their texts stay octets under data_coding 4 without a header. */
function inTheirWords({ body, sequence }: Pdu): Record<string, unknown> {
  const renamed = Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(listed) : value]);
  return { ...Object.fromEntries(renamed), sequence_number: sequence };
}

function listed(one: Destination | Unsuccess): object {
  if ('dl_name' in one) return { dl_name: one.dl_name };
  const address = { dest_addr_ton: one.ton, dest_addr_npi: one.npi, destination_addr: one.addr };
  return 'flag' in one ? address : { ...address, error_status_code: one.error_status_code };
}

const BINARY = { data_coding: 4, esm_class: 0 };

/** PDUs that both sides can hold: ASCII, no times (they turn those into dates), binary texts. */
const common = (name: Pdu['command']) =>
  pduOf(name, ASCII).map((pdu) => {
    const binary = Object.entries(BINARY).filter(([field]) => field in pdu.body);
    return { ...pdu, body: { ...pdu.body, ...Object.fromEntries(binary) }, tlvs: [] } as unknown as Pdu;
  });

/** Without a data_coding beside it (replace_sm) they leave a text as it is. */
const message = (value: unknown) => (Buffer.isBuffer(value) ? value : (value as { message: Buffer }).message);

describe('octets', () => {
  it.each(COMMAND_NAMES)('%s of ours is read by them', (name) => {
    fc.assert(
      fc.property(common(name), (pdu) => {
        const theirs = new PDU(encode(pdu));
        expect(theirs).toMatchObject({ command: name, command_status: 0 });
        for (const [field, value] of Object.entries(inTheirWords(pdu))) {
          expect(field === 'short_message' ? message(theirs[field]) : theirs[field], field).toEqual(value);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each(COMMAND_NAMES)('%s of theirs is read by us', (name) => {
    fc.assert(
      fc.property(common(name), (pdu) => {
        expect(decode(new PDU(name, inTheirWords(pdu)).toBuffer())).toEqual({ kind: 'pdu', pdu });
      }),
      { numRuns: 40 },
    );
  });

  const submit = { command: 'submit_sm', status: 0, sequence: 1 } as const;
  const empty = decode(new PDU('submit_sm', { sequence_number: 1, data_coding: 4 }).toBuffer());
  const body = empty.kind === 'pdu' && empty.pdu.command === 'submit_sm' ? empty.pdu.body : null;

  // What they do not know they lose, so that the same octets again mean that they read and wrote it.
  it.each(Object.keys(tlvs))('the parameter %s in both directions', (theirName) => {
    const name = TLV_NAMES.find((each) => TLVS[each].tag === tlvs[theirName]?.id);
    if (name === undefined || body === null) throw new Error('unknown');
    const common =
      name === 'broadcast_end_time' ? fc.constant(END_TIME) : knownTlv(name).map(inAscii).map(closed).filter(isCommon);
    fc.assert(
      fc.property(common, (tlv) => {
        const octets = encode({ ...submit, body, tlvs: [tlv] });
        expect(new PDU(octets).toBuffer()).toEqual(octets);
      }),
      { numRuns: 40 },
    );
  });

  /** They make a date of it, and write a date in this form only. */
  const END_TIME = { tag: TLVS.broadcast_end_time.tag, value: Buffer.from('190514235900000+') };

  /** They make texts of some octets, ASCII ones. */
  const inAscii = ({ tag, value }: Tlv): Tlv => ({ tag, value: Buffer.from(value.map((octet) => octet & 0x7f)) });

  /** They write a NUL behind every text. */
  const closed = ({ tag, value }: Tlv): Tlv => {
    const type = Object.values(tlvs).find(({ id }) => id === tag)?.type;
    if (type !== types.tlv.cstring) return { tag, value };
    return { tag, value: Buffer.from(value.map((octet, at) => (at === value.length - 1 ? 0 : octet || 1))) };
  };

  /** They write integers in one size only. */
  const isCommon = ({ tag, value }: Tlv) => {
    const type = Object.values(tlvs).find(({ id }) => id === tag)?.type;
    const { int8, int16, int32 } = types.tlv;
    const size = new Map([
      [int8, 1],
      [int16, 2],
      [int32, 4],
    ]).get(type);
    return size === undefined || value.length === size;
  };
});
