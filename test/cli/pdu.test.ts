import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from './support/process.ts';
import { startInTerminal } from './support/pty.ts';

const ENQUIRE = '00000010000000150000000000000001';
const SHOWN = `enquire_link, 16 octets
    0  00 00 00 10              command_length   16
    4  00 00 00 15              command_id       00000015  enquire_link
    8  00 00 00 00              command_status   00000000  ESME_ROK: no error
   12  00 00 00 01              sequence_number  1
`;
const DUMP = readFileSync(fileURLToPath(new URL('../smpp/pdu/dumps/tcpdump-X-ascii.txt', import.meta.url)), 'utf8');

describe('a sound PDU', () => {
  it.each([
    ['in one word', ['pdu', ENQUIRE], ''],
    ['in several', ['pdu', '00000010', '0x00000015', '00:00:00:00', '00000001'], ''],
    ['on standard input', ['pdu'], `${ENQUIRE}\n`],
    ['on standard input, said so', ['pdu', '-'], `0000  ${ENQUIRE.replace(/..\B/g, '$& ')}   ................\n`],
  ])('%s', async (_, args, input) => {
    expect(await run(args, { input })).toEqual({ code: 0, stdout: SHOWN, stderr: '' });
  });

  it('as one JSON object', async () => {
    const { code, stdout } = await run(['pdu', '--json', ENQUIRE]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      kind: 'pdu',
      command: 'enquire_link',
      octets: 16,
      flow: null,
      fields: [
        { offset: 0, hex: '00000010', name: 'command_length', value: 16, meaning: '' },
        { offset: 4, hex: '00000015', name: 'command_id', value: 21, meaning: 'enquire_link' },
        { offset: 8, hex: '00000000', name: 'command_status', value: 0, meaning: 'ESME_ROK: no error' },
        { offset: 12, hex: '00000001', name: 'sequence_number', value: 1, meaning: '' },
      ],
      wrong: [],
    });
  });
});

describe('a capture', () => {
  it('is shown PDU by PDU, with who spoke to whom', async () => {
    const { code, stdout } = await run(['pdu'], { input: DUMP });
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => /^\d+: /.test(line))).toEqual([
      '1: bind_transceiver, 36 octets, 127.0.0.1:39230 > 127.0.0.1:23775',
      '2: bind_transceiver_resp, 17 octets, 127.0.0.1:23775 > 127.0.0.1:39230',
      '3: submit_sm, 73 octets, 127.0.0.1:39230 > 127.0.0.1:23775',
      '4: submit_sm_resp, 20 octets, 127.0.0.1:23775 > 127.0.0.1:39230',
    ]);
    expect(stdout).toContain(
      '   23  37 39 31 36 31 32 33 34  source_addr              "79161234567"\n   31  35 36 37 00\n',
    );
    expect(stdout).toContain('ussd_service_op (0501)   1  PSSR indication: a phone dials\n');
  });

  it('is one JSON object a line', async () => {
    const { stdout } = await run(['pdu', '--json'], { input: DUMP });
    const pdus = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(pdus.map(({ command }) => command)).toEqual([
      'bind_transceiver',
      'bind_transceiver_resp',
      'submit_sm',
      'submit_sm_resp',
    ]);
  });

  it('without any SMPP says so', async () => {
    const [acknowledgement = ''] = DUMP.split(/\n(?=\d)/);
    expect(await run(['pdu'], { input: acknowledgement })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'starhash pdu: no SMPP in 1 packet.\n',
    });
  });
});

it('a PDU of more parameters than a function may have arguments', async () => {
  const count = 200_000;
  const octets = Buffer.alloc(16 + 4 * count);
  for (let at = 16; at < octets.length; at += 4) octets.writeUInt16BE(0x1401, at);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(0x80000015, 4);
  const { code, stdout, stderr } = await run(['pdu'], { input: octets.toString('hex') });
  expect({ code, stderr, lines: stdout.split('\n').length }).toEqual({ code: 0, stderr: '', lines: count + 6 });
});

describe('a broken PDU: exit code 1', () => {
  const submit = (dataCoding: string, text: string) => {
    const body = `00 0101 37393100 0001 3400 000000 00 00 00 00 ${dataCoding} 00 ${text}`.replaceAll(' ', '');
    return `${(16 + body.length / 2).toString(16).padStart(8, '0')}000000040000000000000002${body}`;
  };

  it('says what is wrong and where', async () => {
    const { code, stdout } = await run(['pdu', submit('00', '05616263')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /\n {3}36 {2}05 61 62 63 +not read\nwrong at octet 36: sm_length runs over the end of the PDU \(ESME_RINVMSGLEN, 01\)\n$/,
    );
  });

  it('one among sound ones is enough', async () => {
    const { code, stdout } = await run(['pdu', '--json', ENQUIRE, submit('00', '05616263'), ENQUIRE]);
    expect(code).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).wrong),
    ).toEqual([
      [],
      [
        {
          status: 'ESME_RINVMSGLEN',
          code: 1,
          offset: 36,
          reason: 'sm_length runs over the end of the PDU',
        },
      ],
      [],
    ]);
  });

  it.each([
    ['GSM-7', '00', '041b65001b', '"€@ "'],
    ['Cyrillic', '06', '02b1de', '"Бо"'],
    ['UCS2', '08', '0604110020202e', '"Б "'],
    ['controls', '03', '039b1b07', String.raw`"\u001b\u0007"`],
  ])('texts are read and harmless: %s', async (_, dataCoding, text, shown) => {
    const { stdout } = await run(['pdu', submit(dataCoding, text)]);
    expect(stdout).toContain(`text                     ${shown}\n`);
  });

  it('of another protocol is named', async () => {
    const http = Buffer.from('GET / HTTP/1.1\r\n\r\n').toString('hex');
    const { code, stdout } = await run(['pdu', http]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'wrong at octet 0: no PDU is so long; this looks like an HTTP request (ESME_RINVCMDLEN, 02)',
    );
  });
});

describe('wrong use: exit code 2', () => {
  it.each([
    [['pdu', '0g'], '', /line 1, column 2: "g" is no hexadecimal digit\.\n/],
    [['pdu', '123'], '', /line 1, column 1: 3 digits make no whole octets\.\n/],
    [['pdu'], '', /There are no hexadecimal digits\.\n/],
    [['pdu', '-'], '0000  00 01\n0004  02\n', /line 2, column 1: the dump goes on at offset 4, but 2 is due\.\n/],
    [['pdu', '--jsn', ENQUIRE], '', /There is no option --jsn\. Did you mean --json\?/],
  ])('%j', async (args, input, complaint) => {
    const { code, stdout, stderr } = await run(args, { input });
    expect(stderr).toMatch(complaint);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

it('does not wait for digits at a terminal', async () => {
  const started = startInTerminal(['pdu']);
  expect(await started.ended).toBe(2);
  expect(started.stdout()).toContain('HEX is missing. Usage: starhash pdu HEX…');
});

it('has its help', async () => {
  expect((await run(['pdu', '--help'])).stdout).toMatch(/^Usage: starhash pdu \[HEX…\] \[options\]\n/);
  expect((await run(['--help'])).stdout).toMatch(/\n {2}pdu +Show an SMPP PDU field by field/);
});
