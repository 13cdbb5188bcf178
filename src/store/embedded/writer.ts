import type { TransactionFlags } from 'lmdb';
import { StoreUnavailable } from '../port.ts';
import type { Database } from './database.ts';
import type { Gate } from './gate.ts';

interface Job {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Does jobs in one transaction and gives their results. */
type WriteAll = (jobs: readonly Job[]) => unknown[];

/** Abortable (1), committed on return (2), without waiting for the disk (0x10000). */
const FLAGS = 0x10003 as TransactionFlags;
const MOST_TOGETHER = 1_000;

/**
 * Makes the function through which everything is written. What is asked for in one turn of the event loop shares one
 * transaction. Transactions are synchronous on purpose: LMDB's own asynchronous ones do not roll back a callback that
 * threw, and a full disk makes them reject promises that nobody holds, or never settle.
 * The function rejects with StoreUnavailable when the disk does not take a write; then nothing of that write is there.
 */
export function createWriter(db: Database, gate: Gate, onWritten: () => void): <T>(work: () => T) => Promise<T> {
  const waiting: Job[] = [];
  const writeAll: WriteAll = (jobs) => gate.pass(() => db.transactionSync(() => jobs.map(({ work }) => work()), FLAGS));
  const runWaiting = (): void => {
    runTogether(writeAll, waiting.splice(0, MOST_TOGETHER));
    onWritten();
    if (waiting.length > 0) setImmediate(runWaiting);
  };
  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Job['resolve'], reject });
      if (waiting.length === 1) setImmediate(runWaiting);
    });
}

/** Jobs that fail together are tried one by one, so that none fails for another one's sake. */
function runTogether(writeAll: WriteAll, jobs: readonly Job[]): void {
  try {
    const results = writeAll(jobs);
    jobs.forEach(({ resolve }, i) => {
      resolve(results[i]);
    });
  } catch (error) {
    if (jobs.length > 1) for (const job of jobs) runTogether(writeAll, [job]);
    else jobs[0]?.reject(unavailable(error as Error));
  }
}

function unavailable(error: Error): StoreUnavailable {
  return new StoreUnavailable(`The data directory cannot be written: ${error.message}`, { cause: error });
}
