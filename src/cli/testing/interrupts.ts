/** Ctrl-C: the first lets what is under way come to its end, the second does not. */
import type { CliDeps } from '../deps.ts';

/** What a shell reports of a process that Ctrl-C ended. */
const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Interrupts {
  readonly signal: AbortSignal;
  /** Signals mean what they meant before. */
  end(): void;
}

/** Listens from now on. */
export function interruptible(process: CliDeps['process']): Interrupts {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  const end = () => {
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  return { signal: controller.signal, end };
}
