/** What a link tells of itself to whoever watches it. If the watch throws, its link ends and nobody else's. */
import type { Pdu } from '../pdu/pdu.ts';
import { fail } from './closing.ts';
import type { Core } from './core.ts';
import type { Stray } from './types.ts';

/** A PDU on its way. */
export function tellPdu(core: Core, direction: 'in' | 'out', pdu: Pdu): void {
  const { onPdu } = core.watch;
  if (onPdu === undefined) return;
  try {
    onPdu(core.link, direction, pdu);
  } catch (error) {
    fail(core, error, WATCH);
  }
}

/** Something that is not in order. */
export function tellStray(core: Core, what: Stray): void {
  try {
    core.watch.onStray?.(core.link, what);
  } catch (error) {
    fail(core, error, WATCH);
  }
}

const WATCH = 'a watch';
