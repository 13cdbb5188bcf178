/** The data of a YAML document that may hold what definitions do not allow: that is left out, and where it stood is known. */
import type { Document, Pair } from 'yaml';
import { isMap, isPair, isScalar, isSeq } from 'yaml';
import { type Path, pointer } from './path.ts';

/** Stands in the data for a value that cannot be read, such as an alias. It is told already: checks pass it over. */
export const HOLE: Readonly<Record<string, never>> = Object.freeze({});

/** Name of a hole in a map of which not even the key can be read: a merge key brings any fields. */
export const ANY_KEY = '<<';

export interface YamlData {
  readonly data: unknown;
  /** Where the holes are. */
  readonly holes: readonly Path[];
}

/** Reads all that needs no alias, no merge key and no tag to be understood. Of a key that stands twice the first is read. */
export function yamlData(document: Document.Parsed): YamlData {
  const holes: Path[] = [];
  const dig = (path: Path): typeof HOLE => {
    holes.push(path);
    return HOLE;
  };
  const readMap = (pairs: readonly Pair[], path: Path): Readonly<Record<string, unknown>> => {
    const entries = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : ANY_KEY;
      if (name === ANY_KEY) dig([...path, ANY_KEY]);
      else if (!entries.has(name)) entries.set(name, read(value, [...path, name]));
    }
    return Object.fromEntries(entries);
  };
  const read = (node: unknown, path: Path): unknown => {
    if (node === null) return null;
    if (isMap(node)) return readMap(node.items, path);
    if (isSeq(node) && !node.items.some(isPair)) return node.items.map((item, index) => read(item, [...path, index]));
    return isScalar(node) && !(node.value instanceof Object) ? node.value : dig(path);
  };
  return { data: read(document.contents, []), holes };
}

/** A copy that may be changed; holes stay what they are. */
export function copyOf(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || data === HOLE) return data;
  if (Array.isArray(data)) return data.map(copyOf);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, copyOf(value)]));
}

/** Whether the map at the path may have fields that cannot be read. */
export function bringsAnyField({ holes }: YamlData, path: Path): boolean {
  const any = pointer([...path, ANY_KEY]);
  return holes.some((hole) => pointer(hole) === any);
}
