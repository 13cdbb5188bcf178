/** The structured log. It says which call, how it ended and how long it took; never a text, a code or a whole number. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { maskNumber } from '../text/sanitize.ts';

/** What a call says about itself in the log: its pattern, never the path that was asked for, which holds a number. */
interface Named {
  readonly operationId: string;
  readonly path: string;
}

/** A reader of standard error that does not read costs memory up to here, then lines; never time. */
const UNREAD = 1024 * 1024;

/**
 * A logger that writes one JSON line an entry.
 * @param options.level a pino level, or `silent`; `info` by default
 * @param options.destination where lines go; standard error by default, since scripts read standard output
 */
export function createLogger(options: { level?: string; destination?: DestinationStream } = {}): Logger {
  const settings: LoggerOptions = {
    level: options.level ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { msisdn: masked, from: masked, to: masked, owner: masked, err: failureOf, issues: linesOf },
    redact: { paths: ['text', 'code', 'input', 'email', 'body'], remove: true },
  };
  return pino(settings, options.destination ?? pino.destination({ dest: 2, sync: false, maxLength: UNREAD }));
}

/** One line for a call that was answered; `took` in milliseconds. What the gateway itself got wrong is a warning. */
export function logRequest(logger: Logger, call: Named, status: number, took: number): void {
  const line = { call: call.operationId, path: call.path, status, ms: Math.round(took * 100) / 100 };
  if (status >= 500) logger.warn(line, 'answered');
  else logger.info(line, 'answered');
}

/** An exception that should not have been. */
export function logFailure(logger: Logger, call: Named, error: unknown): void {
  logger.error({ call: call.operationId, path: call.path, err: error }, 'failed');
}

function masked(value: unknown): string {
  return maskNumber(String(value));
}

/** Errors of ours whose sentences are about files and folders, never about a subscriber. */
const SPEAKING = new Set(['DefinitionErrors', 'UnreadableFolder']);

/** Name and place of a failure. Its message is left out unless it is ours: it may quote what a subscriber wrote, or a number. */
function failureOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const message = SPEAKING.has(error.name) ? { message: error.message } : {};
  const code = 'code' in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: failureOf(error.cause) };
  return { name: error.name, ...message, ...code, stack: frames.map((line) => line.trim()), ...cause };
}

/** What a check of definitions found. */
interface Issue {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** One line an issue, in the form that editors and terminals can follow. */
function linesOf(issues: readonly Issue[]): readonly string[] {
  return issues.map(({ file, line, column, message, fix }) => `${file}:${line}:${column}: ${message}; ${fix}`);
}
