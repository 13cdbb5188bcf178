import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LinkHandler } from '../../../src/smpp/link/types.ts';
import { type Listener, listen, openBound } from './support/ends.ts';
import { answered, asked, type Name } from './support/frames.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const NAMES: readonly Name[] = ['submit_sm', 'deliver_sm', 'bind_transceiver', 'enquire_link', 'unbind', 'outbind'];

const sound = fc
  .record({ name: fc.constantFrom(...NAMES), sequence: fc.nat(), isAnswer: fc.boolean() })
  .map(({ name, sequence, isAnswer }) => (isAnswer ? answered(name, sequence) : asked(name, sequence)));

/** A frame with some octets changed, cut out or put in. */
const spoilt = fc
  .tuple(sound, fc.nat(80), fc.nat(4), fc.uint8Array({ maxLength: 4 }))
  .map(([octets, at, removed, added]) =>
    Buffer.concat([octets.subarray(0, at), added, octets.subarray(Math.min(octets.length, at + removed))]),
  );

const pieces = fc.array(
  fc.oneof(
    sound,
    sound,
    spoilt,
    fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets)),
  ),
  { minLength: 1, maxLength: 8 },
);

const accept: LinkHandler['onRequest'] = (link, request) => link.refuse(request, 'ESME_ROK');

test('whatever octets come, nothing throws, each link ends in order, and a neighbour notices nothing', async () => {
  const neighbour = await openBound(listener);
  await fc.assert(
    fc.asyncProperty(pieces, async (stream) => {
      const { peer, closed, errors, pulse, socket } = await openBound(listener, { onRequest: accept });
      const isGone = once(socket, 'close');
      peer.write(...stream);
      peer.socket.end();
      await peer.rest();
      expect(['peer-closed', 'broken-framing', 'unbound']).toContain(await closed);
      await isGone;
      expect(errors).toEqual([]);
      expect(pulse.joined()).toBe(0);
    }),
    { seed: 20_190_515, numRuns: 300 },
  );
  neighbour.peer.write(asked('enquire_link', 1));
  expect(await neighbour.peer.heads(1)).toEqual(['80000015/0/1']);
  expect(neighbour.strays).toEqual([]);
}, 60_000);
