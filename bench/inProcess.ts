/**
 * Worker: menu steps in this process, or their floor. Arguments: `floor` | `redis` | `embedded`, Redis URL.
 * Each line on stdin is a run of so many ms; answers it with a row as JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEngine } from '../src/compose/engine.ts';
import { loadDefinitions } from '../src/files/liveDefinitions.ts';
import type { Gateway } from '../src/flow/api.ts';
import { createGateway } from '../src/flow/gateway.ts';
import { MAIN_WORLD, newWorld } from '../src/flow/worlds.ts';
import { openEmbeddedStore } from '../src/store/embedded/store.ts';
import type { Store } from '../src/store/port.ts';
import { openRedisStore } from '../src/store/redis/store.ts';
import { ANSWERS, CODE, JOIN, msisdnOf } from './dialogue.ts';
import { openFloor } from './floor.ts';
import { measure } from './measure.ts';

type Step = (loop: number) => Promise<unknown>;

const LOOPS = 200;
const CALL = { world: MAIN_WORLD, wire: 'http' };
const [kind = '', url = ''] = process.argv.slice(2);

const folder = await mkdtemp(join(tmpdir(), 'starhash-bench-'));
const step = await stepOf(kind);
for await (const ms of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await measure(kind, Number(ms), LOOPS, step)));
}
await rm(folder, { recursive: true });
process.exit(0);

async function stepOf(kind: string): Promise<Step> {
  if (kind === 'floor') return floorStep();
  return walker(await gatewayOn(await (kind === 'redis' ? openRedisStore(url) : openEmbeddedStore(folder))));
}

async function floorStep(): Promise<Step> {
  const floor = await openFloor(
    url,
    Array.from({ length: LOOPS }, (_, loop) => msisdnOf(loop)),
  );
  return (loop) => floor.step(msisdnOf(loop));
}

async function gatewayOn(store: Store): Promise<Gateway> {
  const definitions = await loadDefinitions('sessions');
  const { deps } = startEngine({ store, definitions: () => definitions }, (error) => console.error(error));
  await store.createWorld(newWorld(MAIN_WORLD, null, Date.now(), deps.random));
  const gateway = createGateway(deps);
  for (let loop = 0; loop < LOOPS; loop += 1) await gateway.dial(CALL, { msisdn: msisdnOf(loop), code: JOIN });
  return gateway;
}

/** One step of the phone of a loop: the dial, or the next answer. */
function walker(gateway: Gateway): Step {
  const places = new Map<number, { id: string; next: number }>();
  return async (loop) => {
    const place = places.get(loop);
    const input = place === undefined ? undefined : ANSWERS[place.next];
    const result =
      place === undefined || input === undefined
        ? await gateway.dial(CALL, { msisdn: msisdnOf(loop), code: CODE })
        : await gateway.answer(CALL, place.id, { input });
    if (!result.ok || result.value.state !== 'awaiting')
      throw new Error(`A step went wrong: ${JSON.stringify(result)}`);
    places.set(loop, { id: result.value.sessionId, next: input === undefined ? 0 : (place?.next ?? 0) + 1 });
  };
}
