/** Transfers whose gateway is killed with kill -9, right before or right after a commit; another process goes on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Compiled, compile } from '../support/compile.ts';
import { SESSIONS } from '../support/harness.ts';
import { given, unlike, untouched, waiting } from './transferBooks.ts';
import { callsOf } from './transferCuts.ts';
import { readEditions } from './transferEditions.ts';
import { PLACES, type Place } from './transferGrounds.ts';
import { type Ground, openStage, SHIPPED } from './transferStage.ts';
import type { Orders } from './transferVictim.ts';
import { API, go } from './transferWays.ts';

/** Nobody waits longer for a victim, ms. */
const PATIENCE = 20_000;
/** So many victims at once. */
const ABREAST = 2;

type Death = Pick<Orders, 'call' | 'fate'>;

let victim: Compiled;
let processes = 0;
beforeAll(() => {
  victim = compile('test/flow/transferVictim.ts');
});
afterAll(() => {
  victim.remove();
  console.log(`Transfers whose gateway was killed with kill -9: ${processes}.`);
});

describe.each(PLACES)('kill -9 in a transfer on %s', (_, open) => {
  let place: Place;
  let ground: Ground;
  beforeAll(async () => {
    place = await open();
    const { shipped } = await readEditions();
    ground = { flow: SHIPPED, rules: shipped, store: place.store, giver: place.giver, receiver: place.receiver };
  });
  afterAll(() => place.close());

  test('before and after each commit: what was begun is ended, once', async () => {
    const isCluster = place.store.kind === 'redis-cluster';
    const deaths = await deathsOf(ground, isCluster ? /^commit/ : /^commit .*transfer/);
    expect(deaths).toHaveLength(isCluster ? 10 : 6);
    const found: string[] = [];
    const queue = deaths.values();
    const work = async () => {
      for (const death of queue) found.push(...(await killAt(place, ground, death)));
    };
    await Promise.all(Array.from({ length: ABREAST }, work));
    expect(found).toEqual([]);
  });
});

/** Before and after every call of that name: the question, the reservation, the credit, the end, the answer. */
async function deathsOf(ground: Ground, named: RegExp): Promise<readonly Death[]> {
  const calls = await callsOf(ground, API);
  return calls.flatMap((name, index) => {
    if (!named.test(name)) return [];
    return (['dies before', 'dies after'] as const).map((fate) => ({ call: index + 1, fate }));
  });
}

async function killAt({ address }: Place, ground: Ground, death: Death): Promise<readonly string[]> {
  const { giver, receiver } = ground;
  const stage = await openStage(ground);
  const orders = { address, sessions: SESSIONS, world: stage.call.world, giver, receiver, at: stage.now(), ...death };
  expect(await endOf(orders), JSON.stringify(death)).toBe('SIGKILL');
  const heir = await stage.start();
  await stage.recover(heir);
  const found = [...(await unlike(stage, untouched(), waiting(stage), given(stage)))];
  const answer = await go(stage, API, { process: heir, succeed: stage.start });
  expect(answer).toMatchObject(API.answer);
  found.push(...(await unlike(stage, given(stage))));
  await stage.close();
  return found.map((what) => `call ${death.call} ${death.fate}: ${what}`);
}

/** How a victim ended: the signal, or the exit code. */
async function endOf(orders: Orders): Promise<string> {
  processes += 1;
  const child = spawn(process.execPath, [victim.path, JSON.stringify(orders)], { stdio: 'inherit', timeout: PATIENCE });
  const [code, signal] = await once(child, 'exit');
  return String(signal ?? code);
}
