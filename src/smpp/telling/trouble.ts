/** What went wrong where no peer waits for an answer: to the log, without numbers and texts. */
import type { Logger } from 'pino';
import type { Trouble } from '../adapter/adapter.ts';

/** An error with its place, anything else in a sentence; `wire` says where. */
export function tellTrouble(log: Logger, wire: string, trouble: Trouble): void {
  if (trouble.kind === 'error') return void log.error({ wire, err: trouble.error }, trouble.what);
  const { kind, ...more } = trouble;
  log.warn({ wire, ...more }, TROUBLES[kind]);
}

const TROUBLES: Readonly<Record<Exclude<Trouble['kind'], 'error'>, string>> = {
  'screen-refused': 'SMPP: the far side did not take a screen',
};
