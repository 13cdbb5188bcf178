/** Reads a file on as though its misspelt fields were spelt right, so that what they hold is checked too. */
import { type Path, pointer, prefixes } from './path.ts';
import type { Source } from './source.ts';
import { copyOf } from './yamlData.ts';

export interface Respelling {
  /** Where the misspelt field is, itself included. */
  readonly path: Path;
  /** The field that is meant; it does not stand beside it. */
  readonly name: string;
}

function renamed({ path, name }: Respelling): Path {
  return [...path.slice(0, -1), name];
}

/** Paths under one that the table has, with its last step replaced. */
function stepReplaced(steps: ReadonlyMap<string, string | number>): (path: Path) => Path {
  return (path) => {
    const found = prefixes(path).find((prefix) => steps.has(pointer(prefix)));
    if (found === undefined) return path;
    return [...found.slice(0, -1), steps.get(pointer(found)) ?? '', ...path.slice(found.length)];
  };
}

function renameKey(data: unknown, { path, name }: Respelling): void {
  let map = data as Record<string, unknown>;
  for (const step of path.slice(0, -1)) map = map[step] as Record<string, unknown>;
  const last = String(path.at(-1));
  map[name] = map[last];
  delete map[last];
}

/** The source with these fields renamed in its data, none of which is in another. Places stay those of the file. */
export function respelt(source: Source, respellings: readonly Respelling[]): Source {
  const data = copyOf(source.data);
  for (const respelling of respellings) renameKey(data, respelling);
  const asMeant = stepReplaced(new Map(respellings.map(({ path, name }) => [pointer(path), name])));
  const asWritten = stepReplaced(new Map(respellings.map((one) => [pointer(renamed(one)), one.path.at(-1) ?? ''])));
  return {
    file: source.file,
    data,
    holes: source.holes.map(asMeant),
    place: (path, part) => source.place(asWritten(path), part),
    lines: (path) => source.lines(asWritten(path)),
    written: (path) => source.written(asWritten(path)),
  };
}
