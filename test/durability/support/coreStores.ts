/** Stores of a gateway, as flags of its process. */
import { onTestFinished } from 'vitest';
import { startRedisServer } from '../../support/redisServer.ts';

/** Takes a folder of the test's own. */
type Flags = (folder: string) => Promise<readonly string[]>;

async function redis(): Promise<readonly string[]> {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  return ['--redis', server.url];
}

export const STORES: readonly (readonly [string, Flags])[] = [
  ['embedded', async (folder) => ['--data', `${folder}/gateway`]],
  ['redis', redis],
];
