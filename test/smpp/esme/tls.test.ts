import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Compiled, compile } from '../../support/compile.ts';
import { openOperator } from '../../support/npmSmsc.ts';
import { CERT, KEY } from '../smsc/support/identity.ts';
import { openBehind } from './support/behind.ts';
import { server } from './support/server.ts';

/** An SMSC with a certificate that no authority knows. */
async function secureOperator(host = '127.0.0.1') {
  const smsc = await openOperator({ host, tls: { cert: CERT, key: KEY } });
  onTestFinished(smsc.close);
  return smsc;
}

describe('a link over TLS', () => {
  it('does not bind where nobody vouches for the certificate', async () => {
    const smsc = await secureOperator();
    const behind = await openBehind({ port: smsc.port, tls: true });
    expect(await behind.failure()).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(behind.log()).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('does not bind to what speaks no TLS', async () => {
    const port = await server((socket) => socket.end('220 ready\r\n'));
    const behind = await openBehind({ port, tls: true });
    expect(await behind.failure()).toMatch(/^(ECONNRESET|EPROTO|ERR_SSL_\w+)$/);
  });

  describe('with an authority from NODE_EXTRA_CA_CERTS, which Node reads when it starts', () => {
    let program: Compiled;
    let folder: string;
    let authority: string;
    beforeAll(async () => {
      program = compile('test/smpp/esme/support/secureLink.ts');
      folder = await mkdtemp(join(tmpdir(), 'starhash-tls-'));
      authority = join(folder, 'authority.pem');
      await writeFile(authority, CERT);
    });
    afterAll(async () => {
      program.remove();
      await rm(folder, { recursive: true });
    });

    /** What the bind of a process to this port came to. */
    async function firstWord(host: string, port: number): Promise<string> {
      const link = spawn(process.execPath, [program.path, host, String(port)], {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
      });
      const [line] = await once(createInterface({ input: link.stdout }), 'line');
      link.stdin.end();
      await once(link, 'exit');
      return line;
    }

    it.each(['localhost', '127.0.0.1'])('binds to %s, and unbinds', async (host) => {
      const smsc = await secureOperator();
      const bound = smsc.bound();
      expect(await firstWord(host, smsc.port)).toBe('bound');
      await (await bound).unbinds;
    });

    it('does not bind to a host of another name', async () => {
      const smsc = await secureOperator('127.0.0.2');
      expect(await firstWord('127.0.0.2', smsc.port)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    });
  });
});
