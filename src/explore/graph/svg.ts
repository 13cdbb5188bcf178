/** A chart as an SVG: boxes from left to right, each way out a row of its own with its line. Readable on light and dark. */
import type { Service } from '../../session/types.ts';
import { boxesOf, type Drawn, HEADER, KIND, PADDING, ROW, type Row, topOf } from './boxes.ts';
import { chartOf, type Kind } from './chart.ts';
import { type Line, laidOut, type Point } from './layout.ts';
import { shortened } from './measure.ts';
import { FONT, HUES, STYLE } from './style.ts';

const MARGIN = 24;
/** Room for the name of the service, and for the words above the shelf, px. */
const TITLE = 32;
const SHELF_TITLE = 48;
/** Space between boxes on the shelf, px. */
const GAP = 12;
/** The shelf is at least so wide, px. */
const SHORTEST_SHELF = 800;

/** Draws a service: a whole SVG document, the same for the same service. */
export function svgOf(service: Service): string {
  const chart = chartOf(service);
  const { lined, named } = boxesOf(chart);
  const layout = laidOut(lined.map(({ node }) => node));
  const shelf = shelved(named, Math.max(layout.width, SHORTEST_SHELF));
  const below = MARGIN + TITLE + layout.height + (named.length === 0 ? 0 : SHELF_TITLE);
  const width = Math.max(layout.width, shelf.width) + 2 * MARGIN;
  return [
    ...head(width, below + shelf.height + MARGIN, `Dialogue of ${chart.service}`),
    textAt('title', MARGIN, MARGIN + 6, chart.service),
    `<g transform="translate(${MARGIN} ${MARGIN + TITLE})">`,
    ...layout.lines.map(lineDrawn),
    ...lined.map((one) => boxDrawn(one, layout.places)),
    '</g>',
    named.length === 0 ? '' : textAt('note', MARGIN, below - 14, 'Ends that are named ▪ above'),
    `<g transform="translate(${MARGIN} ${below})">`,
    ...named.map((one) => boxDrawn(one, shelf.places)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function head(width: number, height: number, label: string): string[] {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(label)}">`,
    STYLE,
    `<rect class="paper" width="${width}" height="${height}"/>`,
  ];
}

type Places = ReadonlyMap<string, Point>;

/** Boxes side by side, on as many shelves as they need. */
function shelved(boxes: readonly Drawn[], most: number): { width: number; height: number; places: Places } {
  const places = new Map<string, Point>();
  let [x, y, height, width] = [0, 0, 0, 0];
  for (const { node } of boxes) {
    if (x > 0 && x + node.width > most) [x, y] = [0, height + GAP];
    places.set(node.name, { x, y });
    height = Math.max(height, y + node.height);
    width = Math.max(width, x + node.width);
    x += node.width + GAP;
  }
  return { width, height, places };
}

/** Round where a dialogue begins or ends, square where something is computed. */
const RADIUS: Readonly<Record<Kind, number>> = { route: 12, menu: 6, ask: 6, list: 6, call: 0, end: 12 };

function boxDrawn({ box, node, rows }: Drawn, places: Places): string {
  const { x, y } = places.get(box.name) ?? { x: 0, y: 0 };
  const inner = node.width - 2 * PADDING;
  const kind = box.kind === 'route' ? '' : box.kind;
  return [
    `<g class="${box.kind}" transform="translate(${x} ${y})">`,
    `<title>${escaped([box.name, box.detail].filter((text) => text !== '').join(': '))}</title>`,
    `<rect class="box" width="${node.width}" height="${node.height}" rx="${RADIUS[box.kind]}"/>`,
    textAt('name', PADDING, 16, shortened(box.name, FONT + 1, inner - (kind === '' ? 0 : KIND))),
    textAt('kind', node.width - PADDING, 16, kind),
    textAt('detail', PADDING, HEADER + 9, shortened(box.detail, FONT, inner)),
    ...rowsDrawn(rows, topOf(box)),
    '</g>',
  ].join('');
}

function rowsDrawn(rows: readonly Row[], top: number): string[] {
  const lines = rows.flatMap(({ lines, port }) =>
    lines.map((line) => ({ line, style: port === null ? 'ref' : 'row' })),
  );
  return lines.map(({ line, style }, index) => textAt(style, PADDING, top + index * ROW + 13, line));
}

function textAt(style: string, x: number, y: number, text: string): string {
  return text === '' ? '' : `<text class="${style}" x="${x}" y="${y}">${escaped(text)}</text>`;
}

/** Level in the layers, bent between them; a tip where it arrives. */
function lineDrawn({ points }: Line, index: number): string {
  const [first = { x: 0, y: 0 }, ...rest] = points;
  let at = first;
  const parts = rest.map((point, step) => {
    const bend = (at.x + point.x) / 2;
    const curve = `C${bend} ${at.y} ${bend} ${point.y} ${point.x} ${point.y}`;
    at = point;
    return step % 2 === 0 ? `H${point.x}` : curve;
  });
  const hue = `hue${index % HUES}`;
  const line = `<path class="line ${hue}" d="M${first.x} ${first.y}${parts.join('')}"/>`;
  return `${line}<path class="tip ${hue}" d="M${at.x} ${at.y}l-7 -4v8z"/>`;
}

function escaped(text: string): string {
  return text.replace(/\p{Cc}|[\ufffe\uffff]/gu, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
