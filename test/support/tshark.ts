/** tshark as the judge of every PDU on a port of loopback. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { nanoid } from 'nanoid';
import { findProgram, type Needed } from './debianPackage.ts';
import { untilWritten } from './untilWritten.ts';

const TSHARK: Needed = {
  program: 'tshark',
  package: 'tshark',
  howToInstall:
    'The tests need tshark as a judge of PDUs: apt-get install tshark (Debian, Ubuntu), and the right to capture on lo.',
};

/** What tshark found in a capture. */
export interface Verdict {
  /** Number of PDUs by command_id, in hexadecimal as tshark writes it. */
  readonly pdus: ReadonlyMap<string, number>;
  /** Values of ussd_service_op that it read. */
  readonly ussdServiceOps: readonly string[];
  /** One line for each packet that it calls malformed or warns of. */
  readonly malformed: readonly string[];
}

export interface Capture {
  /** Ends the capture and reads it. */
  stop(): Promise<Verdict>;
}

/** Captures what goes through `port` on loopback. @throws Error saying what is missing, or what tshark said */
export async function startCapture(port: number): Promise<Capture> {
  const program = findProgram(TSHARK);
  const folder = await mkdtemp(join(tmpdir(), 'starhash-capture-'));
  const file = join(folder, 'smpp.pcap');
  const mark = await openMark();
  const filter = `tcp port ${port} or udp port ${mark.port}`;
  const capture = spawn(program, ['-q', '-i', 'lo', '-B', '16', '-s', '0', '-f', filter, '-w', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilCapturing(capture);
  return {
    async stop() {
      // The last packets are still on their way through the kernel's buffers: what comes after them tells when they are through.
      await mark.seenIn(file);
      const exit = once(capture, 'exit');
      capture.kill('SIGINT');
      await exit;
      const verdict = await judge(program, file, port);
      await rm(folder, { recursive: true, force: true });
      return verdict;
    },
  };
}

interface Mark {
  readonly port: number;
  /** Sends a packet of its own and resolves when the capture has it. */
  seenIn(file: string): Promise<void>;
}

async function openMark(): Promise<Mark> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const word = `starhash: the end ${nanoid()}`;
  return {
    port,
    async seenIn(file) {
      socket.send(word, port, '127.0.0.1');
      await untilWritten(file, word);
      socket.close();
    },
  };
}

function untilCapturing(capture: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    createInterface({ input: capture.stderr as NonNullable<typeof capture.stderr> })
      .on('line', (line) => {
        said.push(line);
        // It says so when dumpcap has the interface open.
        if (line.includes('Capture started') || line.startsWith('Capturing on')) resolve();
      })
      .once('close', () => reject(new Error(`${TSHARK.howToInstall} It said:\n${said.join('\n')}`)));
  });
}

const FIELDS = [
  'frame.number',
  'smpp.command_id',
  'smpp.ussd_service_op',
  '_ws.malformed',
  '_ws.expert.severity',
  '_ws.expert.message',
];

/** Severities of tshark below this only tell what happens (a connection ends). */
const WARNING = 0x600000;

async function judge(program: string, file: string, port: number): Promise<Verdict> {
  const fields = FIELDS.flatMap((field) => ['-e', field]);
  const args = ['-r', file, '-d', `tcp.port==${port},smpp`, '-Y', 'smpp || _ws.malformed', '-T', 'fields', ...fields];
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 256 * 1024 * 1024 });
  const rows = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  const pdus = new Map<string, number>();
  for (const id of rows.flatMap(([, ids = '']) => ids.split(','))) pdus.set(id, (pdus.get(id) ?? 0) + 1);
  return {
    pdus,
    ussdServiceOps: rows.flatMap(([, , ops = '']) => ops.split(',')).filter((op) => op !== ''),
    malformed: rows.filter(isComplaint).map((row) => row.join(' ')),
  };
}

function isComplaint([, , , malformed = '', severities = '']: readonly string[]): boolean {
  return malformed !== '' || severities.split(',').some((severity) => Number(severity) >= WARNING);
}
