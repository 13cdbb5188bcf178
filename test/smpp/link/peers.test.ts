/** Peers that are none of ours: npm smpp, and one behind TLS. */
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkHandler, Outcome } from '../../../src/smpp/link/types.ts';
import { type Listener, listen, openEnd, promiseOf } from './support/ends.ts';
import { movedPulse } from './support/movedPulse.ts';
import { askOf, npmSmpp } from './support/npmSmpp.ts';
import { message } from './support/pdus.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const smsc: LinkHandler['onRequest'] = (link, request) => {
  if (request.command === 'bind_transceiver') {
    link.bound('bound_trx');
    link.answer(request, { command: 'bind_transceiver_resp', body: { system_id: 'smsc' } });
  } else if (request.command === 'submit_sm') {
    link.answer(request, { command: 'submit_sm_resp', body: { message_id: request.body.short_message.toString() } });
  }
};

describe('npm smpp as an ESME', () => {
  test('binds, submits, is delivered to, enquires, unbinds', async () => {
    const accepted = listener.accept();
    const session = npmSmpp.connect({ host: '127.0.0.1', port: listener.port });
    const { link, closed, strays } = openEnd(await accepted, movedPulse(), { onRequest: smsc });
    const ask = (command: string, fields = {}) => askOf(session, command, fields);

    expect(await ask('bind_transceiver', { system_id: 'harness', password: 'secret' })).toMatchObject({
      command: 'bind_transceiver_resp',
      command_status: 0,
      system_id: 'smsc',
    });
    const texts = Array.from({ length: 200 }, (_, n) => `text ${n}`);
    const responses = await Promise.all(
      texts.map((short_message) => ask('submit_sm', { destination_addr: '4555', short_message })),
    );
    expect(responses.map(({ message_id }) => message_id)).toEqual(texts);

    session.on('deliver_sm', (pdu) => session.send(pdu.response({ message_id: '' })));
    const { promise, resolve } = promiseOf<Outcome>();
    expect(link.request(message('deliver_sm'), resolve)).toBe(true);
    expect(await promise).toMatchObject({ kind: 'answered', response: { command: 'deliver_sm_resp', status: 0 } });

    expect(await ask('enquire_link')).toMatchObject({ command: 'enquire_link_resp', command_status: 0 });
    expect(await ask('unbind')).toMatchObject({ command: 'unbind_resp', command_status: 0 });
    expect(await closed).toBe('unbound');
    expect(strays).toEqual([]);
  });
});

describe('npm smpp as an SMSC', () => {
  test('is bound to, submitted to, enquired of and left', async () => {
    const server = npmSmpp.createServer((session) => {
      session.on('pdu', (pdu) => {
        if (!pdu.command.endsWith('_resp')) session.send(pdu.response({ message_id: 'abc' }));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const pulse = movedPulse();
    const { link, closed } = openEnd(socket, pulse, { side: 'esme' });

    const bound = promiseOf<Outcome>();
    const bind = {
      system_id: 'esme',
      password: '',
      system_type: '',
      interface_version: 0x34,
      addr_ton: 0,
      addr_npi: 0,
      address_range: '',
    };
    link.request({ command: 'bind_transceiver', body: bind }, (outcome) => {
      link.bound('bound_trx');
      bound.resolve(outcome);
    });
    expect(await bound.promise).toMatchObject({ response: { command: 'bind_transceiver_resp', status: 0 } });

    pulse.pass(30_000);
    const submitted = promiseOf<Outcome>();
    link.request(message('submit_sm'), submitted.resolve);
    expect(await submitted.promise).toMatchObject({ response: { body: { message_id: 'abc' } } });
    await link.unbind();
    expect(await closed).toBe('unbound');
    await new Promise((resolve) => server.close(resolve));
  });
});

/** A key that both know stands in for certificates. */
const KEY = { identity: 'peer', psk: Buffer.from('0123456789abcdef') };
const PSK = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;

test('over TLS, with much to write', async () => {
  const server = createTlsServer({ ...PSK, pskCallback: () => KEY.psk });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  const socket = connectTls({
    ...PSK,
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    pskCallback: () => KEY,
    checkServerIdentity: () => undefined,
  });
  const pulse = movedPulse();
  const far = openEnd((await accepted)[0], pulse, { onRequest: smsc });
  const near = openEnd(socket, pulse, { side: 'esme' });
  for (const { link } of [far, near]) link.bound('bound_trx');

  const texts = Array.from({ length: 2_000 }, (_, n) => `${n}`.padEnd(60, '.'));
  const ids = await Promise.all(
    texts.map((text) => {
      const { promise, resolve } = promiseOf<Outcome>();
      near.link.request(message('submit_sm', { short_message: Buffer.from(text) }), resolve);
      return promise;
    }),
  );
  expect(ids.map((one) => one.kind === 'answered' && one.response.body)).toEqual(
    texts.map((message_id) => ({ message_id })),
  );
  await near.link.unbind();
  expect(await Promise.all([near.closed, far.closed])).toEqual(['unbound', 'unbound']);
  await new Promise((resolve) => server.close(resolve));
});
