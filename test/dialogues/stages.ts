/** Where dialogues are played: the gateway in this process on each store, and a gateway behind HTTP and SMPP. */
import type { Definitions } from '../../src/flow/deps.ts';
import { createLogger } from '../../src/http/log.ts';
import { startHttp } from '../../src/http/serve.ts';
import { readSmpp } from '../../src/smpp/config/read.ts';
import { startSmsc } from '../../src/smpp/smsc/listen.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { connectClient } from '../support/npmSmpp.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { type Driver, driverOver, officeOver } from './driver.ts';
import type { Dialogue, Table } from './language.ts';
import { callsOverHttp } from './overHttp.ts';
import { phonesOverSmpp } from './overSmpp.ts';
import { play } from './play.ts';

/** A driver in a world of its own. */
export interface Scene {
  readonly driver: Driver;
  close(): Promise<void>;
}

export interface Stage {
  /** Opens a fresh world of a gateway with these definitions. */
  open(definitions: Definitions, program: string): Promise<Scene>;
  close(): Promise<void>;
}

type Connect = (harness: Harness, program: string) => Promise<Scene>;

async function inProcess({ gateway, call, stop }: Harness, program: string): Promise<Scene> {
  return { driver: driverOver(gateway, call, program), close: stop };
}

async function overHttp({ gateway, call, world, stop }: Harness, program: string): Promise<Scene> {
  const logger = createLogger({ level: 'silent' });
  const server = await startHttp({ gateway, host: '127.0.0.1', port: 0, logger });
  const close = async () => {
    await server.close();
    await stop();
  };
  return { driver: driverOver(callsOverHttp(server.url, world), call, program), close };
}

async function overSmpp({ gateway, call, world, stop }: Harness, program: string): Promise<Scene> {
  const log = createLogger({ level: 'silent' });
  const { accounts } = readSmpp(undefined, {}).config;
  const smsc = await startSmsc({ gateway, accounts, host: '127.0.0.1', port: 0, log });
  const client = await connectClient(`smpp://${smsc.address}`);
  const bound = await client.ask('bind_transceiver', { system_id: `harness@${world}`, password: 'secret' });
  if (bound.command_status !== 0) throw new Error(`The bind got status ${bound.command_status}.`);
  const close = async () => {
    await client.end();
    await smsc.close();
    await stop();
  };
  return { driver: { ...officeOver(gateway, call, program), ...phonesOverSmpp(client, gateway, call) }, close };
}

type OpenStage = () => Promise<Stage>;

function stageOn(openStore: () => Promise<OpenedStore>, connect: Connect): OpenStage {
  return async () => {
    const { store, close } = await openStore();
    return { open: async (definitions, program) => connect(await openHarness(store, { definitions }), program), close };
  };
}

const [[, EMBEDDED]] = STORES;

/** The quickest stage. */
export const openEmbedded: OpenStage = stageOn(EMBEDDED, inProcess);

/** Every stage by its name. */
export const STAGES: readonly (readonly [name: string, open: OpenStage])[] = [
  ...STORES.map(([name, open]) => [name, stageOn(open, inProcess)] as const),
  ['embedded, over HTTP', stageOn(EMBEDDED, overHttp)],
  ...STORES.map(([name, open]) => [`${name}, over SMPP`, stageOn(open, overSmpp)] as const),
];

/** Plays a dialogue in a fresh world of a stage. @returns its transcript. Throws like `play`. */
export async function playOn(
  stage: Stage,
  definitions: Definitions,
  table: Table,
  dialogue: Dialogue,
): Promise<string> {
  const { driver, close } = await stage.open(definitions, table.program);
  try {
    return await play(table, dialogue, driver);
  } finally {
    await close();
  }
}
