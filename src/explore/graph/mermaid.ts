/** A chart as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). */
import type { Service } from '../../session/types.ts';
import { type Box, chartOf, type Kind } from './chart.ts';
import { shortened } from './measure.ts';

/** Shapes by kind: round ends, six-sided calls, slanted questions. */
const SHAPES: Readonly<Record<Kind, readonly [open: string, close: string]>> = {
  route: ['([', '])'],
  menu: ['[', ']'],
  ask: ['[/', '/]'],
  list: ['[[', ']]'],
  call: ['{{', '}}'],
  end: ['(', ')'],
};

/** Mid-tones with dark writing: they stand on light and on dark pages. */
const COLOURS: Readonly<Record<Kind, string>> = {
  route: '#d0d7de',
  menu: '#bfdbfe',
  ask: '#fde68a',
  list: '#bbf7d0',
  call: '#ddd6fe',
  end: '#fecdd3',
};

/** As wide as labels may be, px at the usual size of letters. */
const WIDEST = 180;

/** Draws a service as text that Mermaid reads. */
export function mermaidOf(service: Service): string {
  const { boxes } = chartOf(service);
  const ids = new Map(boxes.map(({ name }, index) => [name, `n${index}`]));
  const id = (name: string) => ids.get(name) ?? '';
  return [
    'flowchart LR',
    ...boxes.map((box) => `  ${id(box.name)}${shape(box)}:::${box.kind}`),
    ...boxes.flatMap(({ name, ways }) =>
      ways
        .filter(({ to }) => ids.has(to))
        .map(({ labels, to }) => `  ${id(name)} -->|${quoted(labels.join(', '))}| ${id(to)}`),
    ),
    ...Object.entries(COLOURS).map(
      ([kind, colour]) => `  classDef ${kind} fill:${colour},stroke:#57606a,color:#1f2328`,
    ),
    '',
  ].join('\n');
}

function shape({ name, kind, detail }: Box): string {
  const [open, close] = SHAPES[kind];
  const text =
    detail === '' || detail === name ? quoted(name) : `${quoted(name).slice(0, -1)}<br>${quoted(detail).slice(1)}`;
  return `${open}${text}${close}`;
}

/** Mermaid has entities of its own for signs that mean something to it. */
function quoted(text: string): string {
  const plain = shortened(text.replace(/\s+/g, ' '), 12, WIDEST);
  return `"${plain.replace(/[#"<>&`\\]/g, (sign) => `#${sign.charCodeAt(0)};`)}"`;
}
