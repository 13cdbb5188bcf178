/** Finds what stands at a place of a file. */
import { isCollection, isMap, isPair, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Place } from '../../../yaml/issue.ts';
import type { Path } from '../../../yaml/path.ts';
import type { Style } from './scalar.ts';

/** A value in a file, and how it is written there. Offsets count UTF-16 code units. */
export interface Spot {
  readonly path: Path;
  readonly start: number;
  /** Behind the last sign of the value itself. */
  readonly end: number;
  /** Behind the colon of its field, or the dash of its item. */
  readonly behindMark: number;
  /** Columns before the field or the dash. */
  readonly indent: number;
  /** Stands within braces or brackets. */
  readonly isInFlow: boolean;
  /** Of a text; null = a list or a map. */
  readonly style: Style;
}

interface Parsed {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

type Ancestors = readonly unknown[];

function columnOf({ lineStarts }: Parsed, offset: number): number {
  return offset - (lineStarts.findLast((start) => start <= offset) ?? 0);
}

/** Names of fields and numbers of items from the root to a value. */
function pathOf(ancestors: Ancestors, node: Node): Path {
  return [...ancestors, node].flatMap((item, index, all): Path => {
    const holder = all[index - 1];
    if (isPair(item)) return [String(isScalar(item.key) ? item.key.value : item.key)];
    return isCollection(holder) && !isMap(holder) ? [holder.items.indexOf(item)] : [];
  });
}

function behindMark({ text }: Parsed, holder: unknown, start: number): number {
  const key = isPair(holder) ? (holder as Pair<Node, Node>).key.range : undefined;
  if (key === undefined || key === null) return text.lastIndexOf('-', start - 1) + 1;
  return text.indexOf(':', key[1]) + 1;
}

function indentOf(parsed: Parsed, holder: unknown, mark: number): number {
  const key = isPair(holder) ? (holder as Pair<Node, Node>).key.range : undefined;
  return columnOf(parsed, key?.[0] ?? mark - 1);
}

function spotOf(parsed: Parsed, node: Node, ancestors: Ancestors): Spot {
  const [start = 0, valueEnd = 0] = node.range ?? [];
  const holder = ancestors.at(-1);
  const mark = behindMark(parsed, holder, start);
  return {
    path: pathOf(ancestors, node),
    start,
    end: start + parsed.text.slice(start, valueEnd).trimEnd().length,
    behindMark: mark,
    indent: indentOf(parsed, holder, mark),
    isInFlow: ancestors.some((one) => isCollection(one) && one.flow === true),
    style: isScalar(node) ? ((node.type as Style) ?? 'PLAIN') : null,
  };
}

/** The outermost value that begins at a place, or null; keys are no values. */
export function spotAt(text: string, { line, column }: Pick<Place, 'line' | 'column'>): Spot | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, stringKeys: true, merge: false, uniqueKeys: false });
  const parsed = { text, lineStarts: lineCounter.lineStarts };
  const offset = (lineCounter.lineStarts[line - 1] ?? Number.NaN) + column - 1;
  let spot: Spot | null = null;
  visit(document, {
    Node: (key, node, ancestors) => {
      if (key === 'key' || spot !== null || ancestors.length < 2 || node.range?.[0] !== offset) return undefined;
      spot = spotOf(parsed, node, ancestors);
      return visit.BREAK;
    },
  });
  return spot;
}
