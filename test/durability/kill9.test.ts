/** kill -9 of the gateway between any two steps loses no acknowledged point, SMS or session, and does nothing twice. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startRedisServer } from '../support/redisServer.ts';
import { give } from './customers/giver.ts';
import { save } from './customers/saver.ts';
import { dawdle, drawMap, hurry } from './customers/walker.ts';
import { runStarhash } from './support/gatewayProcess.ts';
import { type Pick, seeded } from './support/seeded.ts';
import { type Succession, startSuccession } from './support/succession.ts';

const KILLS = 12;
/** Nearly all of the time goes into starting gateways: some 20 s on two idle cores, more on a busy machine. */
const TIMEOUT = 120_000;
const FIRST_NUMBER = 79_160_000_001;

interface Place {
  /** The flags that lead `starhash` to the data. */
  readonly flags: readonly string[];
  remove(): Promise<void>;
}

const PLACES: readonly (readonly [name: string, seed: number, open: () => Promise<Place>])[] = [
  ['embedded', 4555, openFolder],
  ['redis', 455, openRedis],
];

describe.concurrent('kill -9', () => {
  test.each(PLACES)(
    '%s: what was acknowledged is there, once',
    async (name, seed, open) => {
      const { flags, remove } = await open();
      const pick = seeded(seed);
      const gateways = await startSuccession(flags, KILLS, pick);
      try {
        const accounts = await live(gateways, pick);
        await expectCleanAudit(flags, accounts);
      } finally {
        await gateways.end();
        await remove();
      }
      const { kills, sent, cut, log } = gateways.tally;
      console.log(`${name}: ${kills} kills, ${sent} requests, ${cut} of them cut off`);
      expect(log).toBe('');
      expect(kills).toBe(KILLS);
      expect(cut).toBeGreaterThanOrEqual(KILLS);
    },
    TIMEOUT,
  );
});

/** Customers of all sorts at once, until the last kill is done; then their books are checked. @returns how many subscribers there are */
async function live(gateways: Succession, pick: Pick): Promise<number> {
  const numbers = numbersFrom(FIRST_NUMBER);
  const map = await drawMap(gateways, numbers.next());
  const [books] = await Promise.all([
    Promise.all([
      save(gateways, numbers.next(), pick),
      save(gateways, numbers.next(), pick),
      save(gateways, numbers.next(), pick),
      give(gateways, numbers.next, pick),
      give(gateways, numbers.next, pick),
    ]),
    hurry(gateways, numbers.next(), map),
    hurry(gateways, numbers.next(), map),
    dawdle(gateways, numbers.next(), map),
    dawdle(gateways, numbers.next(), map),
  ]);
  for (const check of books) await check();
  return numbers.given();
}

async function expectCleanAudit(flags: readonly string[], accounts: number): Promise<void> {
  const stdout = `${accounts} accounts checked, 0 differences\n`;
  expect(await runStarhash(['audit', ...flags])).toEqual({ code: 0, stdout, stderr: '' });
}

interface Numbers {
  next(): string;
  /** How many there are so far. */
  given(): number;
}

function numbersFrom(first: number): Numbers {
  let count = 0;
  return {
    next() {
      count += 1;
      return String(first + count);
    },
    given: () => count,
  };
}

async function openFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'starhash-kill9-'));
  return { flags: ['--data', folder], remove: () => rm(folder, { recursive: true }) };
}

async function openRedis(): Promise<Place> {
  const redis = await startRedisServer();
  return { flags: ['--redis', redis.url], remove: redis.stop };
}
