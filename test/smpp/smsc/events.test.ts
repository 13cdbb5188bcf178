import { describe, expect, it } from 'vitest';
import { ALL_WORLDS, type GatewayEvent } from '../../../src/flow/api.ts';
import { intTlv, octetsTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { bindPdu, bindPeer, connectPeer, headOf, request, submitSm } from './support/peer.ts';
import { nextEvent, openSmsc, type TestSmsc } from './support/server.ts';

const SESSION = [intTlv('ussd_service_op', 1), octetsTlv('its_session_info', Buffer.from([5, 0]))];

function listenTo({ harness }: TestSmsc, world = 'main'): GatewayEvent[] {
  const events: GatewayEvent[] = [];
  harness.gateway.onEvent(world, (event) => events.push(event));
  return events;
}

describe('the event stream', () => {
  it('shows a bind from its first PDU to its last, and no password', async () => {
    const smsc = await openSmsc();
    const events = listenTo(smsc);
    const peer = await bindPeer(smsc.port, { system_type: 'VMS' });
    const unbound = nextEvent(smsc, 'smpp.unbind');
    peer.write(request('unbind', 2, {}));
    await unbound;
    const told = events.map(({ type, direction, command }) => [type, direction, command].filter(Boolean).join(' '));
    expect(told).toEqual([
      'smpp.pdu in bind_transceiver',
      'smpp.pdu out bind_transceiver_resp',
      'smpp.bind',
      'smpp.pdu in unbind',
      'smpp.pdu out unbind_resp',
      'smpp.unbind',
    ]);
    expect(events[0]).toMatchObject({ wire: null, fields: { system_id: 'harness', system_type: 'VMS' } });
    expect(events[2]).toMatchObject({ wire: 'smpp:harness', state: 'bound_trx', address: '127.0.0.1' });
    expect(events.at(-1)).toMatchObject({ wire: 'smpp:harness', reason: 'unbound' });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('shows PDUs decoded, under the number of their phone', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    const events = listenTo(smsc);
    await peer.ask(submitSm(2, { service_type: 'USSD', short_message: Buffer.from('*111*455#') }, SESSION));
    const screen = await peer.next();
    expect(screen.command).toBe('deliver_sm');
    const pdus = events.filter(({ type }) => type === 'smpp.pdu');
    expect(pdus.map(({ direction, command, msisdn }) => [direction, command, msisdn])).toEqual([
      ['in', 'submit_sm', '79161234567'],
      ['out', 'submit_sm_resp', undefined],
      ['out', 'deliver_sm', '79161234567'],
    ]);
    expect(pdus[0]).toMatchObject({
      wire: 'smpp:harness',
      sequence: 2,
      text: '*111*455#',
      fields: { service_type: 'USSD', source_addr: '79161234567', short_message: '2a3131312a34353523' },
      tlvs: { ussd_service_op: 1, its_session_info: '0500' },
    });
    expect(pdus.map((event) => JSON.parse(JSON.stringify(event)))).toEqual(pdus);
  });

  it('shows what was refused, with its status', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    const events = listenTo(smsc);
    await peer.ask(submitSm(2, { destination_addr: '' }));
    expect(events.find(({ command }) => command === 'submit_sm_resp')).toMatchObject({ status: 'ESME_RINVDSTADR' });
  });

  it('tells of refused binds, with the name that was given', async () => {
    const smsc = await openSmsc();
    const refused = nextEvent(smsc, 'smpp.refused');
    const peer = await connectPeer(smsc.port);
    peer.write(bindPdu(1, { system_id: 'guest', password: 'hidden' }));
    expect(await refused).toMatchObject({ command: 'bind_transceiver', status: 'ESME_RINVPASWD', systemId: 'guest' });
  });

  it('tells in the main world, and asks no store, of those who have not proved who they are', async () => {
    const smsc = await openSmsc();
    const made = await smsc.harness.gateway.createWorld(smsc.harness.call, {});
    const world = made.ok ? made.value.id : '';
    const [there, here] = [listenTo(smsc, world), listenTo(smsc)];
    const broken = nextEvent(smsc, 'smpp.broken');
    const stranger = await connectPeer(smsc.port);
    stranger.write(bindPdu(1, { system_id: `harness@${world}`, password: 'guess' }), Buffer.from('GET / HTTP/1.1'));
    await broken;
    expect(there).toEqual([]);
    expect(here.map(({ type }) => type)).toEqual(['smpp.pdu', 'smpp.refused', 'smpp.pdu', 'smpp.broken']);
    const bound = nextEvent(smsc, 'smpp.bind', world);
    await bindPeer(smsc.port, { system_id: `harness@${world}` });
    await bound;
    expect(there.map(({ type, command }) => [type, command].filter(Boolean).join(' '))).toEqual([
      'smpp.pdu bind_transceiver_resp',
      'smpp.bind',
    ]);
  });

  it('shows what is wrong with an answer that it takes all the same', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    const stray = nextEvent(smsc, 'smpp.stray');
    peer.write(submitSm(2));
    const asked = [await peer.next(), await peer.next()].find(({ command }) => command === 'deliver_sm');
    const answer = Buffer.from('000000118000000500000000000000ff41', 'hex');
    answer.writeUInt32BE(asked?.sequence ?? 0, 12);
    peer.write(answer);
    expect(await stray).toMatchObject({
      wire: 'smpp:harness',
      kind: 'sloppy',
      command: 'deliver_sm_resp',
      status: 'ESME_RINVCMDLEN',
      offset: 16,
      reason: 'no NUL closes message_id',
    });
    expect(smsc.meter('starhash_smpp_strays_total', { kind: 'sloppy' })).toBe(1);
  });

  it('has no PDUs of a world that nobody listens to by its name', async () => {
    const smsc = await openSmsc();
    const events = listenTo(smsc, ALL_WORLDS);
    const unbound = nextEvent(smsc, 'smpp.unbind', ALL_WORLDS);
    const peer = await bindPeer(smsc.port);
    await peer.ask(submitSm(2, { destination_addr: '' }));
    peer.write(request('unbind', 3, {}));
    await unbound;
    expect(events.map(({ type }) => type)).toEqual(['smpp.bind', 'smpp.unbind']);
  });
});

