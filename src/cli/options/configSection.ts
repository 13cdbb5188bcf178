/** A mapping inside a config file as plain data, with the places of all that stands in it. */
import { isMap, isPair, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Section } from './option.ts';

/** @param at the place of the section itself @param place makes a place of an offset in the file */
export function sectionOf(map: YAMLMap, at: string, place: (offset: number) => string): Section {
  return {
    data: plain(map),
    place(path) {
      const offset = offsetOf(map, path);
      return offset === null ? at : place(offset);
    },
  };
}

/** Aliases count as nothing: they are complained about elsewhere. */
function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (!isMap(node)) return null;
  return Object.fromEntries(node.items.map(({ key, value }) => [nameOf(key), plain(value)]));
}

/** Where the path leads: to the key of a setting, to an item of a list, or to nothing. */
function offsetOf(root: YAMLMap, path: readonly (string | number)[]): number | null {
  let node: unknown = root;
  let offset: number | null = null;
  for (const step of path) {
    const found: unknown = isMap(node)
      ? node.items.find(({ key }) => nameOf(key) === step)
      : isSeq(node)
        ? node.items[step as number]
        : undefined;
    if (found === undefined) return offset;
    offset = startOf(isPair(found) ? found.key : found);
    node = isPair(found) ? found.value : found;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  return (node as Node | null)?.range?.[0] ?? null;
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}
