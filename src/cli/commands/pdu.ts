/** `starhash pdu`: says what a PDU of SMPP is made of, field by field, and what is wrong with it. */
import { decodeText } from '../../smpp/message/alphabets.ts';
import { dataCodingOf } from '../../smpp/message/dataCoding.ts';
import { type CapturedPdu, pdusIn } from '../../smpp/pdu/capture.ts';
import type { Defect } from '../../smpp/pdu/cursor.ts';
import { type Description, describe } from '../../smpp/pdu/describe.ts';
import { readHex } from '../../smpp/pdu/hexInput.ts';
import type { Row } from '../../smpp/pdu/rows.ts';
import { STATUSES } from '../../smpp/pdu/statuses.ts';
import { visible } from '../../text/sanitize.ts';
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import { FAILED, Failure, WrongUse } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Input } from '../options/settings.ts';

export const pdu: Command = {
  name: 'pdu',
  summary: 'Show an SMPP PDU field by field, and what is wrong with it',
  words: ['HEX…'],
  options: { json: { kind: 'flag', help: 'print one JSON object a PDU' } },
  examples: [
    'starhash pdu 00000010000000150000000000000001',
    'starhash pdu 00 00 00 10 80 00 00 15 00 00 00 00 00 00 00 01',
    'tcpdump -r capture.pcap -x port 2775 | starhash pdu',
    'starhash pdu - < dump.txt',
  ],
  notes: [
    'Digits may stand bare or with spaces, colons, commas or 0x. Dumps of tcpdump -x, tshark -x, Wireshark, xxd and\n' +
      'hexdump -C are read with their offsets; headers of packets are skipped, and every PDU in them is shown.',
    'Without HEX, or with -, standard input is read. Numbers and texts are shown as they are.',
    'Exit codes: 0 all PDUs are sound, 1 one of them is not, 2 wrong use or no hexadecimal digits.',
  ],
  run: runPdu,
};

async function runPdu({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const blocks = blocksIn(await hexOf(positionals, deps.process.stdin));
  const pdus = pdusIn(blocks);
  if (pdus.length === 0) throw new Failure(`no SMPP in ${counted(blocks.length, 'packet')}.`);
  const described = pdus.map(({ flow, octets }) => ({ flow, ...describe(octets, readText) }));
  const { stdout } = deps.process;
  if (settings.flag('json')) for (const one of described) stdout.write(`${jsonOf(one)}\n`);
  else stdout.write(described.map((one, index) => linesOf(one, index + 1, described.length)).join('\n'));
  return described.every(({ wrong }) => wrong.length === 0) ? 0 : FAILED;
}

/** Far more than anybody pastes; a capture belongs into a tool for captures. */
const LARGEST_INPUT = 16_777_216;

async function hexOf(words: readonly string[], stdin: NodeJS.Process['stdin']): Promise<string> {
  if (words.length > 0 && words.join() !== '-') return words.join(' ');
  if (words.length === 0 && stdin.isTTY) throw new WrongUse('HEX is missing. Usage: starhash pdu HEX…');
  let text = '';
  for await (const chunk of stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_INPUT) throw new WrongUse('The input is longer than 16 MB.');
  }
  return text;
}

function blocksIn(text: string): readonly Buffer[] {
  const input = readHex(text);
  if (input.kind === 'unreadable') {
    throw new WrongUse(visible(`line ${input.line}, column ${input.column}: ${input.reason}.`));
  }
  if (input.blocks.length === 0) throw new WrongUse('There are no hexadecimal digits.');
  return input.blocks;
}

function readText(dataCoding: number, octets: Buffer): string | null {
  const { alphabet } = dataCodingOf(dataCoding, 'gsm7');
  return alphabet === 'octets' ? null : decodeText(alphabet, octets);
}

type Described = Description & Pick<CapturedPdu, 'flow'>;

function jsonOf({ flow, command, octets, rows, wrong }: Described): string {
  const defects = wrong.map((defect) => ({ ...defect, code: STATUSES[defect.status].code }));
  return JSON.stringify({ kind: 'pdu', command, octets, flow, fields: rows, wrong: defects });
}

function linesOf({ flow, command, octets, rows, wrong }: Described, number: number, count: number): string {
  const title = `${command ?? 'no command'}, ${counted(octets, 'octet')}${flow === null ? '' : `, ${flow}`}`;
  // Not Math.max of all: a PDU may have more rows than a function may have arguments.
  const width = rows.reduce((widest, { name }) => Math.max(widest, name.length), 0);
  const lines = [count === 1 ? title : `${number}: ${title}`, ...rows.flatMap((row) => rowLines(row, width))];
  return [...lines, ...wrong.map(defectLine), ''].join('\n');
}

const OCTETS_A_LINE = 8;
const WIDTH_OF_OCTETS = OCTETS_A_LINE * 3 - 1;
const SOME_OCTETS = new RegExp(`(?:..){1,${OCTETS_A_LINE}}`, 'g');
const WIDTH_OF_OFFSET = 5;

function rowLines({ offset, hex, name, value, meaning }: Row, width: number): readonly string[] {
  const [first = '', ...others] = (hex.match(SOME_OCTETS) ?? []).map((some) => (some.match(/../g) ?? []).join(' '));
  const shown = [shownValue(name, value), meaning].filter((part) => part !== '').join('  ');
  const place = (index: number) => String(offset + index * OCTETS_A_LINE).padStart(WIDTH_OF_OFFSET);
  const line = `${place(0)}  ${first.padEnd(WIDTH_OF_OCTETS)}  ${name.padEnd(width)}  ${shown}`;
  return [line.trimEnd(), ...others.map((some, index) => `${place(index + 1)}  ${some}`)];
}

/** Ids and statuses are known by their hexadecimal form. */
const IN_HEX = ['command_id', 'command_status', 'error_status_code'];

function shownValue(name: string, value: Row['value']): string {
  if (value === null) return '';
  if (typeof value === 'string') return visible(JSON.stringify(value));
  return IN_HEX.includes(name) ? value.toString(16).padStart(8, '0') : String(value);
}

function defectLine({ status, offset, reason }: Defect): string {
  const code = STATUSES[status].code.toString(16).padStart(2, '0').toUpperCase();
  return `wrong at octet ${offset}: ${reason} (${status}, ${code})`;
}
