/** PDUs by the table: one example of each command, and arbitrary ones. */
import fc from 'fast-check';
import { COMMANDS, type CommandName } from '../../../../src/smpp/pdu/commands.ts';
import type { Field, FieldKind, FieldValues } from '../../../../src/smpp/pdu/fields.ts';
import type { Pdu, Tlv } from '../../../../src/smpp/pdu/pdu.ts';
import { TLVS, type TlvName, type TlvRule } from '../../../../src/smpp/pdu/tlvs.ts';

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];
export const TLV_NAMES = Object.keys(TLVS) as readonly TlvName[];

export const fieldsOf = (command: CommandName): readonly Field[] => COMMANDS[command].fields;

/** How the texts and octets of arbitrary PDUs are made. */
export interface Letters {
  readonly character: fc.Arbitrary<string>;
  /** Of the times that are not empty. */
  readonly time: fc.Arbitrary<string>;
}

const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));

/** Everything that a C-octet string may hold. */
export const LATIN1: Letters = {
  character: fc.constantFrom(...range(0x01, 0xff)),
  time: fc.constantFrom('190514235900004+', '000001020304000R'),
};

/** What every peer reads alike. */
export const ASCII: Letters = { character: fc.constantFrom(...range(0x20, 0x7e)), time: fc.constant('') };

const uint8 = fc.integer({ min: 0, max: 0xff });
const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const octets = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));
const text = (letters: Letters, max: number) =>
  fc.oneof(
    fc.constant(''),
    fc.array(letters.character, { maxLength: max - 1 }).map((all) => all.join('')),
    letters.character.map((one) => one.repeat(max - 1)),
  );

const address = (letters: Letters) => ({ ton: uint8, npi: uint8, addr: text(letters, 21) });

function value({ kind, max }: Field, letters: Letters): fc.Arbitrary<FieldValues[FieldKind]> {
  const arbitraries: { readonly [Kind in FieldKind]: () => fc.Arbitrary<FieldValues[Kind]> } = {
    uint8: () => uint8,
    cstring: () => text(letters, max),
    time: () => fc.oneof(fc.constant(''), letters.time),
    short_message: () => fc.oneof(octets(0, 20), octets(254, 254)),
    destinations: () =>
      fc.array(
        fc.oneof(
          fc.record({ flag: fc.constant(1 as const), ...address(letters) }),
          fc.record({ flag: fc.constant(2 as const), dl_name: text(letters, 21) }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
    unsuccess: () => fc.array(fc.record({ ...address(letters), error_status_code: uint32 }), { maxLength: 5 }),
  };
  return arbitraries[kind]();
}

/** A parameter that passes its own rule. */
export function knownTlv(name: TlvName): fc.Arbitrary<Tlv> {
  const { tag, min, max, ranges }: TlvRule = TLVS[name];
  if (ranges === undefined) return octets(min, Math.min(max, 300)).map((made) => ({ tag, value: made }));
  const allowed = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
  return fc.constantFrom(...allowed).map((made) => ({ tag, value: Buffer.from([made]) }));
}

const unknownTlv = fc.record({ tag: fc.integer({ min: 0x1400, max: 0x14ff }), value: octets(0, 40) });

export const tlvs: fc.Arbitrary<readonly Tlv[]> = fc.array(
  fc.oneof(unknownTlv, fc.constantFrom(...TLV_NAMES).chain(knownTlv)),
  { maxLength: 5 },
);

/** Any PDU of one command that can be written. */
export function pduOf(command: CommandName, letters: Letters = LATIN1): fc.Arbitrary<Pdu> {
  const body = Object.fromEntries(fieldsOf(command).map((field) => [field.name, value(field, letters)]));
  return fc.record({
    command: fc.constant(command),
    status: fc.constant(0),
    sequence: uint32,
    body: fc.record(body),
    tlvs,
  }) as fc.Arbitrary<Pdu>;
}

/** Any PDU that can be written. */
export const anyPdu: fc.Arbitrary<Pdu> = fc.constantFrom(...COMMAND_NAMES).chain((command) => pduOf(command));

const EXAMPLE_VALUES: FieldValues = {
  uint8: 1,
  cstring: 'abc',
  time: '190514235900004+',
  short_message: Buffer.from('*111#'),
  destinations: [
    { flag: 1, ton: 1, npi: 1, addr: '79161234567' },
    { flag: 2, dl_name: 'list' },
  ],
  unsuccess: [{ ton: 1, npi: 1, addr: '79161234567', error_status_code: 0x0b }],
};

/** One PDU of a command with something in each field and two parameters; `values` replace fields. */
export function example(command: CommandName, values: Readonly<Record<string, unknown>> = {}): Pdu {
  const body = Object.fromEntries(fieldsOf(command).map(({ name, kind }) => [name, EXAMPLE_VALUES[kind]]));
  const parameters = [
    { tag: TLVS.ussd_service_op.tag, value: Buffer.from([2]) },
    { tag: 0x1400, value: Buffer.from('own') },
  ];
  return { command, status: 0, sequence: 7, body: { ...body, ...values }, tlvs: parameters } as unknown as Pdu;
}
