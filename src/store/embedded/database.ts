import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { StoreUnavailable } from '../port.ts';
import type { Key } from './keys.ts';

/** The LMDB database in a directory; several processes may have it open. */
export type Database = RootDatabase<string, Key>;

/** Address space, not disk: the file grows with its data. LMDB grows the map beyond this by itself. */
export const MAP_SIZE = 16 * 2 ** 30;

/** Whether a directory holds a database already. */
export function holdsData(directory: string): boolean {
  return existsSync(join(directory, 'data.mdb'));
}

/**
 * Opens the database, making the directory where it is missing.
 * @throws StoreUnavailable, naming the directory and the reason.
 */
export function openDatabase(directory: string, mapSize: number): Database {
  try {
    mkdirSync(directory, { recursive: true });
    return open<string, Key>({ path: directory, noSubdir: false, mapSize, encoding: 'string', overlappingSync: false });
  } catch (error) {
    const reason = (error as Error).message;
    throw new StoreUnavailable(`The directory "${directory}" cannot hold the data: ${reason}`, { cause: error });
  }
}
