/** Instants as scripts write them: ISO 8601 with an offset. */
import { Temporal } from 'temporal-polyfill';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** What the clock of a world can show. */
const FIRST = Date.UTC(1970, 0, 1);
const AFTER_LAST = Date.UTC(2200, 0, 1);

/** Epoch ms of an instant between 1970 and 2199, or null where it is none. */
export function instantMs(text: string): number | null {
  if (!INSTANT.test(text)) return null;
  try {
    const ms = Temporal.Instant.from(text).epochMilliseconds;
    return ms >= FIRST && ms < AFTER_LAST ? ms : null;
  } catch {
    return null;
  }
}
