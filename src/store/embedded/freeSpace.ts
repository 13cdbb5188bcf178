import { statfsSync } from 'node:fs';

const MEGABYTE = 2 ** 20;
const ENOUGH = 64 * MEGABYTE;

/** On a full disk every write is refused; whoever runs the gateway is told while there is still room. */
export function warnOfFullDisk(directory: string, onWarning: ((warning: string) => void) | undefined): void {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  if (free >= ENOUGH) return;
  onWarning?.(`The disk of "${directory}" has ${Math.floor(free / MEGABYTE)} MB left.`);
}
