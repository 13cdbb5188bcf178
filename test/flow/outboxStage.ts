/** A gateway whose wires are ends that the test holds, on a clock that only the test moves. */

import { startEngine } from '../../src/compose/engine.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import type { Call, Delivery, Gateway, Queued, WireEnd } from '../../src/flow/api.ts';
import type { Destinations, FlowDeps } from '../../src/flow/deps.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import type { Couriers } from '../../src/flow/outbox/couriers.ts';
import { newWorld } from '../../src/flow/worlds.ts';
import type { Store } from '../../src/store/port.ts';
import { MACHINE_TIME, SESSIONS, seededRandom } from '../support/harness.ts';
import { must, type Phone, phone } from '../support/phone.ts';

export const ANN = '79160000001';
export const BOB = '79160000002';
export const PROGRAM = 'mts-bonus';

export interface Stage {
  readonly gateway: Gateway;
  readonly deps: FlowDeps;
  readonly outbox: Couriers;
  readonly world: string;
  on(wire: string): Call;
  phone(msisdn: string, wire: string): Phone;
  attach(wire: string, end: WireEnd): () => void;
  /** Machine time, and with it the world's, goes on; what that brings is begun. */
  pass(ms: number): Promise<void>;
  /** What waits for a wire in the store. */
  waiting(wire: string): Promise<readonly string[]>;
  /** A credit that causes an SMS: points for a member whom nobody asked. */
  member(msisdn: string): Promise<void>;
  stop(): Promise<void>;
}

export interface StageOptions {
  readonly world?: string;
  readonly tag?: string;
  readonly destinations?: Destinations;
  readonly time?: Time;
}

/** A machine's clock, that several processes may share. */
export interface Time {
  passed: number;
}

let stages = 0;

/** Opens a gateway on a store, in a world of its own or in a given one. */
export async function openStage(store: Store, options: StageOptions = {}): Promise<Stage> {
  stages += 1;
  const { world = `o${process.pid}x${stages}`, tag = 'a', time = { passed: 0 } } = options;
  const definitions = await loadDefinitions(SESSIONS);
  const random = seededRandom(tag);
  const machineTime = () => MACHINE_TIME + time.passed;
  const own = options.destinations === undefined ? {} : { destinations: options.destinations };
  const engine = startEngine(
    { store, definitions: () => definitions, machineTime, stopwatch: () => time.passed, random, ...own },
    (error, what) => {
      throw new Error(what, { cause: error });
    },
  );
  const { deps } = engine;
  await store.createWorld(newWorld(world, null, machineTime(), random));
  const gateway = createGateway(deps);
  const outbox = deps.outbox as Couriers;
  const on = (wire: string) => ({ world, wire });
  return {
    gateway,
    deps,
    outbox,
    world,
    on,
    phone: (msisdn, wire) => phone({ gateway, call: on(wire) }, msisdn),
    attach: (wire, end) => gateway.attachWire(world, wire, end),
    async pass(ms) {
      time.passed += ms;
      await outbox.tick();
    },
    async waiting(wire) {
      await outbox.flush();
      const state = await store.world(world);
      const entries = state === null ? [] : await store.outbox(state, wire, Number.MAX_SAFE_INTEGER, 100_000);
      return entries.map(({ value }) => value.slice(value.indexOf('|') + 1));
    },
    async member(msisdn) {
      must(await gateway.bonusWrite(on('http'), PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
    },
    stop: engine.stop,
  };
}

/** An end that answers as the test says; by default it takes everything. */
export interface FakeEnd extends WireEnd {
  readonly handed: Queued[];
  /** How many it had in hand at once at the most. */
  readonly most: () => number;
}

export function fakeEnd(
  reply: (queued: Queued, count: number) => Delivery | Promise<Delivery> = () => 'taken',
  capacity = 10,
): FakeEnd {
  const handed: Queued[] = [];
  let now = 0;
  let most = 0;
  return {
    capacity,
    handed,
    most: () => most,
    show: () => null,
    cutOff: () => {},
    async deliver(queued) {
      handed.push(queued);
      now += 1;
      most = Math.max(most, now);
      const delivery = await reply(queued, handed.length);
      now -= 1;
      return delivery;
    },
  };
}

export interface HeldEnd extends FakeEnd {
  /** Says it of what was handed over last. */
  answer(delivery: Delivery): void;
}

/** An end that says what became of a thing when the test does; until then it is silent. */
export function heldEnd(): HeldEnd {
  let answer: HeldEnd['answer'] = () => {};
  const end = fakeEnd(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  return { ...end, answer: (delivery) => answer(delivery) };
}

/** Texts of what an end was given. */
export function textsOf({ handed }: FakeEnd): readonly string[] {
  return handed.map(({ text }) => text);
}

/** How long a thing may take that must happen, ms: stores are real, and the machine may be busy. */
const PATIENCE = 20_000;

/** Resolves when a thing is so, which it must be before long; asked at each turn of the event loop. */
export async function eventually(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!(await check())) {
    if (performance.now() > until) throw new Error(`never happened: ${what}`);
    await turn();
  }
}

/** Resolves in the next turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Lets what is under way come to its end: a while in which the store answered again and again, and nothing was handed over. */
export async function quiet({ deps }: Stage, ...ends: readonly FakeEnd[]): Promise<void> {
  for (let still = 0, before = -1; still < 8; ) {
    await deps.store.ping();
    for (let turns = 0; turns < 5; turns += 1) await turn();
    const now = ends.reduce((sum, { handed }) => sum + handed.length, 0);
    still = now === before ? still + 1 : 0;
    before = now;
  }
}
