/** Boxes with their rows, measured: what a chart looks like before anything has its place. */
import type { Box, Chart, Way } from './chart.ts';
import { layersOf } from './layers.ts';
import { shortened, widthOf, wrapped } from './measure.ts';
import type { Node, Port } from './node.ts';
import { FONT } from './style.ts';

/** Heights of the parts of a box, px. */
export const ROW = 18;
export const HEADER = 24;
const DETAIL = 16;
/** Space between the edge of a box and its words, px. */
export const PADDING = 10;
/** Room for the word of the kind beside the name, px. */
export const KIND = 34;
const WIDEST = 260;
const NARROWEST = 96;
const INNER = WIDEST - 2 * PADDING;

/** A drawing makes one of several common spaces. */
const WIDE_SPACE = '\u00a0\u00a0\u00a0';

/** An end with more ways in than this is named in their rows: lines from everywhere say nothing. */
const FEW = 2;

/** Layers that all lines pass together: of more no eye follows any. */
const MOST_PASSED = 10_000;

/** Before the name of a state in place of a line: a common end, a way back, a way too far on. */
type Sign = '▪' | '↩' | '→';

/** One or more lines of a box: with a port, or with names of states in place of lines. */
export interface Row {
  readonly lines: readonly string[];
  /** Null: no line leaves here. */
  readonly port: Port | null;
}

export interface Drawn {
  readonly box: Box;
  readonly node: Node;
  readonly rows: readonly Row[];
}

export interface Boxes {
  /** Those that lines lead to. */
  readonly lined: readonly Drawn[];
  /** Ends that are named instead. */
  readonly named: readonly Drawn[];
}

/** Measures the boxes of a chart. Ways back, ways to common ends, and the longest where there are too many are named in their rows and have no port. */
export function boxesOf(chart: Chart): Boxes {
  const common = commonEnds(chart);
  const undrawn = waysUndrawn(chart, common);
  const signOf = (way: Way) => (common.has(way.to) ? '▪' : (undrawn.get(way) ?? null));
  const drawn = chart.boxes.map((box) => drawnBox(box, signOf));
  return {
    lined: drawn.filter(({ box }) => !common.has(box.name)),
    named: drawn.filter(({ box }) => common.has(box.name)),
  };
}

/** Ends that have many ways in, and the one for too many wrong answers. */
function commonEnds({ boxes, tooMany }: Chart): ReadonlySet<string> {
  const arrivals = new Map<string, number>();
  for (const { ways } of boxes) for (const { to } of ways) arrivals.set(to, (arrivals.get(to) ?? 0) + 1);
  const isCommon = (name: string) => name === tooMany || (arrivals.get(name) ?? 0) > FEW;
  return new Set(boxes.filter(({ name, kind }) => kind === 'end' && isCommon(name)).map(({ name }) => name));
}

/** Ways without a line, with the sign that they are named by: those that lead back, and those that lead too far. */
function waysUndrawn({ boxes }: Chart, common: ReadonlySet<string>): ReadonlyMap<Way, Sign> {
  const edges = boxes.flatMap(({ name, ways }) => ways.map((way) => ({ from: name, to: way.to, way })));
  const { backward, layerOf } = layersOf(
    boxes.map(({ name }) => name),
    edges,
  );
  const back = edges.filter((edge) => backward.has(edge));
  const passed = edges
    .filter((edge) => !backward.has(edge) && !common.has(edge.to))
    .map(({ from, to, way }) => ({ way, layers: (layerOf.get(to) ?? 0) - (layerOf.get(from) ?? 0) - 1 }));
  return new Map<Way, Sign>([
    ...back.map(({ way }) => [way, '↩'] as const),
    ...tooFar(passed).map((way) => [way, '→'] as const),
  ]);
}

interface Passing {
  readonly way: Way;
  /** How many layers its line passes. */
  readonly layers: number;
}

/** The longest ways, for as long as all the others pass more layers together than a drawing can show. */
function tooFar(passing: readonly Passing[]): Way[] {
  let sum = 0;
  return passing
    .toSorted((a, b) => a.layers - b.layers)
    .filter(({ layers }) => {
      sum += layers;
      return sum > MOST_PASSED;
    })
    .map(({ way }) => way);
}

function drawnBox(box: Box, signOf: (way: Way) => Sign | null): Drawn {
  const rows: Row[] = [];
  let y = topOf(box);
  for (const { labels, to } of box.ways.filter((way) => signOf(way) === null)) {
    const lines = linesOf(labels, ', ');
    rows.push({ lines, port: { to, y: y + (lines.length * ROW) / 2 } });
    y += lines.length * ROW;
  }
  const names = linesOf(
    box.ways.flatMap((way) => named(way, signOf(way))),
    WIDE_SPACE,
  );
  if (names.length > 0) rows.push({ lines: names, port: null });
  const height = y + names.length * ROW + (rows.length === 0 ? 2 : 6);
  const ports = rows.flatMap(({ port }) => (port === null ? [] : [port]));
  return { box, rows, node: { name: box.name, width: boxWidth(box, rows), height, entry: HEADER / 2, ports } };
}

/** Where the rows of a box begin, px below its top. */
export function topOf({ detail }: Box): number {
  return HEADER + (detail === '' ? 0 : DETAIL);
}

function linesOf(words: readonly string[], between: string): readonly string[] {
  return wrapped(
    words.map((word) => shortened(word, FONT, INNER)),
    between,
    FONT,
    INNER,
  );
}

/** `▪ closed`, `ok ▪ accepted` where the name does not say it, `wrong-code ↩ give-code`, `9 Помощь → help`. */
function named({ labels, to }: Way, sign: Sign | null): string[] {
  if (sign === null) return [];
  return labels.map((label) => (sign === '▪' && label === to ? `▪ ${to}` : `${label} ${sign} ${to}`));
}

function boxWidth({ name, detail }: Box, rows: readonly Row[]): number {
  const lines = [detail, ...rows.flatMap((row) => row.lines)].map((text) => widthOf(text, FONT));
  const widest = Math.max(...lines, widthOf(name, FONT + 1) + KIND);
  return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, widest + 2 * PADDING)));
}
