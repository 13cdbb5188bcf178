/** Kannel, a real ESME: bearerbox and smsbox of a test's own, on free ports of loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, type Needed } from './debianPackage.ts';
import { freePort } from './redisServer.ts';
import { untilWritten } from './untilWritten.ts';

const HOW_TO_INSTALL = 'The tests need Kannel, a real ESME: apt-get install kannel (Debian, Ubuntu).';
const BEARERBOX: Needed = { program: 'bearerbox', package: 'kannel', howToInstall: HOW_TO_INSTALL };
const SMSBOX: Needed = { program: 'smsbox', package: 'kannel', howToInstall: HOW_TO_INSTALL };

/** An account under which Kannel binds, as a transceiver. `id` is Kannel's own name for it. */
export interface KannelBind {
  readonly id: string;
  readonly systemId: string;
  readonly password: string;
}

/** What reached Kannel and was handed to its application: a message, or a delivery receipt. */
export interface Arrived {
  readonly bind: string;
  readonly kind: 'message' | 'receipt';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Kannel's receipt type: 1 delivered, 2 failed, 4 buffered, 8 accepted by the SMSC, 16 refused by it. */
  readonly receipt: number;
  readonly ussdServiceOp: number | null;
  /** In hexadecimal. */
  readonly sessionInfo: string | null;
}

/** What Kannel is asked to send. */
export interface ToSend {
  readonly bind: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly receipt?: boolean;
  readonly ussdServiceOp?: number;
  /** In hexadecimal. */
  readonly sessionInfo?: string;
}

export interface Kannel {
  /** Hands a message to Kannel. @throws Error where Kannel does not take it */
  send(message: ToSend): Promise<void>;
  /** The next arrival that nobody has taken yet and that fits; waits for it. */
  next(fits: (arrived: Arrived) => boolean): Promise<Arrived>;
  /** Ends both boxes. @returns what Kannel complained of in its log */
  stop(): Promise<readonly string[]>;
}

/** How long anything may take to come through two processes, ms. Only failing tests wait so long. */
const PATIENCE = 20_000;

/** Starts Kannel; resolves when it takes messages. The SMSC hears when it binds. */
export async function startKannel(smppPort: number, binds: readonly KannelBind[]): Promise<Kannel> {
  const folder = await mkdtemp(join(tmpdir(), 'starhash-kannel-'));
  const application = await openApplication();
  const ports = { admin: await freePort(), smsbox: await freePort(), sendsms: await freePort() };
  const file = join(folder, 'kannel.conf');
  await writeFile(file, configuration(folder, ports, smppPort, application.port, binds));
  const bearerbox = run(findProgram(BEARERBOX), file);
  await untilWritten(join(folder, 'bearerbox.log'), 'Start-up done');
  const smsbox = run(findProgram(SMSBOX), file);
  await untilWritten(join(folder, 'smsbox.log'), 'Set up send sms service', 'Connected to bearerbox');
  return {
    send: (message) => send(ports.sendsms, application.port, message),
    next: application.next,
    async stop() {
      await end(smsbox);
      await end(bearerbox);
      await application.close();
      const log = await readFile(join(folder, 'bearerbox.log'), 'utf8');
      await rm(folder, { recursive: true, force: true });
      return log.split('\n').filter((line) => /PANIC|ERROR: SMPP|malformed|unknown TLV/i.test(line));
    },
  };
}

type Ports = Readonly<Record<'admin' | 'smsbox' | 'sendsms', number>>;

/** Groups are separated by truly empty lines; a comment would end Kannel in a panic. */
function configuration(
  folder: string,
  ports: Ports,
  smppPort: number,
  applicationPort: number,
  binds: readonly KannelBind[],
): string {
  const groups: Readonly<Record<string, string | number | boolean>>[] = [
    {
      group: 'core',
      'admin-port': ports.admin,
      'admin-interface': '127.0.0.1',
      'admin-password': 'starhash',
      'smsbox-port': ports.smsbox,
      'smsbox-interface': '127.0.0.1',
      'box-allow-ip': '127.0.0.1',
      'box-deny-ip': '*.*.*.*',
      'log-file': join(folder, 'bearerbox.log'),
      'log-level': 1,
      'dlr-storage': 'internal',
    },
    ...binds.flatMap((bind) => [smscGroup(bind, smppPort), ...tlvGroups(bind.id)]),
    {
      group: 'smsbox',
      'bearerbox-host': '127.0.0.1',
      'sendsms-port': ports.sendsms,
      'sendsms-interface': '127.0.0.1',
      'sendsms-chars': '0123456789 +-*#',
      'log-file': join(folder, 'smsbox.log'),
      'log-level': 1,
    },
    { group: 'sendsms-user', username: 'star', password: 'hash', concatenation: true, 'max-messages': 10 },
    {
      group: 'sms-service',
      keyword: 'default',
      'catch-all': true,
      'max-messages': 0,
      'get-url': `http://127.0.0.1:${applicationPort}/message?bind=%i&from=%p&to=%P&text=%b&charset=%C&meta=%D`,
    },
  ];
  return `${groups.map(groupText).join('\n\n')}\n`;
}

