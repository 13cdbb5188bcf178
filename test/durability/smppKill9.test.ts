/** kill -9 under phones over SMPP: every SMS comes until it was taken, doubles allowed; a screen comes once or not at all. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { openRedisStore } from '../../src/store/redis/store.ts';
import { startRedisServer } from '../support/redisServer.ts';
import { texts } from './customers/texter.ts';
import { runStarhash, startGateway } from './support/gatewayProcess.ts';
import { type Pick, seeded } from './support/seeded.ts';
import { type Manner, type Network, openNetwork } from './support/smppPhones.ts';
import { type Succession, startSuccession } from './support/succession.ts';

const KILLS = 6;
const TIMEOUT = 120_000;
const WIRE = 'smpp:harness';
const TEXTERS = ['79160000001', '79160000002', '79160000003', '79160000004', '79160000005'] as const;
const DIALLER = '79160000009';
const STRANGER = '79160000010';
/** ussd_service_op of a network: SMPP 3.4 §5.3.2.44. */
const BEGIN = 1;
const ANSWER = 18;
/** How often what becomes of a deliver_sm. */
const MANNERS: readonly Manner[] = ['take', 'take', 'take', 'take', 'later', 'silence', 'cut', 'cut'];

interface Place {
  /** The flags that lead `starhash` to the data. */
  readonly flags: readonly string[];
  openStore(): Promise<Store>;
  remove(): Promise<void>;
}

const PLACES: readonly (readonly [name: string, seed: number, open: () => Promise<Place>])[] = [
  ['embedded', 2775, openFolder],
  ['redis', 3550, openRedis],
];

describe.concurrent('kill -9 under SMPP', () => {
  test.each(PLACES)(
    '%s: each SMS is taken at last, and none that was taken comes again after a clean restart',
    async (name, seed, open) => {
      const place = await open();
      const pick = seeded(seed);
      const gateways = await startSuccession(place.flags, KILLS, pick);
      const manner = () => (gateways.over() ? 'take' : (MANNERS[pick(MANNERS.length)] ?? 'take'));
      const network = openNetwork(gateways.serving, manner);
      try {
        const unpromised = await live(name, gateways, network, pick);
        await network.end();
        expect(await gateways.stop()).toBe('0');
        await expectNothingLeft(place, unpromised);
        await expectCleanAudit(place.flags);
      } finally {
        await gateways.end();
        await place.remove();
      }
      expect(gateways.tally.log).toBe('');
    },
    TIMEOUT,
  );
});

/** Texters and a dialler at once, until the last kill is done and the last SMS has come. @returns what may still come, or never */
async function live(name: string, gateways: Succession, network: Network, pick: Pick): Promise<readonly string[]> {
  const [checks] = await Promise.all([
    Promise.all(TEXTERS.map((msisdn) => texts(gateways, network, msisdn, pick))),
    dial(gateways, network),
  ]);
  const all = await Promise.all(checks.map((check) => check()));
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
  const { take, later, silence, cut, binds } = network.tally;
  console.log(
    `${name}: ${gateways.tally.kills} kills, ${binds} binds, ${sum(({ inbox }) => inbox)} SMS, ${sum(({ doubles }) => doubles)} taken twice; ` +
      `deliver_sm: ${take} taken, ${later} put off, ${silence} without an answer, ${cut} cut`,
  );
  expect(gateways.tally.kills).toBe(KILLS);
  expect(Math.min(later, silence, cut)).toBeGreaterThan(0);
  expect(network.strays).toEqual([]);
  return all.flatMap(({ unpromised }) => unpromised);
}

/** Dials in the life of each gateway. The next one shows nothing by itself, and answers where the phone goes on: it has the session. */
async function dial(gateways: Succession, network: Network): Promise<void> {
  for (let reference = 1; !gateways.over(); reference += 1) {
    const said = await network.say(DIALLER, reference, BEGIN, '*111*455#');
    if (said === null) continue;
    expect(said).toEqual({ status: 'ok', screen: expect.stringMatching(/^МТС Бонус\n0 Баланс/) });
    await gateways.successor();
    const next = await network.say(DIALLER, reference, ANSWER, '7');
    if (next !== null) expect(next).toEqual({ status: 'ok', screen: expect.stringContaining('Такого ответа нет.') });
  }
}

/** The outbox is empty, and nothing comes before the answer to somebody who speaks for the first time; but for what is unpromised. */
async function expectNothingLeft({ flags, openStore }: Place, unpromised: readonly string[]): Promise<void> {
  const store = await openStore();
  const world = await store.world('main');
  if (world === null) throw new Error('There is no main world.');
  const left = await store.outbox(world, WIRE, Number.MAX_SAFE_INTEGER, 100);
  expect(left.length).toBeLessThanOrEqual(unpromised.length);
  await store.close();
  const gateway = await startGateway(flags);
  const network = openNetwork(
    async () => gateway,
    () => 'take',
  );
  expect(await network.text(STRANGER, '4555', 'Бонус')).toBe('ok');
  while (network.got(STRANGER).length === 0) await network.more();
  expect(TEXTERS.flatMap(network.got).filter((text) => !unpromised.includes(text))).toEqual([]);
  await network.end();
  expect(await gateway.stop()).toBe('0');
  expect(gateway.log()).toBe('');
}

async function expectCleanAudit(flags: readonly string[]): Promise<void> {
  const { code, stdout } = await runStarhash(['audit', ...flags]);
  expect(stdout).toMatch(/^\d+ accounts checked, 0 differences\n$/);
  expect(code).toBe(0);
}

async function openFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'starhash-smpp-kill9-'));
  return {
    flags: ['--data', folder],
    openStore: () => openEmbeddedStore(folder),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function openRedis(): Promise<Place> {
  const redis = await startRedisServer();
  return {
    flags: ['--redis', redis.url],
    openStore: () => openRedisStore(redis.url),
    remove: redis.stop,
  };
}
