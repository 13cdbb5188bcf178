import { describe, expect, it, onTestFinished } from 'vitest';
import { intTlv, octetsTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { connectClient } from '../../support/npmSmpp.ts';
import { phone } from '../../support/phone.ts';
import { accept, bindPeer, headOf, type Peer, request, submitSm } from './support/peer.ts';
import { nextEvent, openSmsc } from './support/server.ts';

const SHOP = { system_id: 'shop', password: 'sesame' };

/** Takes the next PDU, which the server asks, and accepts it. */
async function take(peer: Peer) {
  const pdu = await peer.next();
  peer.write(accept(pdu));
  return pdu;
}

describe('npm smpp', () => {
  it('binds and submits as its README shows', async () => {
    const { port } = await openSmsc();
    const client = await connectClient(`smpp://127.0.0.1:${port}`);
    onTestFinished(() => client.end());
    const bound = await client.ask('bind_transceiver', { system_id: 'harness', password: 'secret' });
    expect(bound).toMatchObject({ command_status: 0, system_id: 'starhash', sc_interface_version: 0x50 });
    const sent = { source_addr: '79161234567', destination_addr: '9999', short_message: 'Hello!' };
    expect(await client.ask('submit_sm', sent)).toMatchObject({
      command_status: 0,
      message_id: expect.stringMatching(/^[0-9A-F]{12}$/),
    });
    expect(await client.ask('submit_sm', { ...sent, destination_addr: '' })).toMatchObject({ command_status: 0x0b });
  });
});

describe('two binds of one system_id', () => {
  it('are served apart: each gets the answers to what it asked', async () => {
    const { port } = await openSmsc();
    const [one, other] = [await bindPeer(port), await bindPeer(port)];
    one.write(submitSm(11, { destination_addr: '9999' }));
    other.write(submitSm(12, { destination_addr: '9999' }));
    expect([await one.heads(1), await other.heads(1)]).toEqual([['submit_sm_resp OK 11'], ['submit_sm_resp OK 12']]);
  });

  it('a transmitter asks, the receiver beside it gets the SMS', async () => {
    const { port } = await openSmsc();
    const transmitter = await bindPeer(port, { command: 'bind_transmitter' });
    const receiver = await bindPeer(port, { command: 'bind_receiver' });
    expect(headOf(await transmitter.ask(submitSm(2)))).toBe('submit_sm_resp OK 2');
    expect(await take(receiver)).toMatchObject({ body: { source_addr: '4555', destination_addr: '79161234567' } });
  });

  it('when one is gone the other gets what waits; when both are, it waits for the next', async () => {
    const smsc = await openSmsc();
    const [one, other] = [await bindPeer(smsc.port), await bindPeer(smsc.port)];
    await one.ask(submitSm(2, { destination_addr: '9999' }));
    const unbound = nextEvent(smsc, 'smpp.unbind');
    one.socket.destroy();
    await unbound;
    other.write(submitSm(3));
    const came = [await other.next(), await other.next()];
    expect(came.map(({ command }) => command).toSorted()).toEqual(['deliver_sm', 'submit_sm_resp']);
    const alone = nextEvent(smsc, 'smpp.unbind');
    other.socket.destroy();
    await alone;
    const last = await bindPeer(smsc.port, { command: 'bind_transmitter' });
    expect(headOf(await last.ask(submitSm(4)))).toBe('submit_sm_resp OK 4');
    const receiver = await bindPeer(smsc.port, { command: 'bind_receiver' });
    expect(await take(receiver)).toMatchObject({ command: 'deliver_sm', body: { source_addr: '4555' } });
  });
});

describe('an application', () => {
  it('serves a dial from any wire, and an SMS', async () => {
    const { port, harness } = await openSmsc();
    const shop = await bindPeer(port, SHOP);
    const dialled = harness.gateway.dial(harness.call, { msisdn: '79161234567', code: '*384*77#' });
    const begin = await take(shop);
    expect(begin).toMatchObject({ command: 'deliver_sm', body: { source_addr: '79161234567', service_type: 'USSD' } });
    const session = begin.tlvs.find(({ tag }) => tag === 0x1383)?.value ?? Buffer.alloc(2);
    const menu = submitSm(
      2,
      {
        service_type: 'USSD',
        source_addr_ton: 0,
        source_addr: '*384*77',
        dest_addr_ton: 1,
        destination_addr: '79161234567',
        short_message: Buffer.from('1. Tea'),
      },
      [intTlv('ussd_service_op', 2), octetsTlv('its_session_info', session)],
    );
    expect(headOf(await shop.ask(menu))).toBe('submit_sm_resp OK 2');
    expect(await dialled).toMatchObject({ ok: true, value: { state: 'awaiting', text: '1. Tea' } });
    await phone(harness, '79161234567').sms('7777', 'hello');
    expect(await take(shop)).toMatchObject({
      body: { source_addr: '79161234567', destination_addr: '7777', short_message: Buffer.from('hello') },
    });
  });

  it('many binds share the load of one application code, SMS and dials', async () => {
    const { port, harness } = await openSmsc();
    const binds = await Promise.all([1, 2, 3, 4].map(() => bindPeer(port, SHOP)));
    const phones = Array.from({ length: 40 }, (_, n) => String(79160000000 + n));
    const load = phones.map((msisdn) => phone(harness, msisdn).sms('7777', 'hello'));
    const dials = phones.map((msisdn) => harness.gateway.dial(harness.call, { msisdn, code: '*384*77#' }));
    const shares = await Promise.all(
      binds.map(async (bind) => {
        const came = await Promise.all(Array.from({ length: 20 }, () => take(bind)));
        return came.filter(({ body }) => 'service_type' in body && body.service_type === 'USSD').length;
      }),
    );
    await Promise.all(load);
    expect(shares).toEqual([10, 10, 10, 10]);
    for (const { socket } of binds) socket.destroy();
    await Promise.all(dials);
  });

  it('whose bind dies in a dialogue: the phone is told', async () => {
    const { port, harness } = await openSmsc();
    const shop = await bindPeer(port, SHOP);
    const dialled = harness.gateway.dial(harness.call, { msisdn: '79161234567', code: '*384*77#' });
    await take(shop);
    shop.socket.destroy();
    expect(await dialled).toMatchObject({ ok: true, value: { state: 'ended' } });
  });

  it('that is silent for too long: the phone is told', async () => {
    const { port, harness, pulse } = await openSmsc();
    const shop = await bindPeer(port, SHOP);
    const dialled = harness.gateway.dial(harness.call, { msisdn: '79161234567', code: '*384*77#' });
    await take(shop);
    await shop.ask(request('enquire_link', 2, {}));
    pulse.pass(30_000);
    expect(await dialled).toMatchObject({ ok: true, value: { state: 'ended' } });
  });

  it.each([
    ['a number that is not its own', { source_addr: '4555' }, 'INVSRCADR'],
    ['nobody', { source_addr: '' }, 'INVSRCADR'],
    ['its own number, to nobody', { source_addr: '7777', destination_addr: '' }, 'INVDSTADR'],
    ['its own number', { source_addr: '7777', destination_addr: '79161234567', dest_addr_ton: 1 }, 'OK'],
    ['a name', { source_addr_ton: 5, source_addr: 'SHOP', destination_addr: '79161234567', dest_addr_ton: 1 }, 'OK'],
  ])('writes as %s', async (_, fields, status) => {
    const { port } = await openSmsc();
    const shop = await bindPeer(port, SHOP);
    expect(headOf(await shop.ask(submitSm(2, fields)))).toBe(`submit_sm_resp ${status} 2`);
  });
});

describe('the end of the server', () => {
  it('unbinds from all, when what is in flight is answered, and takes nobody in any more', async () => {
    const smsc = await openSmsc();
    const [busy, idle] = [await bindPeer(smsc.port), await bindPeer(smsc.port)];
    busy.write(submitSm(2, { destination_addr: '9999' }));
    expect(await busy.heads(1)).toEqual(['submit_sm_resp OK 2']);
    const closed = smsc.close();
    for (const peer of [busy, idle]) {
      const unbind = await peer.next();
      expect(unbind.command).toBe('unbind');
      peer.write(accept(unbind));
      expect(await peer.ended).toEqual([]);
    }
    await closed;
    await expect(bindPeer(smsc.port)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for ever for those who do not answer', async () => {
    const smsc = await openSmsc();
    const [bound, unbound] = [await bindPeer(smsc.port), await bindPeer(smsc.port, { command: 'bind_receiver' })];
    const closed = smsc.close();
    for (const peer of [bound, unbound]) expect((await peer.next()).command).toBe('unbind');
    smsc.pulse.pass(5_000);
    await Promise.all([closed, bound.ended, unbound.ended]);
  });
});
