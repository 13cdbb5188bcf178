import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { MAP_SIZE } from '../../src/store/embedded/database.ts';
import { openEnvironment } from '../../src/store/embedded/environment.ts';

it('a write that ends while the environment closes asks for no flush afterwards', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const directory = await mkdtemp(join(tmpdir(), 'starhash-flusher-'));
  onTestFinished(async () => {
    vi.useRealTimers();
    await rm(directory, { recursive: true });
  });
  const { db, write, close } = openEnvironment(directory, MAP_SIZE);
  const written = write(() => db.doesExist(['', 'w']));
  await close();
  expect(await written).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
