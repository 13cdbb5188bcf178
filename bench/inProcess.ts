/**
 * Worker: menu steps in this process, on both stores, between runs of the floor. Prints a JSON row a run.
 * Arguments: Redis URL, runs, ms a run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinitions } from '../src/files/liveDefinitions.ts';
import type { Gateway } from '../src/flow/api.ts';
import { createGateway } from '../src/flow/gateway.ts';
import { MAIN_WORLD, newWorld } from '../src/flow/worlds.ts';
import { startEngine } from '../src/gateway.ts';
import { openEmbeddedStore } from '../src/store/embedded/store.ts';
import type { Store } from '../src/store/port.ts';
import { openRedisStore } from '../src/store/redis/store.ts';
import { ANSWERS, CODE, JOIN, msisdnOf } from './dialogue.ts';
import { openFloor } from './floor.ts';
import { measure, type Row } from './measure.ts';

const LOOPS = 200;
const CALL = { world: MAIN_WORLD, wire: 'bench' };
const [url = '', runs = '5', ms = '1500'] = process.argv.slice(2);

const folder = await mkdtemp(join(tmpdir(), 'starhash-bench-'));
const phones = Array.from({ length: LOOPS }, (_, loop) => msisdnOf(loop));
const floor = await openFloor(url, phones);
const redis = await engineOn(await openRedisStore(url, {}));
const embedded = await engineOn(await openEmbeddedStore(folder, {}));

for (let run = 0; run < Number(runs) + 1; run += 1) {
  const rows: Row[] = [
    await measure('floor', Number(ms), LOOPS, (loop) => floor.step(msisdnOf(loop))),
    await measure('redis', Number(ms), LOOPS, walker(redis.gateway)),
    await measure('embedded', Number(ms), LOOPS, walker(embedded.gateway)),
  ];
  if (run > 0) for (const row of rows) console.log(JSON.stringify(row));
}
for (const engine of [redis, embedded]) await engine.close();
floor.close();
await rm(folder, { recursive: true });

async function engineOn(store: Store) {
  const definitions = await loadDefinitions('sessions');
  const { deps, stop } = startEngine({ store, definitions: () => definitions }, (error) => console.error(error));
  await store.createWorld(newWorld(MAIN_WORLD, null, Date.now(), deps.random));
  const gateway = createGateway(deps);
  for (let loop = 0; loop < LOOPS; loop += 1) await gateway.dial(CALL, { msisdn: msisdnOf(loop), code: JOIN });
  const close = async () => {
    await stop();
    await store.close();
  };
  return { gateway, close };
}

/** One step of the phone of a loop: the dial, or the next answer. */
function walker(gateway: Gateway): (loop: number) => Promise<void> {
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
