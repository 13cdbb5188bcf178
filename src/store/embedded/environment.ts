import { mkdirSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import { StoreUnavailable, UnknownWorld } from '../port.ts';
import type { Key } from './keys.ts';

/** The one LMDB database in a directory; several processes may have it open. */
export type Environment = RootDatabase<string, Key>;

/** Address space, not disk: the file grows with its data. LMDB grows the map beyond this by itself. */
const MAP_SIZE = 16 * 2 ** 30;

/**
 * Opens the environment, making the directory where it is missing. A commit resolves once it is visible to all
 * processes and in the operating system's hands (a killed process loses nothing); the disk follows (`overlappingSync`).
 * @throws StoreUnavailable, naming the directory and the reason.
 */
export function openEnvironment(directory: string, mapSize: number = MAP_SIZE): Environment {
  try {
    mkdirSync(directory, { recursive: true });
    return open<string, Key>({ path: directory, noSubdir: false, mapSize, encoding: 'string' });
  } catch (error) {
    throw new StoreUnavailable(`The directory "${directory}" cannot hold the data: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * Runs writes as one transaction. What is queued together shares one commit on disk.
 * LMDB does not roll back what a callback wrote before it threw, so `work` must check everything first and never throw after its first write.
 * @throws StoreUnavailable when the disk does not take it; then nothing was written.
 */
export async function write<T>(environment: Environment, work: () => T): Promise<T> {
  try {
    return await environment.transaction(work);
  } catch (error) {
    throw new StoreUnavailable(`The data directory cannot be written: ${await causeOf(error)}`, { cause: error });
  }
}

/** Reads; what the disk says instead becomes StoreUnavailable, what the caller asked wrongly stays what it is. */
export function read<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnknownWorld || error instanceof RangeError) throw error;
    throw new StoreUnavailable(`The data directory cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** A failed commit hides its cause in a second promise, which would end the process if nobody took its rejection. */
async function causeOf(error: unknown): Promise<string> {
  const { message, commitError } = error as Error & { commitError?: Promise<never> };
  return commitError === undefined ? message : commitError.catch((cause: Error) => cause.message);
}
