/** A wire to gateways of this process, on a store that is gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Definitions } from '../flow/deps.ts';
import { createGateway } from '../flow/gateway.ts';
import { systemRandom } from '../flow/random.ts';
import { seededRandom } from '../flow/seededRandom.ts';
import type { Wire } from '../script/wire.ts';
import { type LocalGateways, localWire, type SceneGateway } from '../script/wires/local.ts';
import type { Store } from '../store/port.ts';
import { startEngine } from './engine.ts';
import { openStore } from './store.ts';

export interface LocalSetup {
  readonly definitions: Definitions;
  /** Chooses the codes and ids: the same seed, the same in every script. */
  readonly seed: string;
  /** URL of a Redis that keeps the worlds meanwhile; absent = an embedded store in a folder of its own. */
  readonly redis?: string;
}

/** The machine's clock stands still, too: no script sees how long it took. */
const MACHINE_TIME = Date.parse('2020-01-15T12:00:00+03:00');

/** A wire to gateways in this process. Rejects with one clear sentence. */
export async function openLocalWire({ definitions, seed, redis }: LocalSetup): Promise<Wire> {
  const folder = redis === undefined ? temporaryFolder() : null;
  const store = await openStore({ data: folder?.path ?? '', ...(redis === undefined ? {} : { redis }) }, () => {});
  // Its files are open: where the system lets them be without a name, they go with the process, however that ends.
  if (process.platform !== 'win32') folder?.remove();
  const gateways: LocalGateways = {
    open: () => openGateway(store, definitions, seed),
    async close() {
      await store.close();
      folder?.remove();
    },
  };
  return localWire(gateways);
}

/** A gateway that sees no world but those it makes: a store may be shared, and others' clocks are not ours. */
function openGateway(store: Store, definitions: Definitions, seed: string): SceneGateway {
  const own: string[] = [];
  const failures: unknown[] = [];
  const world = () => {
    const name = systemRandom.world();
    own.push(name);
    return name;
  };
  const given = {
    store: { ...store, worlds: async () => own },
    definitions: () => definitions,
    random: seededRandom(seed, world),
    machineTime: () => MACHINE_TIME,
  };
  const engine = startEngine(given, (error) => failures.push(error));
  const stop = async () => {
    await engine.stop();
    if (failures.length > 0) throw failures[0];
  };
  return { gateway: createGateway(engine.deps), stop };
}

interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** Gone at the latest when the process ends. */
function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'starhash-scripts-'));
  const rest = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', rest);
  const remove = () => {
    process.off('exit', rest);
    rest();
  };
  return { path, remove };
}
