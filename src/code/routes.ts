/** Finds the service of a dialled string: the longest route that is a prefix of it, segment by segment. */
import { parseDial } from './dial.ts';
import { bareSegments, splitCode } from './segments.ts';

export interface RouteEntry<T> {
  /** Like `*111*455` or `*384#`; a `#` at the end does not count. */
  readonly code: string;
  readonly target: T;
}

export interface FoundRoute<T> {
  readonly target: T;
  /** The route's code without a closing `#`. */
  readonly code: string;
  /** The dialled segments after the route, in order; empty ones count. */
  readonly inputs: readonly string[];
}

/** Two entries with one code; the first of them is the one that is found. */
export interface RouteCollision<T> {
  readonly code: string;
  readonly targets: readonly [T, T];
}

/** Why a route is refused, in words for people. */
export const ROUTE_REASONS = {
  'not-a-code': 'A route is written like *111*455: *, #, *#, ** or ## in front, then segments that are not empty.',
  'stays-in-phone': 'A phone keeps this code to itself or asks the network in another way; it never comes as USSD.',
} as const;

export interface RefusedRoute<T> extends RouteEntry<T> {
  readonly reason: keyof typeof ROUTE_REASONS;
}

export interface Routes<T> {
  /**
   * Takes a dialled string, or the segments of one that begins with `*`; gives the route or null if none fits.
   * Costs one map look-up a segment. `*111*4550#` does not fit `*111*455`. A string with a `#` inside is another code
   * (standards: every `*` and `#` counts): `*400#1234#` and `*111*455#11` fit only a route that has that `#` too.
   */
  find(dialled: string | readonly string[]): FoundRoute<T> | null;
  readonly collisions: readonly RouteCollision<T>[];
  readonly refused: readonly RefusedRoute<T>[];
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  route: { readonly code: string; readonly target: T } | null;
}

/** Takes routes in any order; gives the finder with all that is wrong with them. Never throws. */
export function buildRoutes<T>(entries: readonly RouteEntry<T>[]): Routes<T> {
  const root = newNode<T>();
  const collisions: RouteCollision<T>[] = [];
  const refused: RefusedRoute<T>[] = [];
  for (const entry of entries) {
    const reason = checkRoute(entry.code);
    if (reason !== null) refused.push({ ...entry, reason });
    else insert(root, entry, collisions);
  }
  return { find: (dialled) => find(root, dialled), collisions, refused };
}

function insert<T>(root: Node<T>, { code: written, target }: RouteEntry<T>, collisions: RouteCollision<T>[]): void {
  const code = withoutHash(written);
  const { lead, keys } = splitCode(written);
  let node = root;
  for (const key of [lead, ...keys]) node = child(node, key);
  if (node.route === null) node.route = { code, target };
  else collisions.push({ code, targets: [node.route.target, target] });
}

function find<T>(root: Node<T>, dialled: string | readonly string[]): FoundRoute<T> | null {
  const { lead, keys } = typeof dialled === 'string' ? splitCode(dialled) : { lead: '*', keys: dialled };
  let node = root.next.get(lead);
  let best: Node<T>['route'] = null;
  let depth = 0;
  for (let index = 0; index < keys.length && node !== undefined; index++) {
    node = node.next.get(keys[index] ?? '');
    if (!node?.route) continue;
    best = node.route;
    depth = index + 1;
  }
  const inputs = keys.slice(depth);
  return best === null || inputs.some(followsHash) ? null : { ...best, inputs };
}

function followsHash(key: string): boolean {
  return key.startsWith('#');
}

/** Why a route cannot be one, or null. */
export function checkRoute(written: string): keyof typeof ROUTE_REASONS | null {
  const { lead, keys } = splitCode(written);
  const empty = keys.length === 0 || bareSegments(keys).includes('');
  if (empty || lead.length === 0 || lead.length > 2 || lead === '#*') return 'not-a-code';
  const { kind } = parseDial(`${withoutHash(written)}#`);
  if (kind === 'invalid') return 'not-a-code';
  return kind === 'ussd' ? null : 'stays-in-phone';
}

function withoutHash(code: string): string {
  return code.endsWith('#') ? code.slice(0, -1) : code;
}

function newNode<T>(): Node<T> {
  return { next: new Map(), route: null };
}

function child<T>(node: Node<T>, key: string): Node<T> {
  const known = node.next.get(key);
  if (known !== undefined) return known;
  const fresh = newNode<T>();
  node.next.set(key, fresh);
  return fresh;
}
