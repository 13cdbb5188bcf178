import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { openHarness } from '../support/harness.ts';
import { STORES } from '../support/stores.ts';
import { coreContract } from './contract.ts';
import { openPair, sessionsIn } from './support.ts';

for (const [name, open] of STORES) {
  coreContract(`in the gateway, on ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
    const definitions = await loadDefinitions(sessionsIn(folder));
    const { store, close } = await open();
    const { gateway, stop } = await openHarness(store, { definitions, world: `contract${process.pid}` });
    return {
      gateway,
      async close() {
        await stop();
        await close();
        rmSync(folder, { recursive: true });
      },
    };
  });
}

coreContract('elsewhere, over HTTP', async () => {
  const { gateway, close } = await openPair();
  return { gateway, close };
});
