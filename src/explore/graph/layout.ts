/** Lays boxes out from left to right: layers by longest path, order by barycentre, heights as near as can be to their neighbours. */
import { heightsOf } from './heights.ts';
import type { Node, Port } from './node.ts';
import { ordered } from './order.ts';
import { type Joint, jointsOf, type Routed, type Slot, slotted } from './slots.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from a port to a node: level through each layer that it passes, so that it crosses no box. */
export interface Line {
  readonly from: string;
  readonly port: Port;
  /** Pairs of points: the line is level within a pair, and bends between one pair and the next. */
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Top left corners. */
  readonly places: ReadonlyMap<string, Point>;
  /** One for each port, but for those whose line would lead back. */
  readonly lines: readonly Line[];
}

/** Takes nodes in the order in which they should come; ports that lead to none of them are left alone. Deterministic. */
export function laidOut(nodes: readonly Node[]): Layout {
  const { routes, layers, slots } = slotted(nodes);
  const joints = routes.flatMap((route) => jointsOf(route, slots));
  const order = ordered(layers, joints);
  const tops = heightsOf(order, slots, joints);
  const columns = columnsOf(order, slots, joints);
  const corner = (name: string) => ({ x: columns.get(name)?.x ?? 0, y: tops.get(name) ?? 0 });
  const ends = nodes.map(({ name, width, height }) => ({
    right: corner(name).x + width,
    bottom: corner(name).y + height,
  }));
  return {
    width: Math.max(0, ...ends.map(({ right }) => right)),
    height: Math.max(0, ...ends.map(({ bottom }) => bottom)),
    places: new Map(nodes.map(({ name }) => [name, corner(name)])),
    lines: routes.map((route) => lineOf(route, tops, slots, columns)),
  };
}

interface Column {
  readonly x: number;
  readonly width: number;
}

type Columns = ReadonlyMap<string, Column>;

/** Space between two layers, px: it grows with the number of lines that bend there. */
const NARROWEST_GAP = 56;
const WIDEST_GAP = 160;
const GAP_PER_LINE = 4;

/** The column that each slot stands in. */
function columnsOf(
  order: readonly (readonly string[])[],
  slots: ReadonlyMap<string, Slot>,
  joints: readonly Joint[],
): Columns {
  const columns = new Map<string, Column>();
  const leaving = new Map<string, number>();
  for (const { from } of joints) leaving.set(from, (leaving.get(from) ?? 0) + 1);
  let x = 0;
  for (const layer of order) {
    const width = layer.reduce((widest, name) => Math.max(widest, slots.get(name)?.width ?? 0), 0);
    for (const name of layer) columns.set(name, { x, width });
    const bends = layer.reduce((sum, name) => sum + (leaving.get(name) ?? 0), 0);
    x += width + Math.min(WIDEST_GAP, NARROWEST_GAP + GAP_PER_LINE * bends);
  }
  return columns;
}

function lineOf(
  { from, port, through }: Routed,
  tops: ReadonlyMap<string, number>,
  slots: ReadonlyMap<string, Slot>,
  columns: Columns,
): Line {
  const points = through.flatMap((name, index): Point[] => {
    const { x, width } = columns.get(name) ?? { x: 0, width: 0 };
    const slot = slots.get(name);
    const y = (tops.get(name) ?? 0) + (index === 0 ? port.y : (slot?.entry ?? 0));
    const left = { x: index === 0 ? x + (slot?.width ?? 0) : x, y };
    return index === through.length - 1 ? [left] : [left, { x: x + width, y }];
  });
  return { from, port, points };
}
