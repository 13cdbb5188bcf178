/** Bounded and seeded: whatever octets come, the codec answers, and what it reads it can write again. */
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/smpp/pdu/commands.ts';
import { frameSplitter } from '../../../src/smpp/pdu/frames.ts';
import type { Pdu } from '../../../src/smpp/pdu/pdu.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { STATUSES } from '../../../src/smpp/pdu/statuses.ts';
import { EncodeError, encode } from '../../../src/smpp/pdu/write.ts';
import { COMMAND_NAMES, example } from './support/pdus.ts';

const SEED = 20190514;
const ROUNDS = 40_000;
const CAP = 2_048;
const FRAMES = COMMAND_NAMES.map((name) => encode(example(name)));

/** Marsaglia's xorshift32: integers from 0 to below `bound`. */
function randomizer(seed: number) {
  let state = seed;
  return (bound: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

type Random = ReturnType<typeof randomizer>;

const pick = (random: Random) => Buffer.from(FRAMES[random(FRAMES.length)] as Buffer);
const NASTY = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];

const MAKERS: readonly ((random: Random) => Buffer)[] = [
  function mutated(random) {
    const octets = pick(random);
    for (let count = random(4); count >= 0; count--) octets[4 + random(octets.length - 4)] = random(256);
    return octets;
  },
  function nasty(random) {
    const octets = pick(random);
    octets[4 + random(octets.length - 4)] = NASTY[random(NASTY.length)] as number;
    return octets;
  },
  function cut(random) {
    const octets = pick(random);
    return octets.subarray(0, random(octets.length + 1));
  },
  function merged(random) {
    const [one, other] = [pick(random), pick(random)];
    return Buffer.concat([one.subarray(0, random(one.length)), other.subarray(random(other.length))]);
  },
  function noise(random) {
    return Buffer.from(Array.from({ length: random(80) }, () => random(256)));
  },
];

const make = (random: Random) => (MAKERS[random(MAKERS.length)] as (typeof MAKERS)[number])(random);

/** Puts its own length in front, so that the inside is looked at. */
function mended(octets: Buffer): Buffer {
  if (octets.length >= 4) octets.writeUInt32BE(octets.length, 0);
  return octets;
}

describe('decode', () => {
  it('answers each with a PDU that reads the same again, or with a status, a place and a reason, or with both', () => {
    const random = randomizer(SEED);
    const kinds = { pdu: 0, sloppy: 0, unreadable: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const octets = mended(make(random));
      const decoded = decode(octets);
      kinds[decoded.kind]++;
      if (decoded.kind !== 'unreadable') expect(again(decoded.pdu)).toEqual(decoded.pdu);
      if (decoded.kind !== 'pdu' && !isSound(decoded, octets.length))
        expect.fail(`${octets.toString('hex')} ${JSON.stringify(decoded)}`);
    }
    expect(Math.min(kinds.pdu, kinds.unreadable)).toBeGreaterThan(ROUNDS / 10);
    expect(kinds.sloppy).toBeGreaterThan(ROUNDS / 100);
  });

  /** What is read of what we write of it. An error without parameters loses its body, and nothing else. */
  function again(pdu: Pdu): Pdu | null {
    const decoded = decode(encode(pdu));
    if (decoded.kind !== 'pdu') return null;
    const bodiless = pdu.status !== 0 && pdu.tlvs.length === 0 && COMMANDS[pdu.command].kind === 'response';
    return bodiless ? ({ ...decoded.pdu, body: pdu.body } as Pdu) : decoded.pdu;
  }

  const isSound = ({ status, offset, reason }: Exclude<ReturnType<typeof decode>, { kind: 'pdu' }>, length: number) =>
    status in STATUSES && status !== 'ESME_ROK' && offset >= 0 && offset <= length && /^[\w ,]+$/.test(reason);
});

describe('encode', () => {
  it('writes or refuses with its own error, whatever values come', () => {
    const random = randomizer(SEED);
    const values = [0, -1, 255, 256, 1.5, '', 'a', 'a\0', 'Б', 'a'.repeat(70), Buffer.alloc(254), Buffer.alloc(255)];
    let refused = 0;
    for (let round = 0; round < ROUNDS / 10; round++) {
      const command = COMMAND_NAMES[random(COMMAND_NAMES.length)] as (typeof COMMAND_NAMES)[number];
      const pdu = example(command);
      const sameKind = (value: unknown, other: unknown) => typeof value === typeof other;
      const body = Object.entries(pdu.body).map(([name, value]) => {
        const like = values.filter((each) => !Array.isArray(value) && sameKind(each, value));
        return [name, random(4) === 0 && like.length > 0 ? like[random(like.length)] : value];
      });
      try {
        const changed = { ...pdu, body: Object.fromEntries(body) };
        expect(decode(encode(changed))).toEqual({ kind: 'pdu', pdu: changed });
      } catch (error) {
        if (!(error instanceof EncodeError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

describe('frames', () => {
  it('of a stream of anything, in chunks of any size, are frames; memory stays flat', () => {
    const random = randomizer(SEED);
    let splitter = frameSplitter(CAP);
    let frames = 0;
    let broken = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const octets = random(8) === 0 ? make(random) : pick(random);
      const at = random(octets.length + 1);
      for (const chunk of [octets.subarray(0, at), octets.subarray(at)]) {
        for (const frame of splitter.push(chunk)) {
          frames++;
          if (frame.length < 16 || frame.length > CAP || frame.readUInt32BE(0) !== frame.length)
            expect.fail('no frame');
          decode(frame);
        }
      }
      if (splitter.broken() !== null) {
        broken++;
        splitter = frameSplitter(CAP);
      }
    }
    expect(frames).toBeGreaterThan(ROUNDS / 2);
    expect(broken).toBeGreaterThan(100);
  });
});
