import { StoreUnavailable } from '../port.ts';
import type { Client } from './client.ts';
import type { Script } from './scripts/script.ts';

/**
 * Waits for a reply; whatever ioredis says instead (time-out, closed connection, error reply) becomes
 * StoreUnavailable with its reason, so that callers know one error.
 */
export function reply<T>(pending: Promise<T>): Promise<T> {
  return pending.catch((error) => {
    throw unavailable(error);
  });
}

/** Runs a script by its SHA-1; only a Redis that has never seen it is sent the source. */
export function runScript(
  client: Client,
  { sha, lua }: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  return client.evalsha(sha, keys.length, ...keys, ...args).catch((error) => {
    if (!isUnknownScript(error)) throw unavailable(error);
    return reply(client.eval(lua, keys.length, ...keys, ...args));
  });
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

function unavailable(error: unknown): StoreUnavailable {
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(`Redis does not answer as it should: ${reason}`, { cause: error });
}
