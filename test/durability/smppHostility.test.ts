/**
 * The built gateway as the neighbour of people who do everything wrong, on all its doors and with its real timers: it lives, forgets them, and
 * serves others. How each wrong PDU is answered, by the thousand, is shown without waiting in test/smpp/smsc/fuzz.
 */
import { connect } from 'node:net';
import { setInterval } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Ending, type Intruder, intrude } from './support/intruder.ts';
import { flood, mischief, oneOf, type Tongue, unfinished } from './support/mischief.ts';
import { type Pick, seeded } from './support/seeded.ts';
import { openNetwork } from './support/smppPhones.ts';
import { startWatched, type Watched } from './support/watchedGateway.ts';

const SEED = 20_260;
const ROUNDS = 10;
const A_ROUND = 24;
const CONNECTS = 2_000;
const CONNECTS_AT_ONCE = 100;
/** Far more than anybody may keep, octets. */
const FLOOD = 16_000_000;
/** The longest of the gateway's timers (unbound, unfinished, headers), and what a busy machine adds, ms. */
const TIMERS = 13_000;
/** The same while a multiple of it comes from people who do not read the answers. */
const MEANWHILE = 24_000_000;
/** Between two turns of a neighbour, ms: the machine is not only its own. */
const PAUSE = 10;
/** What a neighbour waits at most, ms. */
const IN_TIME = 3_000;
/** Octets that may be in use more than after the first rounds. */
const GROWTH = 5_000_000;
const NEIGHBOUR = '79167654321';
/** Numbers, codes, texts and passwords of all that is sent here, in whole and in part. */
const UNMASKED = /7916123|7916765|\*111|BONUS|secret|Балл|Бонус/;

const TONGUES: readonly Tongue[] = ['smpp', 'smpp', 'http', 'tls'];
const ENDINGS: readonly Ending[] = ['half', 'half', 'half', 'reset'];
const DAWDLERS = 30;
const DEAF = 3;

test(`whatever comes (seed ${SEED}): everybody is answered or ended, others notice nothing, memory stays, the log is silent of it`, async () => {
  const gateway = await startWatched();
  const pick = seeded(SEED);
  const neighbour = openNeighbour(gateway);
  const dawdlers = Array.from({ length: DAWDLERS }, (_, count) => dawdle(gateway, pick, count));
  await suffer(gateway, pick);
  const before = await gateway.state();
  const all = flood(FLOOD);
  const deaf = Array.from({ length: DEAF }, () => intrude({ port: gateway.ports.smpp, binds: true }, all, 'deaf'));
  await suffer(gateway, pick);
  await connectAndGo(gateway.ports.smpp);
  await connectAndGo(gateway.ports.http);
  const meanwhile = await gateway.state();
  await within(TIMERS, 'those who dawdle', dawdlers);
  for (const one of deaf) one.leave();

  const { turns, slowest } = await neighbour.end();
  const after = await gateway.state();
  const grown = after.memory - before.memory;
  console.log(`${turns} turns of a neighbour, the slowest ${Math.round(slowest)} ms; memory grew by ${grown} octets`);
  expect(slowest).toBeLessThan(IN_TIME);
  expect(grown).toBeLessThan(GROWTH);
  expect(meanwhile.memory - before.memory).toBeLessThan(MEANWHILE);
  expect(after.uncaught).toBe(0);
  expect(gateway.log()).toContain('what is no PDU');
  expect(gateway.log()).not.toMatch(UNMASKED);
  expect(gateway.log()).not.toContain('"level":50');
  expect(await gateway.stop()).toBe('0');
});

/** Round after round of intruders; each is over when every one of them was answered or ended. */
async function suffer(gateway: Watched, pick: Pick): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const intruders = Array.from({ length: A_ROUND }, () => comeAndGo(gateway, pick));
    await within(TIMERS, 'a round of intruders', intruders);
    for (const one of intruders) one.leave();
  }
}

function comeAndGo({ ports }: Watched, pick: Pick): Intruder {
  const tongue = oneOf(pick, TONGUES);
  const octets = mischief(pick, tongue);
  const ending = oneOf(pick, ENDINGS);
  if (tongue === 'http') return intrude({ port: ports.http }, octets, ending);
  // Handshakes come to the plain port as well, and PDUs over TLS.
  if (tongue === 'tls') return intrude({ port: oneOf(pick, [ports.smpp, ports.smpps]) }, octets, ending);
  const isTls = pick(6) === 0;
  return intrude({ port: isTls ? ports.smpps : ports.smpp, isTls, binds: !isTls && pick(3) > 0 }, octets, ending);
}

/** Begins something, octet by octet, and leaves it so until the gateway has had enough. */
function dawdle({ ports }: Watched, pick: Pick, count: number): Intruder {
  const ways = [
    { tongue: 'smpp', port: ports.smpp, binds: true },
    { tongue: 'smpp', port: ports.smpp },
    { tongue: 'http', port: ports.http },
    { tongue: 'tls', port: ports.smpps },
  ] as const;
  const { tongue, ...way } = ways[count % ways.length] as (typeof ways)[number];
  return intrude(way, unfinished(pick, tongue), 'dribble');
}

/** Connections that say nothing and are gone. */
async function connectAndGo(port: number): Promise<void> {
  for (let count = 0; count < CONNECTS; count += CONNECTS_AT_ONCE) {
    await Promise.all(Array.from({ length: CONNECTS_AT_ONCE }, () => touch(port)));
  }
}

function touch(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.resetAndDestroy());
    socket.on('error', () => {}).once('close', () => resolve());
  });
}

/** Rejects where one of them is still there after so long, ms. */
async function within(most: number, who: string, intruders: readonly Intruder[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${who}: neither answered nor ended after ${most} ms (seed ${SEED})`)),
      most,
    );
  });
  await Promise.race([Promise.all(intruders.map(({ settled }) => settled)), tooLate]);
  clearTimeout(timer);
}

/** Dials, answers and texts as one should, over two binds, turn after turn; each answer must be right. */
function openNeighbour({ ports }: Watched) {
  const gone = new Promise<string>(() => {});
  const gateway = { smpp: ports.smpp, url: '', gone, log: () => '', kill: async () => {}, stop: () => gone };
  const network = openNetwork(
    async () => gateway,
    () => 'take',
  );
  let isOver = false;
  let slowest = 0;
  let turns = 0;
  const turn = async (reference: number) => {
    const began = performance.now();
    const menu = await network.say(NEIGHBOUR, reference, 1, '*111*455#');
    expect(menu).toEqual({ status: 'ok', screen: expect.stringMatching(/^МТС Бонус\n0 Баланс/) });
    const wrong = await network.say(NEIGHBOUR, reference, 18, '7');
    expect(wrong?.screen).toContain('Такого ответа нет.');
    expect(await network.text(NEIGHBOUR, '9999', 'Балл')).toBe('ok');
    slowest = Math.max(slowest, performance.now() - began);
    turns += 1;
  };
  const live = async () => {
    for await (const _ of setInterval(PAUSE)) {
      if (isOver) return;
      await turn(turns);
    }
  };
  const living = live();
  living.catch(() => {});
  return {
    async end() {
      isOver = true;
      await living;
      expect(network.tally.binds).toBe(2);
      await network.end();
      return { turns, slowest };
    },
  };
}
