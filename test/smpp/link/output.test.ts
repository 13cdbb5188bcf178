import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Link, LinkHandler } from '../../../src/smpp/link/types.ts';
import { type Listener, listen, openBound } from './support/ends.ts';
import { answered, asked, cut, type Frame } from './support/frames.ts';
import { message } from './support/pdus.ts';
import type { RawPeer } from './support/rawPeer.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const accept: LinkHandler['onRequest'] = (link, request) => link.refuse(request, 'ESME_ROK');

/** What can be asked of one who answers nothing for 60 000 octets. */
const LARGE = { tag: 0x424, value: Buffer.alloc(60_000, 0x61) };

const SLOW = { limits: { window: 1000, enquireLink: 0, unfinishedPdu: 10_000, response: 10_000 } };

/** Sends to a peer that does not read, until no more is taken. @returns what has it read, and waits until all has left */
async function blocked(peer: RawPeer, socket: Socket, link: Link): Promise<() => Promise<unknown>> {
  peer.socket.pause();
  const large = { ...message('deliver_sm'), tlvs: [LARGE] };
  // How much a socket takes before it says that it is enough, Node's versions see differently.
  while (!socket.isPaused()) {
    link.request(large, () => {});
    await setImmediate();
  }
  return () => {
    const isDrained = once(socket, 'drain');
    peer.socket.resume();
    return isDrained;
  };
}

/** So many enquire_link, numbered from 1. */
function manyEnquiries(count: number): Buffer {
  const octets = Buffer.alloc(16 * count, asked('enquire_link', 0));
  for (let n = 0; n < count; n += 1) octets.writeUInt32BE(n + 1, 16 * n + 12);
  return octets;
}

/** How many enquire_link_resp there are, numbered from 1 without a gap; -1 if there is a gap. */
function answeredInOrder(octets: Buffer): number {
  let count = 0;
  for (let at = 0; at < octets.length; at += octets.readUInt32BE(at)) {
    if (octets.readUInt32BE(at + 4) !== 0x80000015) continue;
    count += 1;
    if (octets.readUInt32BE(at + 12) !== count) return -1;
  }
  return count;
}

/** Lets a peer read again, and gives all that comes until it is so many octets or more. */
function readOctets({ socket }: RawPeer, count: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let octets = 0;
  socket.removeAllListeners('data');
  return new Promise((resolve) => {
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece);
      octets += piece.length;
      if (octets >= count) resolve(Buffer.concat(pieces));
    });
    socket.resume();
  });
}

describe('one write a turn', () => {
  test('for all answers to what came in one piece', async () => {
    const { peer, socket } = await openBound(listener, { onRequest: accept });
    const write = vi.spyOn(socket, 'write');
    peer.write(...Array.from({ length: 50 }, (_, n) => asked('submit_sm', n + 1)));
    await peer.heads(50);
    expect(write).toHaveBeenCalledTimes(1);
  });

  test('for requests, answers and link keeping together; the next turn has its own', async () => {
    const { peer, socket, link, pulse, requests, came } = await openBound(listener);
    peer.write(asked('submit_sm', 1));
    await came(1);
    const write = vi.spyOn(socket, 'write');
    link.request(message('deliver_sm'), () => {});
    link.refuse(requests[0] as never, 'ESME_ROK');
    pulse.pass(30_000);
    expect(write).not.toHaveBeenCalled();
    expect(await peer.heads(3)).toEqual(['5/0/1', '80000004/0/1', '15/0/2']);
    expect(write).toHaveBeenCalledTimes(1);
    link.request(message('deliver_sm'), () => {});
    await peer.heads(1);
    expect(write).toHaveBeenCalledTimes(2);
  });

  test('unless it is more than 64 KB; nothing is lost or mixed up', async () => {
    const { peer, socket, link } = await openBound(listener);
    const write = vi.spyOn(socket, 'write');
    const ids = Array.from({ length: 100 }, (_, n) => `${n}`.padStart(5, '0'));
    for (const id of ids) {
      const short_message = Buffer.alloc(200 + (Number(id) % 55), id);
      expect(link.request(message('deliver_sm', { service_type: id, short_message }), () => {})).toBe(true);
    }
    const large = { ...message('deliver_sm'), tlvs: [LARGE] };
    link.setLimits({ window: 200 });
    for (let n = 0; n < 3; n += 1) link.request(large, () => {});
    for (const id of ids) {
      const { body } = await peer.next();
      expect(body.toString('latin1', 0, 5)).toBe(id);
      expect(body.subarray(-200).toString()).toBe(
        Buffer.alloc(200 + (Number(id) % 55), id)
          .subarray(-200)
          .toString(),
      );
    }
    for (let n = 0; n < 3; n += 1) expect((await peer.next()).body.subarray(-60_000).equals(LARGE.value)).toBe(true);
    expect(write.mock.calls.length).toBeLessThanOrEqual(5);
    expect(Math.max(...write.mock.calls.map(([octets]) => octets.length))).toBeLessThanOrEqual(65_536);
  });
});

