/** What the parts of a gateway have in common as they are put together. */
import type { createLogger } from '../http/log.ts';

export type Logger = ReturnType<typeof createLogger>;

/** What must be ended later, in the order in which it was begun. */
export type Opened = (() => void | Promise<void>)[];
