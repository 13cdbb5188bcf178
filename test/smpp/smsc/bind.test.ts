import { describe, expect, it } from 'vitest';
import { ALL_WORLDS } from '../../../src/flow/api.ts';
import { DEFAULT_ACCOUNT } from '../../../src/smpp/config/defaults.ts';
import { intTlv, octetsTlv, tlvInt, tlvName } from '../../../src/smpp/pdu/tlvs.ts';
import {
  type BindWish,
  bindPdu,
  bindPeer,
  connectPeer,
  deliverSm,
  headOf,
  type Peer,
  request,
  shortStatus,
  submitSm,
} from './support/peer.ts';
import { nextEvent, openSmsc, SHOP, type TestSmsc } from './support/server.ts';

/** Longer than any answer waits. */
const PATIENCE = 5_000;

/** Asks to bind, and lets the time pass that a refusal may wait. */
async function attempt(smsc: TestSmsc, peer: Peer, wish: BindWish): Promise<string> {
  const heard = Promise.race([nextEvent(smsc, 'smpp.refused', ALL_WORLDS), nextEvent(smsc, 'smpp.bind', ALL_WORLDS)]);
  const answer = peer.ask(bindPdu(7, wish));
  await heard;
  smsc.pulse.pass(PATIENCE);
  return headOf(await answer);
}

describe('who may bind', () => {
  const cases: readonly [string, BindWish, string][] = [
    ['as transceiver', {}, 'bind_transceiver_resp OK 7'],
    ['as transmitter', { command: 'bind_transmitter' }, 'bind_transmitter_resp OK 7'],
    ['as receiver', { command: 'bind_receiver' }, 'bind_receiver_resp OK 7'],
    ['an application', { system_id: 'shop', password: 'sesame' }, 'bind_transceiver_resp OK 7'],
    ['in the main world by name', { system_id: 'harness@main' }, 'bind_transceiver_resp OK 7'],
    ['with a system_type and a range', { system_type: 'VMS', address_range: '^7' }, 'bind_transceiver_resp OK 7'],
    ['not with a wrong password', { password: 'Secret' }, 'bind_transceiver_resp INVPASWD 7'],
    ['not without one', { password: '' }, 'bind_transceiver_resp INVPASWD 7'],
    ["not with another's", { password: 'sesame' }, 'bind_transceiver_resp INVPASWD 7'],
    ['not a stranger', { system_id: 'stranger' }, 'bind_transceiver_resp INVPASWD 7'],
    ['nor one called like something inherited', { system_id: 'constructor' }, 'bind_transceiver_resp INVPASWD 7'],
    ['not nobody', { system_id: '' }, 'bind_transceiver_resp INVSYSID 7'],
    ['not in no world', { system_id: 'harness@' }, 'bind_transceiver_resp INVSYSID 7'],
    ['not in a world that is none', { system_id: 'harness@nowhere' }, 'bind_transceiver_resp INVSYSID 7'],
    ['not in a world of odd letters', { system_id: 'harness@a b' }, 'bind_transceiver_resp INVSYSID 7'],
    ['nor there by guessing', { system_id: 'harness@nowhere', password: '' }, 'bind_transceiver_resp INVPASWD 7'],
  ];

  it.each(cases)('%s', async (_, wish, expected) => {
    const smsc = await openSmsc();
    expect(await attempt(smsc, await connectPeer(smsc.port), wish)).toBe(expected);
  });

  it('only from its addresses, and nobody learns more who does not know the password', async () => {
    const away = { ...DEFAULT_ACCOUNT, addresses: ['192.0.2.7'] };
    const smsc = await openSmsc({ accounts: [away, { ...SHOP, addresses: ['127.0.0.1'] }] });
    const heads = [];
    for (const wish of [{}, { password: 'x' }, { system_id: 'shop', password: 'sesame' }]) {
      heads.push(await attempt(smsc, await connectPeer(smsc.port), wish));
    }
    expect(heads.map((head) => head.split(' ')[1])).toEqual(['BINDFAIL', 'INVPASWD', 'OK']);
  });

  it('as often at once as the account allows, in all worlds together', async () => {
    const smsc = await openSmsc({ accounts: [{ ...DEFAULT_ACCOUNT, binds: 2 }] });
    const other = await smsc.harness.gateway.createWorld(smsc.harness.call, {});
    const world = other.ok ? other.value.id : '';
    const first = await bindPeer(smsc.port);
    await bindPeer(smsc.port, { system_id: `harness@${world}` });
    const third = await connectPeer(smsc.port);
    expect(headOf(await third.ask(bindPdu(1)))).toBe('bind_transceiver_resp BINDFAIL 1');
    expect(headOf(await third.ask(bindPdu(2, { system_id: `harness@${world}` })))).toBe(
      'bind_transceiver_resp BINDFAIL 2',
    );
    const unbound = nextEvent(smsc, 'smpp.unbind');
    first.write(request('unbind', 2, {}));
    await unbound;
    expect(headOf(await third.ask(bindPdu(3)))).toBe('bind_transceiver_resp OK 3');
  });

  it('a hundred of them at once', async () => {
    const smsc = await openSmsc();
    const peers = await Promise.all(Array.from({ length: 100 }, () => bindPeer(smsc.port)));
    expect(smsc.meter('starhash_smpp_binds', { account: 'harness', state: 'bound_trx' })).toBe(100);
    const answers = await Promise.all(peers.map((peer, n) => peer.ask(request('enquire_link', n + 2, {}))));
    expect(answers.map(headOf)).toEqual(peers.map((_, n) => `enquire_link_resp OK ${n + 2}`));
  });
});

