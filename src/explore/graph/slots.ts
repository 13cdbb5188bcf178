/** What stands in the layers of a drawing: nodes, and the lines that pass them on their way to later layers. */
import { type Edge, layersOf } from './layers.ts';
import type { Node, Port } from './node.ts';
import type { Link } from './order.ts';

/** A place in a layer: of a node, or of a line that passes. */
export interface Slot {
  readonly name: string;
  /** px; 0 for a line. */
  readonly width: number;
  /** Height, px. */
  readonly size: number;
  /** Where lines arrive, px below its top. */
  readonly entry: number;
}

/** A line by the slots that it goes through, its ends among them. */
export interface Routed {
  readonly from: string;
  readonly port: Port;
  readonly through: readonly string[];
}

/** Two slots of neighbouring layers that a line joins. */
export interface Joint extends Link {
  /** Where it leaves the one and arrives at the other, px below their tops. */
  readonly leaves: number;
  readonly arrives: number;
}

export interface Slotted {
  readonly routes: readonly Routed[];
  /** Names of slots, layer by layer, in the order of the nodes. */
  readonly layers: readonly (readonly string[])[];
  readonly slots: ReadonlyMap<string, Slot>;
}

/** Space that a line takes on its way past the boxes of a layer, px. */
const LANE = 2;

/** An edge with the port that it leaves. */
interface Ported extends Edge {
  readonly port: Port;
}

/** Puts nodes into layers, and a slot for each line into each layer that it passes. */
export function slotted(nodes: readonly Node[]): Slotted {
  const names = nodes.map(({ name }) => name);
  const edges = portedEdges(nodes);
  const { layerOf, backward } = layersOf(names, edges);
  const layers: string[][] = [];
  const slots = new Map<string, Slot>();
  const put = (slot: Slot, layer: number) => {
    slots.set(slot.name, slot);
    while (layers.length <= layer) layers.push([]);
    layers[layer]?.push(slot.name);
  };
  for (const { name, width, height, entry } of nodes) put({ name, width, size: height, entry }, layerOf.get(name) ?? 0);
  const routes = edges
    .filter((edge) => !backward.has(edge))
    .map(({ from, to, port }, index): Routed => {
      const lanes = between(layerOf.get(from) ?? 0, layerOf.get(to) ?? 0);
      const passed = lanes.map((layer) => ({ name: `line ${index}, layer ${layer}`, layer }));
      for (const { name, layer } of passed) put({ name, width: 0, size: LANE, entry: LANE / 2 }, layer);
      return { from, port, through: [from, ...passed.map(({ name }) => name), to] };
    });
  return { routes, layers, slots };
}

function portedEdges(nodes: readonly Node[]): Ported[] {
  const known = new Set(nodes.map(({ name }) => name));
  return nodes.flatMap(({ name, ports }) =>
    ports.filter(({ to }) => known.has(to)).map((port) => ({ from: name, to: port.to, port })),
  );
}

/** The whole numbers between two, without them. */
function between(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first - 1) }, (_, index) => first + 1 + index);
}

/** The joints of a line, one for each pair of neighbouring slots. */
export function jointsOf({ port, through }: Routed, slots: ReadonlyMap<string, Slot>): Joint[] {
  return through.slice(1).map((to, index) => {
    const from = through[index] ?? '';
    const { size = 1, entry = 0 } = slots.get(from) ?? {};
    const leaves = index === 0 ? port.y : entry;
    return { from, to, port: leaves / size, leaves, arrives: slots.get(to)?.entry ?? 0 };
  });
}
