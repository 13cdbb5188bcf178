/**
 * Mutated, cut, merged and random PDUs over sockets: the server lives, its memory stays flat, and other connections notice nothing. The clock
 * is moved, so that no timer is waited for; what real timers, other doors and deaf peers do is shown by test/durability/smppHostility.
 */
import { expect, it } from 'vitest';
import { intTlv, octetsTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { octetsHeld } from '../../support/garbage.ts';
import { bindPdu, bindPeer, connectPeer, headOf, type Peer, request, submitMulti, submitSm } from './support/peer.ts';
import { openSmsc, type TestSmsc } from './support/server.ts';

const SEED = 20_260;
const ROUNDS = 600;
/** Longer than anything unfinished may stay so, and than a guess waits, ms. */
const TIMERS = 10_000;
/** What is sent while memory is watched, octets at least, and the share of it that may be kept. */
const SENT = 20_000_000;
const KEPT = 0.05;
/** A PDU is made longer by so many octets at most. */
const LONGEST_TAIL = 50_000;
/** Statuses of both directions, and all commands: what labels of meters may say. */
const ROWS = 200;

const SESSION = [intTlv('ussd_service_op', 1), octetsTlv('its_session_info', Buffer.from([5, 0]))];
const USSD = { service_type: 'USSD', short_message: Buffer.from('*111*455#') };
const NOBODY = { source_addr_ton: 1, source_addr_npi: 1, source_addr: '79161234567' };
const SERVICE = { dest_addr_ton: 0, dest_addr_npi: 1, destination_addr: '4555' };
const SME = { flag: 1 as const, ton: 0, npi: 1, addr: '9999' };

const FROM_SHOP = { source_addr_ton: 0, source_addr: '7777', dest_addr_ton: 1, destination_addr: '79161234567' };

/** One of each that a peer may send, right in itself. */
const RIGHT: readonly Buffer[] = [
  submitSm(2, { destination_addr: '9999' }),
  submitSm(3, USSD, SESSION),
  submitSm(4, { esm_class: 0x40, short_message: Buffer.from([5, 0, 3, 7, 2, 1, 0x41]) }),
  submitSm(5, { data_coding: 8, short_message: Buffer.from('04110430043b043b', 'hex') }),
  submitMulti(6, { dest_address: [SME, { flag: 2, dl_name: 'friends' }] }),
  bindPdu(7),
  request('query_sm', 8, { message_id: 'A', ...NOBODY }),
  request('unbind', 9, {}),
  request('enquire_link', 10, {}),
  request('deliver_sm_resp', 11, { message_id: '' }),
  request('generic_nack', 12, {}),
  submitSm(13, FROM_SHOP),
  submitSm(14, { ...FROM_SHOP, ...USSD, source_addr: '*384*77' }, [intTlv('ussd_service_op', 3)]),
  request('cancel_sm', 15, { service_type: '', message_id: 'A', ...NOBODY, ...SERVICE }),
];

type Bind = 'none' | 'harness' | 'shop';

const BINDS: readonly Bind[] = ['none', 'harness', 'shop', 'harness', 'shop'];
const PASSWORDS = { harness: 'secret', shop: 'sesame' };

/** Marsaglia's xorshift32: integers from 0 to below `bound`. */
function randomizer(seed: number): Random {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

type Random = (bound: number) => number;

/** One of them, with a long parameter of a vendor behind it. */
function pick(random: Random): Buffer {
  const head = RIGHT[random(RIGHT.length)] as Buffer;
  const octets = Buffer.alloc(head.length + 4 + random(LONGEST_TAIL), head);
  octets.writeUInt16BE(0x1400, head.length);
  octets.writeUInt16BE(octets.length - head.length - 4, head.length + 2);
  octets.writeUInt32BE(octets.length, 0);
  return octets;
}

/** Where it hurts: not in the tail. */
const HEAD = 120;

const MAKERS: readonly ((random: Random) => Buffer)[] = [
  pick,
  function mutatedInside(random) {
    const octets = pick(random);
    for (let count = random(6); count >= 0; count--)
      octets[8 + random(Math.min(HEAD, octets.length - 8))] = random(256);
    return octets;
  },
  function mutatedAnywhere(random) {
    const octets = pick(random);
    octets[random(Math.min(HEAD, octets.length))] = random(256);
    return octets;
  },
  function cut(random) {
    const octets = pick(random);
    return octets.subarray(0, random(octets.length));
  },
  function cutAndMended(random) {
    const octets = pick(random);
    const short = octets.subarray(0, 16 + random(octets.length - 15));
    short.writeUInt32BE(short.length, 0);
    return short;
  },
  function noise(random) {
    return Buffer.from(Array.from({ length: 1 + random(60) }, () => random(256)));
  },
];

function traffic(random: Random): Buffer {
  const frames = Array.from({ length: 1 + random(4) }, () =>
    (MAKERS[random(MAKERS.length)] as (typeof MAKERS)[number])(random),
  );
  return Buffer.concat(frames);
}

const BARRIER = 0x7777;

/** Resolves when link keeping behind all the rest is answered. Rejects where the connection ends before. */
async function answered(peer: Peer): Promise<'answered'> {
  for (;;) {
    const pdu = await peer.next();
    if (pdu.command === 'enquire_link_resp' && pdu.sequence === BARRIER) return 'answered';
  }
}

async function connectAs(smsc: TestSmsc, bind: Bind): Promise<Peer> {
  return bind === 'none' ? connectPeer(smsc.port) : bindPeer(smsc.port, { system_id: bind, password: PASSWORDS[bind] });
}

/** What becomes of a connection over which this comes: it answers link keeping, or ends within its timers. */
async function suffer(smsc: TestSmsc, octets: Buffer, bind: Bind, bystander: Peer): Promise<'answered' | 'ended'> {
  const peer = await connectAs(smsc, bind);
  const outcome = answered(peer).catch(() => 'ended' as const);
  peer.write(octets, request('enquire_link', BARRIER, {}));
  // What was written before has been read when this is answered.
  for (const sequence of [1, 2]) {
    expect(headOf(await bystander.ask(request('enquire_link', sequence, {})))).toBe(`enquire_link_resp OK ${sequence}`);
  }
  smsc.pulse.pass(TIMERS);
  const became = await outcome;
  peer.socket.destroy();
  return became;
}

/** Round after round. @returns what became of the connections, and how many octets were sent */
async function suffering(smsc: TestSmsc, random: Random, rounds: number, bystander: Peer) {
  const outcomes = new Set<string>();
  let sent = 0;
  for (let round = 0; round < rounds; round++) {
    const octets = traffic(random);
    const bind = BINDS[random(BINDS.length)] as Bind;
    outcomes.add(`${bind} ${await suffer(smsc, octets, bind, bystander)}`);
    sent += octets.length;
  }
  return { outcomes, sent };
}

it('whatever octets come, each connection is answered or ended, others notice nothing, and nothing is kept', async () => {
  const smsc = await openSmsc();
  const random = randomizer(SEED);
  const bystander = await bindPeer(smsc.port, { command: 'bind_transmitter' });
  await suffering(smsc, random, ROUNDS, bystander);
  const before = await heldBy(smsc);
  const { outcomes, sent } = await suffering(smsc, random, ROUNDS, bystander);
  expect([...outcomes].toSorted()).toEqual(
    ['harness', 'none', 'shop'].flatMap((bind) => [`${bind} answered`, `${bind} ended`]),
  );
  expect(sent).toBeGreaterThan(SENT);
  expect(((await heldBy(smsc)) - before) / sent).toBeLessThan(KEPT);
  for (const { read } of smsc.meters) expect(read().length).toBeLessThan(ROWS);
  expect(headOf(await bystander.ask(submitSm(3, { destination_addr: '9999' })))).toBe('submit_sm_resp OK 3');
  expect(smsc.log()).not.toContain('"level":50');
  expect(smsc.log()).not.toMatch(/79161234567|111\*455/);
});

/** Octets in use, once all connections but one are gone. */
async function heldBy(smsc: TestSmsc): Promise<number> {
  await expect.poll(() => smsc.meter('starhash_smpp_connections')).toBe(1);
  return octetsHeld();
}