describe('versions', () => {
  it.each([
    [0x33, null],
    [0x00, null],
    [0x34, 0x34],
    [0x35, 0x34],
    [0x50, 0x50],
    [0x51, 0x50],
  ])('a peer of interface_version %i is told %j', async (interface_version, version) => {
    const smsc = await openSmsc();
    const peer = await connectPeer(smsc.port);
    const answer = await peer.ask(bindPdu(1, { interface_version }));
    expect(answer).toMatchObject({ status: 0, body: { system_id: 'starhash' } });
    expect([answer.tlvs.length, tlvInt(answer.tlvs, 'sc_interface_version')]).toEqual([
      version === null ? 0 : 1,
      version,
    ]);
  });
});

it.each([
  [0x33, []],
  [0x34, ['receipted_message_id', 'message_state']],
])('a receipt for a peer of interface_version %i has the parameters %j', async (interface_version, names) => {
  const smsc = await openSmsc();
  const peer = await bindPeer(smsc.port, { interface_version });
  peer.write(submitSm(2, { destination_addr: '9999', registered_delivery: 1 }));
  const came = [await peer.next(), await peer.next()];
  const receipt = came.find(({ command }) => command === 'deliver_sm');
  expect(receipt?.tlvs.map(({ tag }) => tlvName(tag))).toEqual(names);
  expect(receipt).toMatchObject({ body: { esm_class: 4, short_message: expect.any(Buffer) } });
});

it('USSD goes as its dialect says to peers of any version: it has no other form', async () => {
  const smsc = await openSmsc();
  const peer = await bindPeer(smsc.port, { interface_version: 0x33 });
  const session = [intTlv('ussd_service_op', 1), octetsTlv('its_session_info', Buffer.from([5, 0]))];
  peer.write(submitSm(2, { service_type: 'USSD', short_message: Buffer.from('*111*455#') }, session));
  const came = [await peer.next(), await peer.next()];
  expect(came.find(({ command }) => command === 'deliver_sm')?.tlvs).toHaveLength(2);
});

describe('states', () => {
  it.each<[BindWish['command'], Buffer, string]>([
    ['bind_receiver', submitSm(2), 'submit_sm_resp INVBNDSTS 2'],
    ['bind_transceiver', deliverSm(2), 'deliver_sm_resp INVBNDSTS 2'],
    ['bind_transceiver', bindPdu(2), 'bind_transceiver_resp ALYBND 2'],
    ['bind_receiver', bindPdu(2, { command: 'bind_transmitter' }), 'bind_transmitter_resp ALYBND 2'],
    ['bind_transmitter', request('enquire_link', 2, {}), 'enquire_link_resp OK 2'],
    ['bind_transmitter', request('unbind', 2, {}), 'unbind_resp OK 2'],
  ])('after %s', async (command, octets, expected) => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port, { ...(command && { command }) });
    expect(headOf(await peer.ask(octets))).toBe(expected);
  });

  it('after a refusal one may try again on the same connection, until the time for a bind is over', async () => {
    const smsc = await openSmsc();
    const peer = await connectPeer(smsc.port);
    expect(await attempt(smsc, peer, { password: 'x' })).toBe('bind_transceiver_resp INVPASWD 7');
    expect(headOf(await peer.ask(bindPdu(8)))).toBe('bind_transceiver_resp OK 8');
    const late = await connectPeer(smsc.port);
    expect(headOf(await late.ask(request('enquire_link', 1, {})))).toBe('enquire_link_resp OK 1');
    smsc.pulse.pass(10_000);
    expect(await late.ended).toEqual([]);
  });
});

