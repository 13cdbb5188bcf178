/** Puts a graph into layers, so that its edges lead from each layer to later ones; edges that cannot are told apart. */

export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Layers {
  /** Number of the layer of each node, from 0. */
  readonly layerOf: ReadonlyMap<string, number>;
  /** Edges that lead back to where one came from, or to the node itself. */
  readonly backward: ReadonlySet<Edge>;
}

/** Layers by longest path. Nodes count in their order: earlier ones are more likely to be on the left. */
export function layersOf(nodes: readonly string[], edges: readonly Edge[]): Layers {
  const out = new Map(nodes.map((node): [string, Edge[]] => [node, []]));
  for (const edge of edges) out.get(edge.from)?.push(edge);
  const { backward, finished } = walk(nodes, out);
  const layerOf = new Map(nodes.map((node) => [node, 0]));
  for (const node of finished.toReversed()) {
    for (const edge of out.get(node) ?? []) {
      if (backward.has(edge)) continue;
      layerOf.set(edge.to, Math.max(layerOf.get(edge.to) ?? 0, (layerOf.get(node) ?? 0) + 1));
    }
  }
  return { layerOf, backward };
}

/** Depth first, without recursion: a chain of states may be longer than the stack. */
function walk(nodes: readonly string[], out: ReadonlyMap<string, readonly Edge[]>) {
  const state = new Map<string, 'open' | 'done'>();
  const backward = new Set<Edge>();
  const finished: string[] = [];
  for (const root of nodes) {
    const stack = state.has(root) ? [] : [{ node: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      state.set(top.node, 'open');
      const edge = out.get(top.node)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        state.set(top.node, 'done');
        finished.push(top.node);
        stack.pop();
      } else if (state.get(edge.to) === 'open') backward.add(edge);
      else if (!state.has(edge.to)) stack.push({ node: edge.to, next: 0 });
    }
  }
  return { backward, finished };
}
