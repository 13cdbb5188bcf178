/** Where dialogues are played: the gateway in this process on each store, and a gateway behind HTTP. */
import type { Definitions } from '../../src/flow/deps.ts';
import { createLogger } from '../../src/http/log.ts';
import { startHttp } from '../../src/http/serve.ts';
import type { Store } from '../../src/store/port.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { STORES } from '../support/stores.ts';
import { type Driver, driverOver } from './driver.ts';
import { callsOverHttp } from './overHttp.ts';

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

function stageOn(store: Store, closeStore: () => Promise<void>, connect: Connect): Stage {
  return {
    open: async (definitions, program) => connect(await openHarness(store, { definitions }), program),
    close: closeStore,
  };
}

type Stages = readonly (readonly [name: string, open: () => Promise<Stage>])[];

function stagesOver(via: string, connect: Connect): Stages {
  return STORES.map(([name, open]) => {
    const openStage = async () => {
      const { store, close } = await open();
      return stageOn(store, close, connect);
    };
    return [`${name}, ${via}`, openStage] as const;
  });
}

/** Every stage by its name. */
export const STAGES: Stages = [...stagesOver('in process', inProcess), ...stagesOver('over HTTP', overHttp)];
