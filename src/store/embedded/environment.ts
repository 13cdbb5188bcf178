import { type Database, openFiles } from './database.ts';
import { createFlusher } from './flusher.ts';
import { createReader } from './reader.ts';
import { createWriter } from './writer.ts';

/** A database with the one way to read it and the one way to write it. */
export interface Environment {
  readonly db: Database;
  /** See `createReader`. */
  readonly read: <T>(work: () => T) => T;
  /** See `createWriter`. */
  readonly write: <T>(work: () => T) => Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the environment in a directory. A commit resolves once it is visible to all processes and in the operating
 * system's hands, so a killed process loses nothing; the disk follows within a second.
 * @throws StoreUnavailable, naming the directory and the reason.
 */
export function openEnvironment(directory: string, mapSize: number): Environment {
  const { db, gate } = openFiles(directory, mapSize);
  const flusher = createFlusher(db);
  const close = async (): Promise<void> => {
    await flusher.close();
    await db.close();
    await gate.close();
  };
  return { db, read: createReader(db), write: createWriter(db, gate, flusher.flushSoon), close };
}
