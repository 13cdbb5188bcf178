/** What one language of a service has and another has not. */
import type { Catalog } from './catalog.ts';

export type Gap =
  | { readonly kind: 'text'; readonly language: string; readonly key: string }
  | { readonly kind: 'argument'; readonly language: string; readonly key: string; readonly argument: string };

/** Texts, and arguments within texts, that a language lacks although another one has them; in order of key, then language. */
export function parity(catalogs: readonly Catalog[]): readonly Gap[] {
  const keys = new Set(catalogs.flatMap((catalog) => catalog.keys()));
  return [...keys].sort().flatMap((key) => gapsOf(key, catalogs));
}

function gapsOf(key: string, catalogs: readonly Catalog[]): readonly Gap[] {
  const names = new Set(catalogs.flatMap((catalog) => catalog.argumentsOf(key) ?? []));
  return catalogs.flatMap((catalog): readonly Gap[] => {
    if (!catalog.has(key)) return [{ kind: 'text', language: catalog.language, key }];
    return lackingNames(catalog, key, names).map((argument) => ({
      kind: 'argument',
      language: catalog.language,
      key,
      argument,
    }));
  });
}

/** A text that could not be read has been reported already: it lacks nothing here. */
function lackingNames(catalog: Catalog, key: string, names: ReadonlySet<string>): readonly string[] {
  const own = catalog.argumentsOf(key);
  return own === null ? [] : [...names].filter((name) => !own.includes(name)).sort();
}