describe('the log', () => {
  it('says who came and went, without texts and numbers', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    await peer.ask(submitSm(2, { destination_addr: '9999', short_message: Buffer.from('my PIN is 4711') }));
    const unbound = nextEvent(smsc, 'smpp.unbind');
    peer.socket.destroy();
    await unbound;
    expect(smsc.log()).toMatch(
      /"wire":"smpp:harness","bind":\d+,"state":"bound_trx","address":"127.0.0.1","msg":"SMPP: bound"/,
    );
    expect(smsc.log()).toMatch(/"wire":"smpp:harness","bind":\d+,"reason":"peer-closed","msg":"SMPP: unbound"/);
    expect(smsc.log()).not.toMatch(/7916|PIN|4711|secret/);
  });
});

describe('the meters', () => {
  it('count PDUs by direction and command, errors by status, binds', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    for (const [sequence, to] of ['9999', '9999', '4777'].entries()) {
      await peer.ask(submitSm(sequence + 2, { destination_addr: to }));
    }
    expect(smsc.meter('starhash_smpp_pdus_total', { direction: 'in', command: 'submit_sm' })).toBe(3);
    expect(smsc.meter('starhash_smpp_pdus_total', { direction: 'out', command: 'submit_sm_resp' })).toBe(3);
    expect(smsc.meter('starhash_smpp_errors_total', { direction: 'out', status: 'ESME_RINVDSTADR' })).toBe(1);
    expect(smsc.meter('starhash_smpp_binds', { account: 'harness', state: 'bound_trx' })).toBe(1);
    const unbound = nextEvent(smsc, 'smpp.unbind');
    expect(headOf(await peer.ask(request('unbind', 9, {})))).toBe('unbind_resp OK 9');
    await unbound;
    expect(smsc.meter('starhash_smpp_binds')).toBe(0);
  });
});
