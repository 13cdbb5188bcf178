import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LinkHandler } from '../../../src/smpp/link/types.ts';
import { type Listener, listen, openBound } from './support/ends.ts';
import { answered, asked, cut } from './support/frames.ts';
import { message } from './support/pdus.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const accept: LinkHandler['onRequest'] = (link, request) => link.refuse(request, 'ESME_ROK');

/** What can be asked of one who answers nothing for 60 000 octets. */
const LARGE = { tag: 0x424, value: Buffer.alloc(60_000, 0x61) };

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
  });
});

describe('a peer that does not read', () => {
  test('is not read from either, until it reads again; then it has all its answers', async () => {
    const { peer, socket, link, strays } = await openBound(listener, { onRequest: accept });
    const COUNT = 1_000_000;
    const enquiries = Buffer.concat(Array.from({ length: 10_000 }, () => asked('enquire_link', 1)));
    peer.socket.pause();
    const isPaused = once(socket, 'pause');
    for (let sent = 0; sent < COUNT; sent += 10_000) peer.socket.write(enquiries);
    await isPaused;
    expect(socket.writableLength).toBeLessThan(1_048_576);
    expect(socket.bytesRead).toBeLessThan(COUNT * 16);
    expect(link.room()).toBe(0);
    expect(link.request(message('deliver_sm'), () => {})).toBe(true);

    let octets = 0;
    peer.socket.removeAllListeners('data');
    const all = new Promise<void>((resolve) => {
      peer.socket.on('data', ({ length }: Buffer) => {
        octets += length;
        if (octets > COUNT * 16) resolve();
      });
    });
    peer.socket.resume();
    await all;
    expect(octets).toBeGreaterThan(COUNT * 16);
    expect(strays).toEqual([]);
    expect(link.state).toBe('bound_trx');
  });

  test('what is unfinished while it is not read from is not held against it', async () => {
    const { peer, socket, pulse, link } = await openBound(listener, { limits: { enquireLink: 0 } });
    const enquiries = Buffer.concat(Array.from({ length: 1_000_000 }, () => asked('enquire_link', 1)));
    peer.socket.pause();
    const isPaused = once(socket, 'pause');
    // Its odd length keeps the frames behind it off the edges of what is read at once.
    peer.write(asked('submit_sm', 1), enquiries);
    await isPaused;
    pulse.pass(60_000);
    expect(link.state).toBe('bound_trx');
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

  test('holds back our requests: they wait, and are not written', async () => {
    const { peer, socket, link } = await openBound(listener, { limits: { window: 1000 } });
    peer.socket.pause();
    const large = { ...message('deliver_sm'), tlvs: [LARGE] };
    for (let n = 0; n < 500; n += 1) expect(link.request(large, () => {})).toBe(true);
    expect(socket.writableLength).toBeLessThan(1_048_576);
    const pieces: Buffer[] = [];
    peer.socket.removeAllListeners('data');
    const all = new Promise<void>((resolve) => {
      let octets = 0;
      peer.socket.on('data', (chunk: Buffer) => {
        pieces.push(chunk);
        octets += chunk.length;
        if (octets >= 500 * 60_000) resolve();
      });
    });
    peer.socket.resume();
    await all;
    const { frames } = cut(Buffer.concat(pieces));
    expect(frames.map(({ sequence }) => sequence)).toEqual(Array.from({ length: frames.length }, (_, n) => n + 1));
    expect(link.state).toBe('bound_trx');
    peer.write(answered('deliver_sm', 1, 0, '\0'));
  });
});
