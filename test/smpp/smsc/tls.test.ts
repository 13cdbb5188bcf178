import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startSmsc } from '../../../src/smpp/smsc/listen.ts';
import { CERT, KEY } from './support/identity.ts';
import { bindPdu, bindPeer, connectPeer, headOf, type Peer, peerOver, request, submitSm } from './support/peer.ts';
import { openSmsc } from './support/server.ts';

const TLS = { port: 0, cert: CERT, key: KEY };

async function connectSecurely(port: number): Promise<Peer> {
  const socket = connectTls({ port, host: '127.0.0.1', ca: CERT, servername: 'localhost' });
  await once(socket, 'secureConnect');
  return peerOver(socket);
}

describe('SMPP over TLS', () => {
  it('binds and submits beside plain TCP', async () => {
    const smsc = await openSmsc({ tls: TLS });
    const peer = await connectSecurely(smsc.tlsPort);
    expect(headOf(await peer.ask(bindPdu(1)))).toBe('bind_transceiver_resp OK 1');
    expect(headOf(await peer.ask(submitSm(2, { destination_addr: '9999' })))).toBe('submit_sm_resp OK 2');
    expect(headOf(await (await bindPeer(smsc.port)).ask(request('enquire_link', 2, {})))).toContain('OK');
    expect(smsc.meter('starhash_smpp_connections')).toBe(2);
  });

  it('can be the only way in', async () => {
    const smsc = await openSmsc({ tls: TLS });
    expect(smsc.tlsAddress).toBe(`127.0.0.1:${smsc.tlsPort}`);
    const { gateway } = smsc.harness;
    const log = { info() {}, warn() {}, error() {} } as unknown as Parameters<typeof startSmsc>[0]['log'];
    const only = await startSmsc({ gateway, accounts: [], host: '127.0.0.1', port: null, tls: TLS, log });
    expect(only.address).toBe(null);
    await only.close();
  });

  it('what is no TLS is ended, and those who never shake hands count as unbound', async () => {
    const smsc = await openSmsc({ tls: TLS, caps: { unbound: 2 } });
    const plain = await connectPeer(smsc.tlsPort);
    plain.write(bindPdu(1));
    await plain.ended;
    const silent = [connect(smsc.tlsPort, '127.0.0.1'), connect(smsc.tlsPort, '127.0.0.1')];
    await Promise.all(silent.map((socket) => once(socket, 'connect')));
    expect(await (await connectPeer(smsc.tlsPort)).ended).toEqual([]);
    expect(await (await connectPeer(smsc.port)).ended).toEqual([]);
    expect(smsc.meter('starhash_smpp_strays_total', { kind: 'no-room' })).toBe(2);
    const gone = silent.map((socket) => once(socket.on('error', () => {}).resume(), 'close'));
    await smsc.close();
    await Promise.all(gone);
  });

  it('the time that a handshake takes is part of the 10 s in which there must be a bind', async () => {
    const smsc = await openSmsc({ tls: TLS });
    const socket = connect(smsc.tlsPort, '127.0.0.1');
    await expect.poll(() => smsc.meter('starhash_smpp_connections')).toBe(1);
    smsc.pulse.pass(6_000);
    const secure = connectTls({ socket, ca: CERT, servername: 'localhost' });
    await once(secure, 'secureConnect');
    const peer = peerOver(secure);
    expect(headOf(await peer.ask(request('enquire_link', 1, {})))).toBe('enquire_link_resp OK 1');
    smsc.pulse.pass(3_999);
    expect(headOf(await peer.ask(request('enquire_link', 2, {})))).toBe('enquire_link_resp OK 2');
    smsc.pulse.pass(1);
    expect(await peer.ended).toEqual([]);
  });

  it('a certificate that is none: one sentence', async () => {
    const wrong = openSmsc({ tls: { ...TLS, cert: Buffer.from('nonsense') } });
    await expect(wrong).rejects.toThrow(/^TLS cannot use this certificate and key: .*\.$/);
  });
});

it('a port that is taken: one sentence', async () => {
  const smsc = await openSmsc();
  const { gateway } = smsc.harness;
  const log = { error() {} } as unknown as Parameters<typeof startSmsc>[0]['log'];
  const taken = startSmsc({ gateway, accounts: [], host: '127.0.0.1', port: smsc.port, log });
  await expect(taken).rejects.toThrow(`Cannot serve SMPP on 127.0.0.1:${smsc.port}: another program listens there`);
});
