/**
 * Finds the calls that are answered in front of Express. Express spends several times as much on finding a route as the
 * gateway does on a whole step, and a USSD harness asks for three routes only. They go through the same `answerCall`.
 */
import type { Method, Params } from './calls/types.ts';
import type { PreparedCall } from './exchange.ts';

export interface Match {
  readonly prepared: PreparedCall;
  readonly params: Params;
}

/** Finds the call for a method and a request target, or null: then Express has it. */
export type Matcher = (method: string | undefined, url: string) => Match | null;

const NO_PARAMS: Params = {};

/**
 * Builds the matcher of the hot calls among `prepared`: fixed paths, and paths that end in one placeholder.
 * A fixed path of the whole table wins over a placeholder.
 */
export function hotMatcher(prepared: readonly PreparedCall[]): Matcher {
  const fixed = new Map(prepared.filter(isFixed).map((each) => [target(each.call.method, each.call.path), each]));
  const hot = prepared.filter(({ call }) => call.hot);
  const open = hot.filter((each) => !isFixed(each)).map(openPath);
  return (method, url) => {
    const exact = fixed.get(`${method} ${url}`);
    if (exact !== undefined) return exact.call.hot ? { prepared: exact, params: NO_PARAMS } : null;
    for (const path of open) if (method === path.method) return path.match(url);
    return null;
  };
}

interface OpenPath {
  readonly method: Method;
  readonly match: (url: string) => Match | null;
}

/** Anything that needs decoding or splitting is left to Express. */
const PLAIN_SEGMENT = /^[\w.~-]+$/;

function openPath(prepared: PreparedCall): OpenPath {
  const { method, path } = prepared.call;
  const at = path.indexOf('{');
  const prefix = path.slice(0, at);
  const name = path.slice(at + 1, -1);
  return {
    method,
    match(url) {
      if (!url.startsWith(prefix)) return null;
      const segment = url.slice(prefix.length);
      return PLAIN_SEGMENT.test(segment) ? { prepared, params: { [name]: segment } } : null;
    },
  };
}

function isFixed({ call }: PreparedCall): boolean {
  return !call.path.includes('{');
}

function target(method: Method, path: string): string {
  return `${method} ${path}`;
}
