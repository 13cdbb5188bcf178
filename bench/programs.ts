/**
 * Worker: members who live in all programs, on an embedded store. Argument: how many. Each line on stdin is a number of years that have
 * passed since the beginning; lives on until then and answers with what that cost, as JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEngine } from '../src/compose/engine.ts';
import { loadDefinitions } from '../src/files/liveDefinitions.ts';
import { audit } from '../src/flow/audit.ts';
import { createGateway } from '../src/flow/gateway.ts';
import { MAIN_WORLD, newWorld } from '../src/flow/worlds.ts';
import { openEmbeddedStore } from '../src/store/embedded/store.ts';
import { diceOf } from '../test/programs/years/dice.ts';
import { begin, laterThan, live, membersOf, programsIn, type Scene, setClock } from '../test/programs/years/lives.ts';

/** What the years since the last line have cost, and what there is after them. */
export interface Cost {
  readonly years: number;
  /** CPU of this process per member and year, ms. */
  readonly cpu: number;
  /** Per member: octets of the account as it is stored, entries of all journals. */
  readonly octets: number;
  readonly entries: number;
  /** Heap used after a collection, MB. */
  readonly heap: number;
  /** What the audit found. */
  readonly differences: number;
}

const SERVICES = 'sessions';
const DAY = 24 * 3_600_000;
const BEGINNING = Date.parse('2014-03-01T00:00:00Z');
/** So many members do something at once. */
const CROWD = 200;
const MB = 2 ** 20;

const folder = await mkdtemp(join(tmpdir(), 'starhash-bench-'));
const store = await openEmbeddedStore(folder);
const definitions = await loadDefinitions(SERVICES);
const { deps } = startEngine({ store, definitions: () => definitions, machineTime: () => BEGINNING }, (error) => {
  throw error;
});
await store.createWorld(newWorld(MAIN_WORLD, null, BEGINNING, deps.random));
const call = { world: MAIN_WORLD, wire: 'http' };
const scene: Scene = { gateway: createGateway(deps), call, programs: await programsIn(SERVICES) };
const members = membersOf('the bench', Number(process.argv[2]));
const dice = diceOf('the clock');
let now = BEGINNING;

await inCrowds((member) => begin(scene, member));
let lived = 0;
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await liveUntil(Number(line))));
}
await rm(folder, { recursive: true });
process.exit(0);

async function liveUntil(years: number): Promise<Cost> {
  const before = process.cpuUsage();
  const until = BEGINNING + years * 365.25 * DAY;
  while (now < until) {
    now = laterThan(now, dice, until);
    await setClock(scene, now);
    await inCrowds((member) => live(scene, member));
  }
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / (members.length * (years - lived));
  lived = years;
  return { years, cpu, ...(await stored()), heap: heapUsed(), differences: (await audit(deps)).differences.length };
}

async function inCrowds(deed: (member: (typeof members)[number]) => Promise<void>): Promise<void> {
  for (let first = 0; first < members.length; first += CROWD) {
    await Promise.all(members.slice(first, first + CROWD).map(deed));
  }
}

async function stored(): Promise<Pick<Cost, 'octets' | 'entries'>> {
  let [octets, entries] = [0, 0];
  for (const { msisdn } of members) {
    const { account, world } = await store.load(MAIN_WORLD, msisdn);
    octets += Buffer.byteLength(account?.value ?? '');
    for (const { id } of scene.programs) entries += await store.journalLength(world, msisdn, id);
  }
  return { octets: octets / members.length, entries: entries / members.length };
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MB;
}
