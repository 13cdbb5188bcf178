/** The oldest fault: the store is away for everybody, until the faults are changed. */
import type { WorldState } from '../../store/port.ts';

/** Whether whoever needs the store in this world is to be told that it is away. */
export function isStoreDown({ faults }: WorldState): boolean {
  return faults.storeDown === true;
}
