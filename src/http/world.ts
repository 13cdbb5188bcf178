/** The world that a request is about. */
import type { IncomingMessage } from 'node:http';
import type { Result } from '../flow/api.ts';
import { shortened } from './problem.ts';

const HEADER = 'starhash-world';
/** The world of whoever names none. */
export const MAIN_WORLD = 'main';
export const WORLD_ID = '^[A-Za-z0-9_.-]{1,64}$';
const IS_WORLD_ID = new RegExp(WORLD_ID);

/** The world named by the header `Starhash-World`, or the main one. @returns its id, or `unknown-world` */
export function worldOf(req: IncomingMessage): Result<string> {
  const named = req.headers[HEADER] as string | undefined;
  return named === undefined ? { ok: true, value: MAIN_WORLD } : worldId(named);
}

/** Holds a name to the form that ids of worlds have. @returns the id, or `unknown-world` */
export function worldId(name: string): Result<string> {
  if (IS_WORLD_ID.test(name)) return { ok: true, value: name };
  return { ok: false, problem: { type: 'unknown-world', detail: `There is no world "${shortened(name)}".` } };
}