describe('a peer that does not read', () => {
  test('is not read from either, until it reads again; then it has all its answers', async () => {
    const { peer, socket, link, strays } = await openBound(listener, { onRequest: accept });
    const COUNT = 1_000_000;
    const enquiries = manyEnquiries(COUNT);
    peer.socket.pause();
    const isPaused = once(socket, 'pause');
    peer.write(enquiries);
    await isPaused;
    expect(socket.writableLength).toBeLessThan(1_048_576);
    expect(socket.bytesRead).toBeLessThan(enquiries.length);
    expect(link.room()).toBe(0);
    expect(link.request(message('deliver_sm'), () => {})).toBe(true);

    const answers = await readOctets(peer, enquiries.length + asked('deliver_sm', 1).length);
    expect(answeredInOrder(answers)).toBe(COUNT);
    expect(strays).toEqual([]);
    expect(link.state).toBe('bound_trx');
  });

  test('what is unfinished while it is not read from is not held against it, from then on it is', async () => {
    const { peer, socket, pulse, link, closed } = await openBound(listener, SLOW);
    const isBegun = once(socket, 'data');
    peer.write(asked('submit_sm', 1).subarray(0, 20));
    await isBegun;
    const drained = await blocked(peer, socket, link);
    pulse.pass(60_000);
    expect(link.state).toBe('bound_trx');
    await drained();
    pulse.pass(9_999);
    expect(link.state).toBe('bound_trx');
    pulse.pass(1);
    expect(await closed).toBe('unfinished-pdu');
  });

  test('nor is what is cut while it is answered', async () => {
    const { peer, socket, pulse, link } = await openBound(listener, SLOW);
    peer.socket.pause();
    const isPaused = once(socket, 'pause');
    // Its odd length keeps the frames behind it off the edges of what is read at once.
    peer.write(asked('submit_sm', 1), manyEnquiries(1_000_000));
    await isPaused;
    pulse.pass(60_000);
    expect(link.state).toBe('bound_trx');
  });

  test('its reading is a sign of life', async () => {
    const { peer, socket, pulse, link, closed } = await openBound(listener, {
      limits: { ...SLOW.limits, enquireLink: 30_000 },
    });
    const drained = await blocked(peer, socket, link);
    pulse.pass(30_000);
    pulse.pass(9_999);
    await drained();
    pulse.pass(10_000);
    expect(link.state).toBe('bound_trx');
    pulse.pass(20_000);
    pulse.pass(10_000);
    expect(await closed).toBe('no-answer-to-enquire-link');
  });

  test('one that neither reads nor answers is left', async () => {
    const { peer, socket, pulse, link, closed } = await openBound(listener, {
      limits: { ...SLOW.limits, enquireLink: 30_000 },
    });
    await blocked(peer, socket, link);
    pulse.pass(30_000);
    pulse.pass(10_000);
    expect(await closed).toBe('no-answer-to-enquire-link');
  });

  test('and is answered with more than may wait is cut, and nobody else is', async () => {
    const other = await openBound(listener);
    const { peer, link, requests, came, closed } = await openBound(listener, { limits: { window: 1000 } });
    peer.socket.pause();
    peer.write(...Array.from({ length: 1000 }, (_, n) => asked('submit_sm', n + 1)));
    await came(1000);
    for (const request of requests) link.answer(request as never, { command: 'submit_sm_resp', tlvs: [LARGE] });
    expect(await closed).toBe('slow-reader');
    other.peer.write(asked('enquire_link', 1));
    expect(await other.peer.heads(1)).toEqual(['80000015/0/1']);
  });

  test('gets, when it reads, what was meant for it: nothing written over what waits', async () => {
    const { peer, socket, link, requests, came } = await openBound(listener, { limits: { window: 1000 } });
    peer.socket.pause();
    peer.write(...Array.from({ length: 1000 }, (_, n) => asked('submit_sm', n + 1)));
    await came(1000);
    const answerNext = () => {
      const request = requests.shift();
      const value = Buffer.alloc(60_000, request?.sequence);
      link.answer(request as never, { command: 'submit_sm_resp', tlvs: [{ tag: 0x424, value }] });
    };
    while (socket.writableLength === 0) answerNext();
    for (let n = 0; n < 8; n += 1) {
      answerNext();
      await setImmediate();
    }
    const count = 1000 - requests.length;
    const { frames } = cut(await readOctets(peer, count * (17 + 4 + 60_000)));
    expect(frames.map(({ sequence }) => sequence)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    const isWhole = ({ sequence, body }: Frame) => body.subarray(5).equals(Buffer.alloc(60_000, sequence));
    expect(frames.filter((one) => !isWhole(one))).toEqual([]);
  });

  test('holds back our requests: they wait, and are not written', async () => {
    const { peer, socket, link } = await openBound(listener, { limits: { window: 1000 } });
    peer.socket.pause();
    const large = { ...message('deliver_sm'), tlvs: [LARGE] };
    for (let n = 0; n < 500; n += 1) expect(link.request(large, () => {})).toBe(true);
    expect(socket.writableLength).toBeLessThan(1_048_576);
    const { frames } = cut(await readOctets(peer, 500 * 60_000));
    expect(frames.map(({ sequence }) => sequence)).toEqual(Array.from({ length: frames.length }, (_, n) => n + 1));
    expect(link.state).toBe('bound_trx');
    peer.write(answered('deliver_sm', 1, 0, '\0'));
  });
});
