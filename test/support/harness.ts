/** A gateway in this process on a given store, with a clock and randomness that the test owns. */
import { fileURLToPath } from 'node:url';
import { startEngine } from '../../src/compose/engine.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Call, Gateway } from '../../src/flow/api.ts';
import type { Definitions, Destinations, FlowDeps, Random } from '../../src/flow/deps.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { newWorld } from '../../src/flow/worlds.ts';
import type { Store } from '../../src/store/port.ts';

export const SESSIONS = fileURLToPath(new URL('../../sessions', import.meta.url));

/** Machine time stands still; world clocks are moved through the gateway. */
export const MACHINE_TIME = Date.parse('2018-03-10T12:00:00+03:00');

/** Of the files that run at this moment and share a Redis: each has worlds of its own. */
const WORKER = process.env.VITEST_POOL_ID ?? '0';

/** Randomness that is the same in each run; `tag` keeps two gateways on one store apart. */
export function seededRandom(tag: string): Random {
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  return {
    id: () => `id${tag}${next()}`,
    world: () => `w${tag}${WORKER}x${next()}`,
    nonce: () => `${tag}${next().toString(36)}`.padEnd(8, '_').slice(0, 8),
    etag: () => `e${tag}${next()}`,
    messageId() {
      const head = `A${[...tag].map((letter) => letter.charCodeAt(0).toString(16)).join('')}`;
      return (
        head +
        next()
          .toString(16)
          .padStart(12 - head.length, '0')
      ).toUpperCase();
    },
    code: (digits) => String((next() * 7919) % 10 ** digits).padStart(digits, '0'),
  };
}

export interface Harness {
  readonly gateway: Gateway;
  readonly deps: FlowDeps;
  /** A call in this harness's own world. */
  readonly call: Call;
  readonly world: string;
  stop(): Promise<void>;
}

export interface HarnessOptions {
  readonly definitions?: Definitions;
  readonly world?: string;
  readonly tag?: string;
  readonly machineTime?: () => number;
  readonly startAt?: number;
  readonly destinations?: Destinations;
}

let worlds = 0;

/** Opens a world of its own on the store (frozen clock at MACHINE_TIME unless the options say otherwise). */
export async function openHarness(store: Store, options: HarnessOptions = {}): Promise<Harness> {
  const definitions = options.definitions ?? (await loadDefinitions(SESSIONS));
  const random = seededRandom(options.tag ?? 'a');
  const machineTime = options.machineTime ?? (() => MACHINE_TIME);
  const fail = (error: unknown) => {
    throw error;
  };
  const world = options.world ?? nextWorld();
  const own = options.destinations === undefined ? {} : { destinations: options.destinations };
  const given = { store: seeingOnly(store, world), definitions: () => definitions, machineTime, random, ...own };
  const { deps, stop } = startEngine(given, fail);
  await store.createWorld(newWorld(world, options.startAt ?? null, machineTime(), random));
  const gateway = createGateway(deps);
  const call: Call = { world, wire: 'test' };
  return {
    gateway,
    deps,
    call,
    world,
    async stop() {
      await stop();
      await store.deleteWorld(world);
    },
  };
}

/** Seven characters, so that it fits into a system_id; no two processes that share a Redis have the same. */
function nextWorld(): string {
  worlds += 1;
  return `${process.pid.toString(36).slice(-4).padStart(4, '0')}${worlds.toString(36).padStart(3, '0')}`;
}

/** The store as if this were its only world: a Redis is shared by all tests, and this clock is not theirs. */
function seeingOnly(store: Store, world: string): Store {
  return { ...store, worlds: async () => [world] };
}
