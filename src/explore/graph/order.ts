/** Orders the nodes of each layer so that few edges cross: sweeps by barycentre, the best order kept (Sugiyama et al., 1981). */

/** An edge between neighbouring layers. `port`: where it leaves its node, 0 at the top to 1 at the bottom. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

const SWEEPS = 24;
/** Of a large drawing fewer sweeps are made: so many links are looked at in all. */
const MOST_SWEPT = 1_000_000;

type Order = readonly (readonly string[])[];

/** Of each node where its neighbours on one side stand. */
type Neighbours = (node: string, positions: ReadonlyMap<string, number>) => readonly number[];

/** The same layers in a better order; `links` lead from each layer to the next. Deterministic. */
export function ordered(layers: Order, links: readonly Link[]): Order {
  const before = linked(links, ({ to }) => to);
  const after = linked(links, ({ from }) => from);
  const left: Neighbours = (node, positions) =>
    (before.get(node) ?? []).map(({ from, port }) => (positions.get(from) ?? 0) + port);
  const right: Neighbours = (node, positions) =>
    (after.get(node) ?? []).map(({ to, port }) => (positions.get(to) ?? 0) - port);
  let order = layers;
  let best = layers;
  let fewest = crossings(layers, links);
  const sweeps = Math.min(SWEEPS, Math.ceil(MOST_SWEPT / Math.max(1, links.length)));
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
    order = sweep % 2 === 0 ? swept(order, left) : swept(order.toReversed(), right).toReversed();
    const count = crossings(order, links);
    if (count < fewest) [fewest, best] = [count, order];
  }
  return best;
}

function linked(links: readonly Link[], by: (link: Link) => string): ReadonlyMap<string, readonly Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    const group = groups.get(by(link));
    if (group === undefined) groups.set(by(link), [link]);
    else group.push(link);
  }
  return groups;
}

/** Layer by layer, each by where its neighbours in the one before stand. */
function swept(order: Order, neighbours: Neighbours): Order {
  const positions = new Map<string, number>();
  return order.map((layer) => {
    const sorted = byBarycentre(layer, (node) => neighbours(node, positions));
    sorted.forEach((node, index) => {
      positions.set(node, index);
    });
    return sorted;
  });
}

/** Nodes without neighbours keep their places. */
function byBarycentre(layer: readonly string[], neighbours: (node: string) => readonly number[]): string[] {
  const weighed = layer.map((node, index) => {
    const near = neighbours(node);
    return { node, index, weight: near.length === 0 ? index : near.reduce((sum, one) => sum + one, 0) / near.length };
  });
  return weighed.sort((a, b) => a.weight - b.weight || a.index - b.index).map(({ node }) => node);
}

/** How many pairs of links cross. */
export function crossings(order: Order, links: readonly Link[]): number {
  const out = linked(links, ({ from }) => from);
  return order.slice(1).reduce((sum, layer, index) => sum + between(order[index] ?? [], layer, out), 0);
}

/** A link by where it begins, counted from the top, and by where it ends. Those of one port begin at the same place. */
interface Span {
  readonly begin: string;
  readonly end: number;
}

/** Links from the top; each crosses those before it that end below it, but for those of its own port. */
function between(left: readonly string[], right: readonly string[], out: ReadonlyMap<string, readonly Link[]>): number {
  const end = new Map(right.map((node, index) => [node, index]));
  const spans = left.flatMap((node) =>
    (out.get(node) ?? [])
      .toSorted((a, b) => a.port - b.port)
      .map(({ to, port }): Span => ({ begin: `${port} ${node}`, end: end.get(to) ?? 0 })),
  );
  return inversions(spans, right.length);
}

/** Pairs of which the later one ends before the earlier, in n log n: a binary indexed tree counts the ends so far (Fenwick, 1994). */
function inversions(spans: readonly Span[], ends: number): number {
  const tree = new Int32Array(ends + 1);
  let count = 0;
  for (let from = 0, next = 0; from < spans.length; from = next) {
    while (next < spans.length && spans[next]?.begin === spans[from]?.begin) next += 1;
    const together = spans.slice(from, next);
    for (const { end } of together) count += from - countUpTo(tree, end);
    for (const { end } of together) add(tree, end);
  }
  return count;
}

function countUpTo(tree: Int32Array, end: number): number {
  let sum = 0;
  for (let at = end + 1; at > 0; at -= at & -at) sum += tree[at] ?? 0;
  return sum;
}

function add(tree: Int32Array, end: number): void {
  for (let at = end + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
}
