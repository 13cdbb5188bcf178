import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import { storeContract } from './contract.ts';
import { messageHomeContract } from './messageHomeContract.ts';
import { modelContract } from './modelContract.ts';
import { outboxContract } from './outboxContract.ts';
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

describe('a folder that cannot hold the data', () => {
  test('a directory that can never be made is refused at once', async () => {
    await expect(openEmbeddedStore('/proc/starhash')).rejects.toThrow(
      /The directory "\/proc\/starhash" cannot hold the data/,
    );
  });

  test.each([
    ['random bytes', 'data.mdb', Buffer.alloc(9000, 7)],
    ['a file that ends early', 'data.mdb', Buffer.from('short')],
    ['random bytes', 'gate.mdb', Buffer.alloc(9000, 7)],
  ])('%s in place of %s are named, and the process lives', async (_, file, bytes) => {
    const directory = await mkdtemp(join(tmpdir(), 'starhash-damaged-'));
    await writeFile(join(directory, file), bytes);
    await expect(openEmbeddedStore(directory)).rejects.toThrow(`${file} is damaged or no LMDB file`);
    await rm(directory, { recursive: true });
  });
});

describe('the embedded store', () => {
  storeContract(open);
  outboxContract(open);
  messageHomeContract(open);
  modelContract(open);
});
