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

/** Measures the boxes of a chart. Ways back and ways to common ends are named in their rows and have no port. */
export function boxesOf(chart: Chart): Boxes {
  const common = commonEnds(chart);
  const back = waysBack(chart);
  const isNamed = (way: Way) => common.has(way.to) || back.has(way);
  const drawn = chart.boxes.map((box) => drawnBox(box, isNamed, common));
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

function waysBack({ boxes }: Chart): ReadonlySet<Way> {
  const edges = boxes.flatMap(({ name, ways }) => ways.map((way) => ({ from: name, to: way.to, way })));
  const { backward } = layersOf(
    boxes.map(({ name }) => name),
    edges,
  );
  return new Set(edges.filter((edge) => backward.has(edge)).map(({ way }) => way));
}

function drawnBox(box: Box, isNamed: (way: Way) => boolean, ends: ReadonlySet<string>): Drawn {
  const rows: Row[] = [];
  let y = topOf(box);
  for (const { labels, to } of box.ways.filter((way) => !isNamed(way))) {
    const lines = linesOf(labels, ', ');
    rows.push({ lines, port: { to, y: y + (lines.length * ROW) / 2 } });
    y += lines.length * ROW;
  }
  const names = linesOf(
    box.ways.filter(isNamed).flatMap((way) => named(way, ends)),
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

/** `▪ closed`, `ok ▪ accepted` where the name does not say it, `wrong-code ↩ give-code`. */
function named({ labels, to }: Way, ends: ReadonlySet<string>): string[] {
  if (!ends.has(to)) return labels.map((label) => `${label} ↩ ${to}`);
  return labels.map((label) => (label === to ? `▪ ${to}` : `${label} ▪ ${to}`));
}

function boxWidth({ name, detail }: Box, rows: readonly Row[]): number {
  const lines = [detail, ...rows.flatMap((row) => row.lines)].map((text) => widthOf(text, FONT));
  const widest = Math.max(...lines, widthOf(name, FONT + 1) + KIND);
  return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, widest + 2 * PADDING)));
}
