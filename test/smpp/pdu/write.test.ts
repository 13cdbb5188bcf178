import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src/smpp/pdu/commands.ts';
import type { Pdu } from '../../../src/smpp/pdu/pdu.ts';
import { EncodeError, encode } from '../../../src/smpp/pdu/write.ts';
import { COMMAND_NAMES, example, fieldsOf } from './support/pdus.ts';

const a = (count: number) => 'a'.repeat(count);

function refusal(pdu: Pdu): EncodeError {
  try {
    encode(pdu);
  } catch (error) {
    if (error instanceof EncodeError) return error;
    throw error;
  }
  throw new Error('it was written');
}

describe('values without a form on the wire are refused, naming command and field but no value', () => {
  const cases: readonly [CommandName, Record<string, unknown>, string][] = [
    ['submit_sm', { source_addr: '7916\x001' }, 'submit_sm: source_addr holds a NUL'],
    ['submit_sm', { source_addr: 'Бонус' }, 'submit_sm: source_addr holds a character that is not Latin-1'],
    ['submit_sm', { source_addr: a(21) }, 'submit_sm: source_addr has 21 characters, at most 20 fit'],
    ['bind_receiver', { password: a(9) }, 'bind_receiver: password has 9 characters, at most 8 fit'],
    ['submit_sm', { validity_period: a(15) }, 'submit_sm: validity_period has 15 characters, a time has 16'],
    ['submit_sm', { validity_period: `${a(15)}\0` }, 'submit_sm: validity_period holds a NUL'],
    ['deliver_sm', { esm_class: 256 }, 'deliver_sm: esm_class is no integer from 0 to 255'],
    ['deliver_sm', { esm_class: -1 }, 'deliver_sm: esm_class is no integer from 0 to 255'],
    ['deliver_sm', { esm_class: 1.5 }, 'deliver_sm: esm_class is no integer from 0 to 255'],
    ['deliver_sm', { esm_class: Number.NaN }, 'deliver_sm: esm_class is no integer from 0 to 255'],
    ['submit_sm', { short_message: Buffer.alloc(255) }, 'submit_sm: short_message has 255 octets, at most 254 fit'],
    ['submit_sm', { short_message: Buffer.alloc(256) }, 'submit_sm: short_message has 256 octets, at most 254 fit'],
    ['submit_multi', { dest_address: [] }, 'submit_multi: dest_address has 0 destinations, not 1 to 254'],
    [
      'submit_multi',
      { dest_address: Array(255).fill({ flag: 2, dl_name: '' }) },
      'submit_multi: dest_address has 255 destinations, not 1 to 254',
    ],
    [
      'submit_multi',
      { dest_address: [{ flag: 2, dl_name: a(21) }] },
      'submit_multi: dl_name has 21 characters, at most 20 fit',
    ],
    [
      'submit_multi',
      { dest_address: [{ flag: 1, ton: 256, npi: 0, addr: '' }] },
      'submit_multi: dest_addr_ton is no integer from 0 to 255',
    ],
    [
      'submit_multi_resp',
      { unsuccess_sme: [{ ton: 0, npi: 0, addr: '', error_status_code: -1 }] },
      'submit_multi_resp: error_status_code is no integer of 32 bits',
    ],
    [
      'submit_multi_resp',
      { unsuccess_sme: Array(256).fill({ ton: 0, npi: 0, addr: '', error_status_code: 0 }) },
      'submit_multi_resp: no_unsuccess is no integer from 0 to 255',
    ],
  ];
  it.each(cases)('%s %j', (command, values, message) => {
    expect(refusal(example(command, values)).message).toBe(message);
  });

  const heads: readonly [Partial<Pdu>, string][] = [
    [{ status: -1 }, 'unbind: command_status is no integer of 32 bits'],
    [{ status: 2 ** 32 }, 'unbind: command_status is no integer of 32 bits'],
    [{ sequence: 0.5 }, 'unbind: sequence_number is no integer of 32 bits'],
    [{ sequence: 2 ** 32 }, 'unbind: sequence_number is no integer of 32 bits'],
    [{ tlvs: [{ tag: 0x10000, value: Buffer.alloc(0) }] }, 'unbind: a TLV has a tag that is no integer of 16 bits'],
    [{ tlvs: [{ tag: 1, value: Buffer.alloc(0x10000) }] }, 'unbind: a TLV has 65536 octets, at most 65535 fit'],
  ];
  it.each(heads)('head %#', (head, message) => {
    expect(refusal({ ...example('unbind'), ...head } as Pdu).message).toBe(message);
  });

  it('carries command and field for those who log it', () => {
    expect(refusal(example('submit_sm', { source_addr: '\0' }))).toMatchObject({
      command: 'submit_sm',
      field: 'source_addr',
    });
  });
});

describe('no text field lets in a NUL, a long text or a foreign letter', () => {
  const texts = COMMAND_NAMES.flatMap((command) =>
    fieldsOf(command)
      .filter(({ kind }) => kind === 'cstring' || kind === 'time')
      .map(({ name, max }) => ({ command, name, max })),
  );
  it.each(texts)('$command $name', ({ command, name, max }) => {
    for (const text of [`${a(max - 2)}\0`, a(max), `${a(max - 2)}Ā`]) {
      expect(refusal(example(command, { [name]: text })).field).toBe(name);
    }
    const longest = a(max - 1);
    expect(encode(example(command, { [name]: longest })).includes(`${longest}\0`)).toBe(true);
  });
});
