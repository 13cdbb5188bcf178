/** Request bodies: read up to a cap, held to be JSON, parsed without surprises. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Problem, Result } from '../flow/api.ts';
import { jsonErrorPosition } from './jsonPosition.ts';
import { invalidField, unknownField } from './problem.ts';
import type { Limits } from './wire.ts';

/** How many caps' worth of a refused body is thrown away before its 413, for the client that reads only when it has sent all. */
const DISCARDED_TIMES = 16;

/**
 * Reads the whole body.
 * @returns its bytes, or `too-large`, or `malformed-json` where the client went away in the middle
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Result<Buffer>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit * DISCARDED_TIMES) resolve(refuse(tooLarge(limit)));
    });
    req.on('end', () => resolve(size > limit ? refuse(tooLarge(limit)) : { ok: true, value: joined(chunks) }));
    req.on('close', () => resolve(refuse({ type: 'malformed-json', detail: 'The body ended before its time.' })));
  });
}

/** A small body comes in one piece, which needs no copy. */
function joined(chunks: readonly Buffer[]): Buffer {
  const [first, second] = chunks;
  return first !== undefined && second === undefined ? first : Buffer.concat(chunks);
}

/** Whether the request announces a body at all (RFC 9112 §6). */
export function hasBody(req: IncomingMessage): boolean {
  const length = req.headers['content-length'];
  return req.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** Holds the body's type to JSON in UTF-8 without compression (RFC 8259 §8.1). @returns the problem, or null */
export function checkContentType(req: IncomingMessage): Problem | null {
  const type = req.headers['content-type'];
  const plain = req.headers['content-encoding'] === undefined;
  if (plain && (type === 'application/json' || (type !== undefined && JSON_TYPE.test(type)))) return null;
  const detail = plain
    ? 'Send the header Content-Type: application/json.'
    : 'Send the body without a Content-Encoding.';
  return { type: 'not-json', detail };
}

const JSON_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;

/**
 * Parses a body.
 * @returns the value, or `malformed-json` with the position, or `invalid-field` for a dangerous key or too deep a nesting
 */
export function parseJson(bytes: Buffer, limits: Limits): Result<unknown> {
  if (!isUtf8(bytes)) return refuse({ type: 'malformed-json', detail: 'The body is not UTF-8.' });
  const text = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(malformed(text));
  }
  const problem = checkKeys(value, '', limits.bodyDepth);
  return problem === null ? { ok: true, value } : refuse(problem);
}

function malformed(text: string): Problem {
  const position = jsonErrorPosition(text);
  if (position === null) return { type: 'malformed-json', detail: 'The body is not JSON.' };
  const { offset, line, column } = position;
  const what = offset === text.length ? 'The body ends too early' : 'The body stops being JSON';
  return { type: 'malformed-json', detail: `${what} at line ${line}, column ${column}.`, data: { ...position } };
}

/** Keys that reach into JavaScript's prototypes wherever an object is copied carelessly. No field of ours has such a name. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);
/** Longer than any name of ours. */
const MOST_NAME = 255;

/** Walks a parsed value; `depth` = levels of nesting still allowed. */
function checkKeys(value: unknown, path: string, depth: number): Problem | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth === 0) return invalidField(path || 'body', 'nested less deeply');
  for (const [key, inner] of Object.entries(value)) {
    const field = path === '' ? key : `${path}.${key}`;
    const isOurs = key.length <= MOST_NAME && !DANGEROUS.has(key);
    const problem = isOurs ? checkKeys(inner, field, depth - 1) : unknownField(field);
    if (problem !== null) return problem;
  }
  return null;
}

function tooLarge(limit: number): Problem {
  return { type: 'too-large', detail: `A body may have up to ${limit} bytes.`, data: { limit } };
}

function refuse(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
