import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Octets in use, those of buffers included, after all garbage was collected. */
export function octetsHeld(): number {
  // What one collection has found is given back while the next one runs.
  for (let turn = 0; turn < 3; turn++) gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
