/** A stage for one transfer of points: a world with a giver and a receiver, and processes on it that can die. */
import { startEngine } from '../../src/compose/engine.ts';
import type { Call, Gateway } from '../../src/flow/api.ts';
import type { FlowDeps } from '../../src/flow/deps.ts';
import { createGateway } from '../../src/flow/gateway.ts';
import { encodeSeed } from '../../src/flow/seed/seed.ts';
import { sweep } from '../../src/flow/sweep.ts';
import { driveTransfer } from '../../src/flow/transfers.ts';
import { newWorld } from '../../src/flow/worlds.ts';
import type { Store, WorldState } from '../../src/store/port.ts';
import { seededRandom } from '../support/harness.ts';
import { must } from '../support/phone.ts';
import { type Tap, tappedStore } from '../support/tappedStore.ts';
import type { Rules } from './transferEditions.ts';

export const PROGRAM = 'mts-bonus';

/** What the giver has at first, and what is given. */
export const WEALTH = 1000;
export const POINTS = 300;

/** The flow on trial: that of src/, or a broken copy. */
export interface Flow {
  readonly startEngine: typeof startEngine;
  readonly createGateway: typeof createGateway;
  readonly driveTransfer: typeof driveTransfer;
  readonly sweep: typeof sweep;
}

export const SHIPPED: Flow = { startEngine, createGateway, driveTransfer, sweep };

/** Where a transfer is tried: which flow, by which rules, on which store, between whom. */
export interface Ground {
  readonly flow: Flow;
  readonly rules: Rules;
  readonly store: Store;
  readonly giver: string;
  readonly receiver: string;
}

/** A gateway process. It does nothing by itself: its timer is off, so that the calls of its steps have one order. */
export interface Process {
  readonly gateway: Gateway;
  readonly deps: FlowDeps;
  readonly tap: Tap;
}

export interface Stage {
  readonly ground: Ground;
  readonly call: Call;
  /** One more process. */
  start(): Promise<Process>;
  /** A process works off what is due now, as its timer would; it may die over that. */
  recover(process: Process): Promise<void>;
  world(): Promise<WorldState>;
  now(): number;
  /** Time passes, for all. */
  until(at: number): void;
  close(): Promise<void>;
}

export const NOON = Date.parse('2018-03-10T12:00:00+03:00');

let worlds = 0;

/**
 * A world of its own, at this world time (epoch ms), in which the giver has WEALTH points and the receiver is a member without
 * any. Both have joined; a reset makes them members of its seed.
 */
export async function openStage(ground: Ground, at: number = NOON): Promise<Stage> {
  const { store, giver, receiver } = ground;
  worlds += 1;
  const id = `t${process.pid.toString(36)}${worlds.toString(36)}`;
  const seed = [giver, receiver].map((msisdn) => {
    return { msisdn, profile: {}, programs: { [PROGRAM]: { points: msisdn === giver ? WEALTH : 0 } } };
  });
  await store.createWorld(newWorld(id, null, at, seededRandom('w')), encodeSeed({ subscribers: seed }));
  const stage = enterStage(ground, id, at, '');
  await enrol(stage, await stage.start());
  return stage;
}

/** Giver and receiver of a stage join, and the giver earns. */
export async function enrol({ ground, call }: Stage, { gateway }: Process): Promise<void> {
  for (const msisdn of [ground.giver, ground.receiver])
    must(await gateway.bonusWrite(call, PROGRAM, msisdn, { op: 'register', channel: 'ussd' }));
  must(await gateway.bonusWrite(call, PROGRAM, ground.giver, { op: 'event', kind: 'taxi', values: { rub: WEALTH } }));
}

/**
 * A stage that is open already, as another process finds it.
 * @param tag tells the randomness of this process's gateways from that of others
 * @param onDeath where a process of this stage really dies
 */
export function enterStage(ground: Ground, id: string, at: number, tag: string, onDeath?: () => Promise<never>): Stage {
  const { flow, rules, store } = ground;
  let machine = at;
  let processes = 0;
  const start = async (): Promise<Process> => {
    processes += 1;
    const tap = tappedStore({ ...store, worlds: async () => [id] }, onDeath);
    const random = seededRandom(`${tag}${lettersOf(processes)}`);
    const given = { store: tap.store, definitions: () => rules.definitions, machineTime: () => machine, random };
    const engine = flow.startEngine(given, rethrow);
    await engine.stop();
    return { gateway: flow.createGateway(engine.deps), deps: engine.deps, tap };
  };
  const world = async () => {
    const state = await store.world(id);
    if (state === null) throw new Error('The world is gone.');
    return state;
  };
  return {
    ground,
    call: { world: id, wire: 'test' },
    start,
    async recover({ deps, tap }) {
      await flow.sweep(deps, await world(), machine).catch((error) => {
        if (!tap.isDead()) throw error;
      });
    },
    world,
    now: () => machine,
    until: (instant) => {
      machine = instant;
    },
    close: async () => void (await store.deleteWorld(id)),
  };
}

function rethrow(error: unknown): never {
  throw error;
}

/** A number in letters: randomness counts in digits. */
function lettersOf(number: number): string {
  return [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
}