describe('somebody who guesses', () => {
  it('waits longer each time; who knows the password does not, from the same address and under the same name', async () => {
    const smsc = await openSmsc();
    const guesser = await connectPeer(smsc.port);
    for (const ms of [100, 200, 400]) {
      const refused = nextEvent(smsc, 'smpp.refused');
      const answer = guesser.ask(bindPdu(ms, { password: 'guess' }));
      await refused;
      smsc.pulse.pass(ms - 1);
      const early = await Promise.race([answer, bindPeer(smsc.port)]);
      expect('socket' in early).toBe(true);
      smsc.pulse.pass(1);
      expect(headOf(await answer)).toBe(`bind_transceiver_resp INVPASWD ${ms}`);
    }
  });

  it('is not shown in the log, and a password that was given as name is not', async () => {
    const smsc = await openSmsc();
    await attempt(smsc, await connectPeer(smsc.port), { system_id: 'hunter2', password: 'hunter3' });
    expect(smsc.log()).toMatch(/"status":"ESME_RINVPASWD","address":"127.0.0.1".*a bind was refused/);
    expect(smsc.log()).not.toContain('hunter');
  });

  it('one who pipelines gets one try at a time', async () => {
    const smsc = await openSmsc();
    const peer = await connectPeer(smsc.port);
    const refused = nextEvent(smsc, 'smpp.refused');
    peer.write(bindPdu(1, { password: 'a' }), bindPdu(2), submitSm(3));
    await refused;
    expect(await peer.heads(2)).toEqual(['bind_transceiver_resp ALYBND 2', 'submit_sm_resp INVBNDSTS 3']);
    smsc.pulse.pass(100);
    expect(await peer.heads(1)).toEqual(['bind_transceiver_resp INVPASWD 1']);
  });
});

describe('worlds', () => {
  it('two binds of one name in two worlds have nothing in common', async () => {
    const smsc = await openSmsc();
    const { gateway, call } = smsc.harness;
    const made = await gateway.createWorld(call, {});
    const world = made.ok ? made.value.id : '';
    const [here, there] = [await bindPeer(smsc.port), await bindPeer(smsc.port, { system_id: `harness@${world}` })];
    for (const peer of [here, there])
      expect((await peer.ask(submitSm(2, { destination_addr: '9999' }))).status).toBe(0);
    there.write(submitSm(3));
    const came = [await there.next(), await there.next()];
    expect(came.map(headOf).toSorted()).toEqual(['deliver_sm OK 1', 'submit_sm_resp OK 3']);
    const inbox = async (of: string) => {
      const found = await gateway.messages({ ...call, world: of }, '79161234567', {});
      return found.ok ? found.value.messages.length : -1;
    };
    expect([await inbox('main'), await inbox(world)]).toEqual([0, 1]);
    expect(headOf(await here.ask(request('enquire_link', 4, {})))).toBe('enquire_link_resp OK 4');
  });

  it('a world that is gone refuses what its binds still send', async () => {
    const smsc = await openSmsc();
    const { gateway, call } = smsc.harness;
    const made = await gateway.createWorld(call, {});
    const world = made.ok ? made.value.id : '';
    const peer = await bindPeer(smsc.port, { system_id: `harness@${world}` });
    await gateway.deleteWorld(world);
    expect(shortStatus((await peer.ask(submitSm(2))).status)).toBe('SYSERR');
    smsc.pulse.pass(5_000);
    expect((await peer.next()).command).toBe('unbind');
  });
});
