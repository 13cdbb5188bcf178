/** Where dialogues are played: the gateway in this process on each store, and a gateway behind HTTP. */
import type { Definitions } from '../../src/flow/deps.ts';
import { createLogger } from '../../src/http/log.ts';
import { startHttp } from '../../src/http/serve.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { type Driver, driverOver } from './driver.ts';
import type { Dialogue, Table } from './language.ts';
import { callsOverHttp } from './overHttp.ts';
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
