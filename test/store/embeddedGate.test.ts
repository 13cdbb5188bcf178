/** LMDB loses a commit that another process's opening overlaps (see `gate.ts`): nobody opens while somebody writes or opens. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAP_SIZE } from '../../src/store/embedded/database.ts';
import { openEnvironment } from '../../src/store/embedded/environment.ts';
import { openGate } from '../../src/store/embedded/gate.ts';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';
import { type Compiled, compile } from '../support/compile.ts';
import { newWorldState } from './worlds.ts';

/** Opening takes a tenth of it. */
const PATIENCE = 1_500;
const ALICE = '79161234567';

let worker: Compiled;
let directory: string;
beforeAll(() => {
  worker = compile('test/store/embeddedWorker.ts');
});
afterAll(() => worker.remove());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'starhash-gate-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** What becomes of a process that does one thing in the directory: its exit code, or null if it had to wait too long. */
function elsewhere(task: 'open' | 'pass'): number | null {
  return spawnSync(process.execPath, [worker.path, task, directory], { timeout: PATIENCE }).status;
}

describe('another process waits', () => {
  it('to pass the gate while one writes', async () => {
    const { write, close } = openEnvironment(directory, MAP_SIZE);
    expect(await write(() => elsewhere('pass'))).toBeNull();
    expect(elsewhere('pass')).toBe(0);
    await close();
  });

  it('to open while one passes the gate', async () => {
    const gate = openGate(directory);
    expect(gate.pass(() => elsewhere('open'))).toBeNull();
    expect(elsewhere('open')).toBe(0);
    await gate.close();
  });
});

it('no increment is lost while another process opens the store again and again', async () => {
  const world = newWorldState();
  const before = await openEmbeddedStore(directory);
  await before.createWorld(world);
  await before.close();
  const start = (...task: string[]) => spawn(process.execPath, [worker.path, ...task], { stdio: 'ignore' });
  const children = [
    start('increment', directory, world.id, 'a', '1000'),
    start('reopen', directory, world.id, '', '100'),
  ];
  const exits = await Promise.all(children.map((child) => once(child, 'exit')));
  expect(exits.map(([code]) => code)).toEqual([0, 0]);
  const store = await openEmbeddedStore(directory);
  expect((await store.load(world.id, ALICE)).account?.value).toBe('1000');
  await store.close();
});
