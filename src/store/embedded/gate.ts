import { join } from 'node:path';
import { open, type TransactionFlags } from 'lmdb';

/**
 * What one process at a time passes, whoever writes the data and whoever opens them.
 *
 * LMDB's `mdb_env_open` reads which transaction is the latest and tells all processes so, without its writers' lock:
 * what another process commits between the two is overwritten by the next commit. So a process opens the data while
 * nobody writes. The lock for that is the writers' lock of another LMDB file, which holds nothing that could be lost
 * and is let go when its owner dies.
 */
export interface Gate {
  /** Does the work, synchronously, while nobody else passes. */
  readonly pass: <T>(work: () => T) => T;
  readonly close: () => Promise<void>;
}

export const GATE_FILE = 'gate.mdb';

const SIZE = 2 ** 20;

/** Abortable (1), ended on return (2), without waiting for the disk (0x10000). */
const FLAGS = 0x10003 as TransactionFlags;

/** Opens the gate of a directory that exists. */
export function openGate(directory: string): Gate {
  const lock = open({ path: join(directory, GATE_FILE), noSubdir: true, mapSize: SIZE, overlappingSync: false });
  return { pass: (work) => lock.transactionSync(work, FLAGS), close: () => lock.close() };
}
