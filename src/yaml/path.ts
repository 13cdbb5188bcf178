/** Paths into the data of a file: keys of maps and indexes of lists, from its root. */

export type Path = readonly (string | number)[];

/** A path as a key of maps and sets. */
export function pointer(path: Path): string {
  return path.join('\n');
}

/** The paths above this one, the root first, and the path itself. */
export function prefixes(path: Path): Path[] {
  return Array.from({ length: path.length + 1 }, (_, length) => path.slice(0, length));
}