function smscGroup({ id, systemId, password }: KannelBind, port: number) {
  return {
    group: 'smsc',
    smsc: 'smpp',
    'smsc-id': id,
    host: '127.0.0.1',
    port,
    'transceiver-mode': true,
    'smsc-username': systemId,
    'smsc-password': password,
    'system-type': '',
    'interface-version': 34,
    'source-addr-autodetect': true,
    'allowed-smsc-id': id,
    'dest-addr-ton': 0,
    'dest-addr-npi': 1,
    'reconnect-delay': 1,
    'enquire-link-interval': 10,
  };
}

function tlvGroups(id: string) {
  const tlv = { group: 'smpp-tlv', 'smsc-id': id };
  return [
    { ...tlv, name: 'ussd_service_op', tag: '0x0501', type: 'octetstring', length: 1 },
    { ...tlv, name: 'its_session_info', tag: '0x1383', type: 'octetstring', length: 2 },
  ];
}

function groupText(group: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(group)
    .map(([name, value]) => `${name} = ${typeof value === 'string' ? `"${value}"` : value}`)
    .join('\n');
}

async function send(port: number, applicationPort: number, message: ToSend): Promise<void> {
  const query = new URLSearchParams({
    username: 'star',
    password: 'hash',
    smsc: message.bind,
    from: message.from,
    to: message.to,
    text: message.text,
    charset: 'UTF-8',
    coding: /^[\x20-\x7e\n]*$/.test(message.text) ? '0' : '2',
  });
  const meta = metaOf(message);
  if (meta !== '') query.set('meta-data', meta);
  if (message.receipt === true) {
    const receipt = `http://127.0.0.1:${applicationPort}/receipt?bind=${message.bind}&from=%p&to=%P&type=%d`;
    query.set('dlr-mask', '31');
    query.set('dlr-url', receipt);
  }
  const response = await fetch(`http://127.0.0.1:${port}/cgi-bin/sendsms?${query}`);
  const said = await response.text();
  if (!said.startsWith('0: Accepted')) throw new Error(`Kannel did not take the message: ${said}`);
}

/** Kannel's own format, encoded once more inside the query. */
function metaOf({ ussdServiceOp, sessionInfo }: ToSend): string {
  const fields = [
    ...(ussdServiceOp === undefined ? [] : [`ussd_service_op=${octets(ussdServiceOp.toString(16).padStart(2, '0'))}`]),
    ...(sessionInfo === undefined ? [] : [`its_session_info=${octets(sessionInfo)}`]),
  ];
  return fields.length === 0 ? '' : `?smpp?${fields.join('&')}`;
}

function octets(hex: string): string {
  return hex.replace(/../g, '%$&');
}

/** The application behind Kannel: it hears of everything that arrives. */
async function openApplication() {
  const waiting: Arrived[] = [];
  const bell = new EventTarget();
  const server = createServer((request, response) => {
    waiting.push(arrivedOf(request));
    bell.dispatchEvent(new Event('arrived'));
    response.end('');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const take = (fits: (arrived: Arrived) => boolean): Arrived | undefined => {
    const index = waiting.findIndex(fits);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };
  return {
    port: (server.address() as AddressInfo).port,
    async next(fits: (arrived: Arrived) => boolean): Promise<Arrived> {
      const late = AbortSignal.timeout(PATIENCE);
      for (;;) {
        const found = take(fits);
        if (found !== undefined) return found;
        await once(bell, 'arrived', { signal: late }).catch(() => {
          throw new Error(`Nothing that fits arrived at Kannel. What did: ${JSON.stringify(waiting)}`);
        });
      }
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function arrivedOf({ url = '' }: IncomingMessage): Arrived {
  const [path = '', query = ''] = url.split('?');
  const fields = new Map(query.split('&').map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']));
  const bytes = (name: string) => bytesOf(fields.get(name) ?? '');
  const plain = (name: string) => bytes(name).toString('latin1');
  const charset = plain('charset');
  const meta = plain('meta');
  return {
    bind: plain('bind'),
    kind: path === '/receipt' ? 'receipt' : 'message',
    from: plain('from'),
    to: plain('to'),
    text: charset === 'UTF-16BE' ? bytes('text').swap16().toString('utf16le') : bytes('text').toString('utf8'),
    receipt: Number(plain('type')),
    ussdServiceOp: fromMeta(meta, 'ussd_service_op')?.[0] ?? null,
    sessionInfo: fromMeta(meta, 'its_session_info')?.toString('hex') ?? null,
  };
}

function fromMeta(meta: string, name: string): Buffer | null {
  const value = new RegExp(`[?&]${name}=([^&]*)`).exec(meta)?.[1];
  return value === undefined ? null : bytesOf(value);
}

/** Percent-decoding to bytes: what Kannel writes is not always UTF-8. */
function bytesOf(encoded: string): Buffer {
  const latin1 = encoded
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}

function run(program: string, file: string): ChildProcess {
  return spawn(program, [file], { stdio: 'ignore' });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await exit;
  clearTimeout(late);
}
