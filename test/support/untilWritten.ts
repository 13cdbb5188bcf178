/** Awaits what another process writes into a file: the file system says when it has. */
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How long a process may take to write, ms. Only failing tests wait so long. */
const PATIENCE = 20_000;

/** Resolves when all of these stand in the file, which need not be there yet. */
export async function untilWritten(file: string, ...wanted: readonly string[]): Promise<void> {
  const late = AbortSignal.timeout(PATIENCE);
  const watcher = watch(dirname(file));
  try {
    for (;;) {
      // Before the look: what is written during it counts.
      const change = once(watcher, 'change', { signal: late });
      change.catch(() => {});
      if (await has(file, wanted)) return;
      await change;
    }
  } catch (error) {
    throw new Error(`${wanted.join(' and ')} never stood in ${file}.`, { cause: error });
  } finally {
    watcher.close();
  }
}

async function has(file: string, wanted: readonly string[]): Promise<boolean> {
  const content = await readFile(file).catch(() => Buffer.alloc(0));
  return wanted.every((words) => content.includes(words));
}
