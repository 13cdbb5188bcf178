/** What of a file cannot be read. It is told once, where it stands; checks are silent about all that hangs on it. */
import { type Path, pointer, prefixes } from './path.ts';
import { ANY_KEY } from './yamlData.ts';

/** Stands for a name, a key or a code that cannot be read. */
export const UNREADABLE = '';

export interface Unread {
  /** Whether the place, anything in it, or anything that it is in cannot be read. */
  touches(path: Path): boolean;
}

/** Takes the places that cannot be read; what a merge key may bring into a map counts as well. */
export function unreadAt(paths: readonly Path[]): Unread {
  const exact = new Set(paths.map(pointer));
  const around = new Set(paths.flatMap((path) => prefixes(path).map(pointer)));
  const isIn = (path: Path): boolean => prefixes(path).some((prefix) => exact.has(pointer(prefix)));
  const isBrought = (path: Path): boolean => exact.has(pointer([...path.slice(0, -1), ANY_KEY]));
  return { touches: (path) => around.has(pointer(path)) || isIn(path) || isBrought(path) };
}
