/** A gateway in a process of its own, which kills itself (SIGKILL) before or after a call of the store, in the middle of a transfer. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileProgram } from '../../src/bonus/program.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { openStore, type StoreAddress } from './transferGrounds.ts';
import { enterStage, PROGRAM, SHIPPED } from './transferStage.ts';
import { API, go } from './transferWays.ts';

/** What the victim is told, as JSON in its argument. */
export interface Orders {
  readonly address: StoreAddress;
  /** The folder of services. */
  readonly sessions: string;
  readonly world: string;
  readonly giver: string;
  readonly receiver: string;
  /** Time of day of this process, epoch ms. */
  readonly at: number;
  /** The call, numbered from 1, and when it dies: right before it or right after. */
  readonly call: number;
  readonly fate: 'dies before' | 'dies after';
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders;

const kill = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};

const { address, sessions, giver, receiver } = orders;
const definitions = await loadDefinitions(sessions);
const figures = compileProgram(parse(await readFile(join(sessions, PROGRAM, 'program.yaml'), 'utf8')));
if (!figures.ok) throw new Error('The program has errors.');
const rules = { definitions, program: figures.program };
const ground = { flow: SHIPPED, rules, store: await openStore(address), giver, receiver };
const stage = enterStage(ground, orders.world, orders.at, 'v', kill);
const first = await stage.start();
first.tap.arm((number) => number === orders.call, orders.fate);
await go(stage, API, { process: first, succeed: kill });
