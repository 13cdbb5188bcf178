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
  /** What is known at reading: rows of examples, `with`, numbers of phones. */
  readonly known: ReadonlyMap<string, At>;
  /** What steps have captured so far; grows as they are read. */
  readonly captured: Set<string>;
  /** All that steps capture sooner or later. */
  readonly capturable: ReadonlySet<string>;
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
  return { ...scope, known: new Map([...scope.known, ...more]) };
}
