import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameSplitter } from '../../../src/smpp/pdu/frames.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { frame } from './support/frames.ts';
import { COMMAND_NAMES, example } from './support/pdus.ts';

const CAP = 65_536;
const FRAMES = COMMAND_NAMES.map((name) => encode(example(name)));
const STREAM = Buffer.concat(FRAMES);

const hex = (octets: Buffer) => octets.toString('hex');

/** All frames that come of these chunks, in hexadecimal. */
function split(chunks: readonly Buffer[], cap = CAP) {
  const splitter = frameSplitter(cap);
  const frames = chunks.flatMap((chunk) => splitter.push(chunk).map(hex));
  return { frames, unfinished: splitter.unfinished(), broken: splitter.broken() };
}

const whole = { frames: FRAMES.map(hex), unfinished: false, broken: null };

describe('the same frames come', () => {
  it('all in one chunk', () => expect(split([STREAM])).toEqual(whole));
  it('frame by frame', () => expect(split(FRAMES)).toEqual(whole));
  it('octet by octet', () => expect(split([...STREAM].map((octet) => Buffer.from([octet])))).toEqual(whole));

  it('cut in two at every octet', () => {
    for (let at = 0; at <= STREAM.length; at++) {
      expect(split([STREAM.subarray(0, at), STREAM.subarray(at)])).toEqual(whole);
    }
  });

  it('cut in three, around every frame edge', () => {
    let edge = 0;
    for (const { length } of FRAMES) {
      edge += length;
      for (let width = 1; width <= 20; width++) {
        const [from, to] = [Math.max(0, edge - (width >> 1)), Math.min(STREAM.length, edge + width)];
        expect(split([STREAM.subarray(0, from), STREAM.subarray(from, to), STREAM.subarray(to)])).toEqual(whole);
      }
    }
  });

  it('cut anywhere, any number of times', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(STREAM.length), { maxLength: 30 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), STREAM.length];
        expect(split(edges.slice(1).map((end, index) => STREAM.subarray(edges[index], end)))).toEqual(whole);
      }),
    );
  });

  it('with empty chunks between', () => {
    const empty = Buffer.alloc(0);
    expect(split(FRAMES.flatMap((each) => [empty, each.subarray(0, 5), empty, each.subarray(5)]))).toEqual(whole);
  });
});

describe('views and copies', () => {
  it('a frame that a chunk holds whole is a view of it', () => {
    const [first] = frameSplitter(CAP).push(STREAM);
    expect(first?.buffer).toBe(STREAM.buffer);
    expect(first?.byteOffset).toBe(STREAM.byteOffset);
  });

  it('what waits for its rest is a copy, and earlier frames are not written over', () => {
    const splitter = frameSplitter(CAP);
    const [one, two] = [frame('submit_sm_resp', Buffer.from('one\0')), frame('submit_sm_resp', Buffer.from('two\0'))];
    const chunk = Buffer.from(one.subarray(0, 10));
    splitter.push(chunk);
    chunk.fill(0xff);
    const [first] = splitter.push(Buffer.concat([one.subarray(10), two.subarray(0, 10)]));
    const [second] = splitter.push(two.subarray(10));
    expect([first, second]).toEqual([one, two]);
  });
});

describe('unfinished', () => {
  it('from the first octet to the last', () => {
    const splitter = frameSplitter(CAP);
    const octets = frame('enquire_link');
    expect(splitter.unfinished()).toBe(false);
    for (let at = 0; at < octets.length - 1; at++) {
      splitter.push(octets.subarray(at, at + 1));
      expect(splitter.unfinished()).toBe(true);
    }
    splitter.push(octets.subarray(-1));
    expect(splitter.unfinished()).toBe(false);
  });
});

describe('lengths', () => {
  const head = (length: number) => {
    const octets = Buffer.alloc(4);
    octets.writeUInt32BE(length);
    return octets;
  };

  it.each([16, 17, CAP])('%d octets are let in', (length) => {
    const octets = Buffer.alloc(length, 1);
    octets.writeUInt32BE(length);
    expect(split([octets])).toEqual({ frames: [hex(octets)], unfinished: false, broken: null });
    expect(split([octets.subarray(0, 4), octets.subarray(4)]).frames).toEqual([hex(octets)]);
  });

  it.each([0, 1, 4, 8, 15, CAP + 1, 0x00ffffff])('a length of %d is refused as soon as it is known', (length) => {
    expect(split([head(length)])).toEqual({ frames: [], unfinished: false, broken: `a PDU of ${length} octets` });
    expect(split([head(length).subarray(0, 3)])).toEqual({ frames: [], unfinished: true, broken: null });
    expect(split([head(length).subarray(0, 3), head(length).subarray(3)]).broken).toBe(`a PDU of ${length} octets`);
  });

  it('frames in front of the break still come, and nothing after it', () => {
    const good = frame('enquire_link');
    const splitter = frameSplitter(CAP);
    expect(splitter.push(Buffer.concat([good, head(8), good]))).toEqual([good]);
    expect(splitter.push(good)).toEqual([]);
    expect(splitter.broken()).toBe('a PDU of 8 octets');
    expect(splitter.unfinished()).toBe(false);
  });
});

describe('what no frame begins with is named', () => {
  const cases: readonly [string, Buffer | string][] = [
    ['an HTTP request', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an HTTP request', 'POST'],
    ['an HTTP request', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS handshake', Buffer.from('1603010200010001fc0303', 'hex')],
    ['text', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['text', 'hello, world\n'],
    ['random octets', Buffer.from('deadbeef00112233', 'hex')],
    ['random octets', Buffer.from('ffffffff', 'hex')],
  ];
  it.each(cases)('%s', (expected, input) => {
    const octets = Buffer.from(input as string, 'latin1');
    expect(split([octets]).broken).toBe(expected);
    expect(split([octets.subarray(0, 2), octets.subarray(2)]).broken).toBe(expected);
  });
});

it('holds no more than came, whatever command_length promises', () => {
  const splitters = Array.from({ length: 2_000 }, () => frameSplitter(CAP));
  const promise = Buffer.from([0, 1, 0, 0, 0]);
  const before = process.memoryUsage().arrayBuffers;
  for (const splitter of splitters) splitter.push(promise);
  const held = process.memoryUsage().arrayBuffers - before;
  expect(splitters.every((splitter) => splitter.unfinished())).toBe(true);
  expect(held).toBeLessThan(splitters.length * 1_024);
});

it('a dribbled PDU of 64 KB costs about its size', () => {
  const octets = Buffer.alloc(CAP, 1);
  octets.writeUInt32BE(CAP);
  const splitter = frameSplitter(CAP);
  const frames = Array.from(octets, (_, at) => splitter.push(octets.subarray(at, at + 1))).flat();
  expect(frames.map(hex)).toEqual([hex(octets)]);
  expect(frames[0]?.buffer.byteLength).toBe(CAP);
});
