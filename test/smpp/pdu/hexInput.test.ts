import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pdusIn } from '../../../src/smpp/pdu/capture.ts';
import { readHex } from '../../../src/smpp/pdu/hexInput.ts';

const blocks = (text: string) => {
  const input = readHex(text);
  if (input.kind !== 'octets') throw new Error(`${input.line}:${input.column} ${input.reason}`);
  return input.blocks.map((block) => block.toString('hex'));
};

const ENQUIRE = '00000010000000150000000000000001';
const OCTETS = ENQUIRE.match(/../g) ?? [];

describe('digits', () => {
  const cases: readonly [string, string][] = [
    ['bare', ENQUIRE],
    ['in capitals', ENQUIRE.toUpperCase()],
    ['in words', '00000010 00000015 00000000 00000001'],
    ['in octets', OCTETS.join(' ')],
    ['with colons', OCTETS.join(':')],
    ['with commas', OCTETS.join(', ')],
    ['with dashes', OCTETS.join('-')],
    ['in brackets', `<${OCTETS.join(' ')}>`],
    ['with one 0x', `0x${ENQUIRE}`],
    ['with 0x each', OCTETS.map((octet) => `0x${octet}`).join(',')],
    ['with 0x and lone digits', OCTETS.map((octet) => `0x${Number.parseInt(octet, 16).toString(16)}`).join(', ')],
    ['as an escaped string', `"${OCTETS.map((octet) => `\\x${octet}`).join('')}"`],
    ['over lines', `${OCTETS.slice(0, 5).join(' ')}\r\n${OCTETS.slice(5).join(' ')}\r\n`],
    [
      'as an array of C',
      `/* Frame (16 bytes) */\nstatic const unsigned char pkt1[16] = {\n${OCTETS.map((octet) => `0x${octet}`).join(', ')} /* ...E. */\n};\n`,
    ],
  ];
  it.each(cases)('%s', (_, text) => {
    expect(blocks(text)).toEqual([ENQUIRE]);
  });

  it('paragraphs are blocks', () => {
    expect(blocks('0011\n\n2233\n44\n \n55')).toEqual(['0011', '223344', '55']);
  });

  it.each(['', ' \n\n', '{}'])('none in %j', (text) => {
    expect(blocks(text)).toEqual([]);
  });
});

describe('dumps', () => {
  const cases: readonly [string, string, string[]][] = [
    ['one line', '0000  00 01 02', ['000102']],
    [
      'an ASCII column of hexadecimal letters',
      '0000  61 62 63 64                                       abcd',
      ['61626364'],
    ],
    ['a short line with a narrow gap', '0000  61 62  ab', ['6162']],
    [
      'halves',
      '00000000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  |abcdefghijklmnop|',
      ['6162636465666768696a6b6c6d6e6f70'],
    ],
    ['packets', '0000  0001\n\n0000  0203\n0002  04', ['0001', '020304']],
    ['headings between', 'Frame (2 bytes):\n0000  00 01\n12:00:00 IP a > b\n\t0x0000:  0203', ['0001', '0203']],
    ['offsets of five digits', '0000: 0001\n00002: 02', ['000102']],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(blocks(text)).toEqual(expected);
  });
});

describe('what is not read says where and why', () => {
  const cases: readonly [string, number, number, string][] = [
    ['00 0g', 1, 5, '"g" is no hexadecimal digit'],
    ['0x00\n 0xzz', 2, 4, '"z" is no hexadecimal digit'],
    ['00\n00 123', 2, 4, '3 digits make no whole octets'],
    ['0000  00 01\n0004  02', 2, 1, 'the dump goes on at offset 4, but 2 is due'],
    ['00000000  00 01\n*\n00000020  00', 3, 1, 'the dump goes on at offset 20, but 2 is due'],
  ];
  it.each(cases)('%j', (text, line, column, reason) => {
    expect(readHex(text)).toEqual({ kind: 'unreadable', line, column, reason });
  });
});

describe('dumps that tools wrote of the same four PDUs', () => {
  const FOLDER = join(import.meta.dirname, 'dumps');
  const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
  const expected = read('tshark-payload.txt').trim().split('\n');

  it.each(readdirSync(FOLDER))('%s', (file) => {
    const input = readHex(read(file));
    if (input.kind !== 'octets') throw new Error(input.reason);
    const pdus = pdusIn(input.blocks);
    expect(pdus.map(({ octets }) => octets.toString('hex'))).toEqual(expected);
    const isOfPackets = /^(tcpdump|tshark-(summary-)?x)/.test(file);
    for (const { flow } of pdus) {
      if (isOfPackets) expect(flow).toMatch(/^127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+$/);
      else expect(flow).toBe(null);
    }
  });
});
