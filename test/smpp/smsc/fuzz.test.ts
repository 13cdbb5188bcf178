/** Mutated, cut, merged and random PDUs over sockets: the server lives, its heap stays flat, and other connections notice nothing. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { intTlv, octetsTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { bindPdu, bindPeer, connectPeer, headOf, type Peer, request, submitMulti, submitSm } from './support/peer.ts';
import { openSmsc, type TestSmsc } from './support/server.ts';

const SEED = 20_260;
const ROUNDS = 300;
/** Longer than anything unfinished may stay so, and than a guess waits, ms. */
const TIMERS = 10_000;
/** Octets: less than a tenth of what is sent. */
const GROWTH = 4_000_000;

const SESSION = [intTlv('ussd_service_op', 1), octetsTlv('its_session_info', Buffer.from([5, 0]))];
const USSD = { service_type: 'USSD', short_message: Buffer.from('*111*455#') };
const SME = { flag: 1 as const, ton: 0, npi: 1, addr: '9999' };

/** One of each that a peer may send, right in itself. */
const RIGHT: readonly Buffer[] = [
  submitSm(2, { destination_addr: '9999' }),
  submitSm(3, USSD, SESSION),
  submitSm(4, { esm_class: 0x40, short_message: Buffer.from([5, 0, 3, 7, 2, 1, 0x41]) }),
  submitSm(5, { data_coding: 8, short_message: Buffer.from('04110430043b043b', 'hex') }),
  submitMulti(6, { dest_address: [SME, { flag: 2, dl_name: 'friends' }] }),
  bindPdu(7),
  request('query_sm', 8, { message_id: 'A', source_addr_ton: 1, source_addr_npi: 1, source_addr: '79161234567' }),
  request('unbind', 9, {}),
  request('enquire_link', 10, {}),
  request('deliver_sm_resp', 11, { message_id: '' }),
  request('generic_nack', 12, {}),
];

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

const pick = (random: Random) => Buffer.from(RIGHT[random(RIGHT.length)] as Buffer);

const MAKERS: readonly ((random: Random) => Buffer)[] = [
  pick,
  function mutatedInside(random) {
    const octets = pick(random);
    for (let count = random(6); count >= 0; count--) octets[8 + random(octets.length - 8)] = random(256);
    return octets;
  },
  function mutatedAnywhere(random) {
    const octets = pick(random);
    octets[random(octets.length)] = random(256);
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

/** What becomes of a connection over which this comes: it answers link keeping, or ends within its timers. */
async function suffer(
  smsc: TestSmsc,
  octets: Buffer,
  isBound: boolean,
  bystander: Peer,
): Promise<'answered' | 'ended'> {
  const peer = isBound ? await bindPeer(smsc.port) : await connectPeer(smsc.port);
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

async function suffering(smsc: TestSmsc, random: Random, rounds: number, bystander: Peer): Promise<Set<string>> {
  const outcomes = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    outcomes.add(await suffer(smsc, traffic(random), random(4) > 0, bystander));
  }
  return outcomes;
}

it('whatever octets come, each connection is answered or ended, and others notice nothing', async () => {
  const smsc = await openSmsc();
  const random = randomizer(SEED);
  const bystander = await bindPeer(smsc.port, { command: 'bind_transmitter' });
  await suffering(smsc, random, ROUNDS, bystander);
  const before = heapAfterGc();
  const outcomes = await suffering(smsc, random, ROUNDS, bystander);
  expect([...outcomes].toSorted()).toEqual(['answered', 'ended']);
  expect(heapAfterGc() - before).toBeLessThan(GROWTH);
  expect(headOf(await bystander.ask(submitSm(3, { destination_addr: '9999' })))).toBe('submit_sm_resp OK 3');
  expect(smsc.log()).not.toContain('"level":50');
  expect(smsc.log()).not.toMatch(/79161234567|111\*455/);
});

function heapAfterGc(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
