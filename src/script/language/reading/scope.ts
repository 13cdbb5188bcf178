/** Which variables can be used at a place, and what they stand for. */
import type { Path } from '../../../yaml/path.ts';

/** A value in the file, with the variables that can stand in it. */
export interface At {
  readonly path: Path;
  readonly data: unknown;
  readonly scope: Scope;
}

export type Scope =
  /** No variables: a dollar sign is a dollar sign. */
  { readonly kind: 'plain' } | Variables;

export interface Variables {
  readonly kind: 'variables';
  /** What is known at reading: `with` of the fragments that run here, the innermost first; then the row of examples and the numbers of phones. */
  readonly known: readonly ReadonlyMap<string, At>[];
  /** What steps have captured so far; grows as they are read. */
  readonly captured: Set<string>;
  /** All that steps capture sooner or later: those of the script, those of fragments. */
  readonly capturable: readonly ReadonlySet<string>[];
  /** A fragment read by itself: who runs it may know any variable. */
  readonly isOpen: boolean;
}

export const PLAIN: Scope = { kind: 'plain' };

/** A field of a map, or an item of a list. */
export function inside({ path, data, scope }: At, step: string | number): At {
  return { path: [...path, step], data: (data as Readonly<Record<string | number, unknown>>)?.[step], scope };
}

/** The items of a list; of anything else none. */
export function itemsOf(at: At): At[] {
  return Array.isArray(at.data) ? at.data.map((_, index) => inside(at, index)) : [];
}

/** The field, or null where the map has none. */
export function fieldOf(at: At, name: string): At | null {
  const { data } = at;
  const isThere = typeof data === 'object' && data !== null && Object.hasOwn(data, name);
  return isThere ? inside(at, name) : null;
}

/** The same scope with these variables over its own. */
export function withKnown(scope: Variables, more: Iterable<readonly [string, At]>): Variables {
  return { ...scope, known: [new Map(more), ...scope.known] };
}

/** What a variable stands for; undefined where it is none that is known at reading. */
export function knownAs({ known }: Variables, name: string): At | undefined {
  return known.find((names) => names.has(name))?.get(name);
}

/** Names of all that is known at reading, each once. */
export function knownNames({ known }: Variables): string[] {
  return [...new Set(known.flatMap((names) => [...names.keys()]))];
}
