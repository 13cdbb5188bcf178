/** A gateway in this process that can fall silent: its ticker ends, its world and all it wrote stay. */

import { startEngine } from '../../../src/compose/engine.ts';
import { loadDefinitions } from '../../../src/files/liveDefinitions.ts';
import type { Call, Gateway } from '../../../src/flow/api.ts';
import { createGateway } from '../../../src/flow/gateway.ts';
import { systemRandom } from '../../../src/flow/random.ts';
import { newWorld } from '../../../src/flow/worlds.ts';
import type { Store } from '../../../src/store/port.ts';
import { MACHINE_TIME, SESSIONS } from '../../support/harness.ts';

export interface Engine {
  readonly gateway: Gateway;
  readonly call: Call;
  /** It works off no deadlines any more. */
  fallSilent(): Promise<void>;
}

interface Clocks {
  /** Epoch ms; stands still by default. */
  readonly machineTime?: () => number;
  /** The monotonic clock, ms. */
  readonly stopwatch?: () => number;
}

const CALL: Call = { world: 'durable', wire: 'http' };

/** Opens a gateway on a store, in a world that all of them share and whose clock follows the machine's time. */
export async function openEngine(store: Store, clocks: Clocks = {}): Promise<Engine> {
  const definitions = await loadDefinitions(SESSIONS);
  const { machineTime = () => MACHINE_TIME } = clocks;
  await store.createWorld(newWorld(CALL.world, null, machineTime(), systemRandom));
  // From here on nothing waits: whoever opens it can listen before the ticker's first tick.
  const { deps, stop } = startEngine({ ...clocks, machineTime, store, definitions: () => definitions }, fail);
  return { gateway: createGateway(deps), call: CALL, fallSilent: stop };
}

function fail(error: unknown): never {
  throw error;
}
