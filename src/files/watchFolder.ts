/**
 * Watches a folder and all below it. Each folder is watched for itself: what an editor renames into place is seen then, which Node's own
 * recursive watching on Linux loses (it holds on to the file that was there before).
 */
import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Called with the name of what has changed (null where the system does not tell), as often as it is told. */
export type OnTouch = (name: string | null) => void;

/** @returns the function that ends it */
export function watchFolder(folder: string, onTouch: OnTouch, onError: (error: Error) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let isOver = false;

  const leave = (path: string) => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  const enter = (path: string) => {
    const watcher = watch(path, (_event, name) => {
      onTouch(name);
      void look();
    });
    // A folder below that goes is left at the next look.
    watcher.on('error', (error) => (path === folder ? onError(error) : leave(path)));
    watchers.set(path, watcher);
  };
  /** Folders come and go. */
  const look = async () => {
    const found = new Set([folder, ...(await foldersIn(folder))]);
    if (isOver) return;
    for (const path of watchers.keys()) if (!found.has(path)) leave(path);
    for (const path of found) if (!watchers.has(path)) tryEnter(path, enter);
  };

  enter(folder);
  void look();
  return () => {
    isOver = true;
    for (const path of [...watchers.keys()]) leave(path);
  };
}

/** It may be gone again. */
function tryEnter(path: string, enter: (path: string) => void): void {
  try {
    enter(path);
  } catch {
    // The next look knows.
  }
}

/** Packages are nobody's definitions, and neither is what is hidden. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const below = names.filter((name) => name !== 'node_modules' && !name.startsWith('.'));
  const paths = below.map((name) => join(folder, name));
  return [...paths, ...(await Promise.all(paths.map(foldersIn))).flat()];
}
