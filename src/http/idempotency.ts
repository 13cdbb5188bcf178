/** The Idempotency-Key header of writes. What a key means is the flow's business; here it is only read. */
import { createHash } from 'node:crypto';
import type { Call, Result } from '../flow/api.ts';
import type { JsonCall } from './calls/types.ts';

type Idempotency = NonNullable<Call['idempotency']>;

/** 1 to 255 visible ASCII characters. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Whether the header means anything to a call. */
export function isKeyed({ method, unkeyed }: JsonCall): boolean {
  return method !== 'GET' && unkeyed !== true;
}

/**
 * Reads the header.
 * @returns the key, undefined where there is none, or `bad-idempotency-key`
 */
export function readIdempotencyKey(header: string | string[] | undefined): Result<string | undefined> {
  if (header === undefined) return { ok: true, value: undefined };
  if (typeof header === 'string' && KEY.test(header)) return { ok: true, value: header };
  const detail = 'An Idempotency-Key has 1 to 255 visible ASCII characters, without spaces.';
  return { ok: false, problem: { type: 'bad-idempotency-key', detail } };
}

/** A key with its scope (method and path as they were asked) and the SHA-256 of the body's bytes. */
export function idempotency(key: string, method: string, path: string, body: Buffer): Idempotency {
  const fingerprint = createHash('sha256').update(body).digest('base64url');
  return { scope: `${method} ${path}`, key, fingerprint };
}
