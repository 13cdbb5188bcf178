/** Operations as the calls that a core understands: the gateway's own paths, and one for all others. */
import type { Operation } from '../bonus/types.ts';
import type { CoreCall } from './exchange.ts';

type Sent = Pick<CoreCall, 'method' | 'body'> & { readonly path: string };

type Fields = Readonly<Record<string, unknown>>;

/** Operation → its path below the member's, and how its fields stand in the body. */
const PATHS: Readonly<Record<string, (fields: Fields) => Omit<Sent, 'method'>>> = {
  register: (body) => ({ path: 'register', body }),
  deactivate: (body) => ({ path: 'deactivate', body }),
  event: ({ kind, values }) => ({ path: 'events', body: { ...(values as Fields), kind } }),
  order: ({ codes, ...body }) => ({ path: 'orders', body: { ...body, ...ordered(codes) } }),
  transfer: (body) => ({ path: 'transfers', body }),
  confirm: ({ id, ...body }) => ({ path: `transfers/${encodeURIComponent(String(id))}/confirm`, body }),
};

/** One gift by its code, several by theirs. */
function ordered(codes: unknown): Fields {
  return Array.isArray(codes) && codes.length === 1 ? { code: codes[0] } : { codes };
}

/** Operation → what its answer must say where it went well. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  balance: ['balance'],
  register: ['balance'],
  deactivate: ['burned'],
  event: ['earned', 'balance'],
  order: ['order', 'balance'],
  transfer: ['id', 'expiresAt'],
  confirm: ['balance'],
};

/** Names of the figures without which an operation's good answer makes no sense. */
export function neededIn({ op }: Operation): readonly string[] {
  return Object.hasOwn(NEEDED, op) ? (NEEDED[op] ?? []) : [];
}

/** The call that stands for an operation. One that the table does not name goes by its name, with its fields as they are. */
export function requestOf({ op, ...fields }: Operation): Sent {
  if (op === 'balance') return { method: 'GET', path: '' };
  const known = Object.hasOwn(PATHS, op) ? PATHS[op] : undefined;
  return { method: 'POST', ...(known?.(fields) ?? { path: encodeURIComponent(op), body: fields }) };
}
