import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import { storeContract } from './contract.ts';
import { modelContract } from './modelContract.ts';
import type { OpenedPair } from './worlds.ts';

async function open(): Promise<OpenedPair> {
  const directory = await mkdtemp(join(tmpdir(), 'starhash-embedded-'));
  const store = await openEmbeddedStore(directory);
  const other = await openEmbeddedStore(directory);
  const close = async (): Promise<void> => {
    await other.close();
    await store.close();
    await rm(directory, { recursive: true });
  };
  return { store, other, close };
}

describe('the embedded store', () => {
  storeContract(open);
  modelContract(open);
});
