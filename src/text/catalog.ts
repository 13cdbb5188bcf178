/** All texts of a service in one language. */
import { compileMessage, type Message, type MessageArgs } from './message.ts';

/** Rendered texts of one language, as the session machine uses them. */
export interface Texts {
  readonly language: string;
  has(key: string): boolean;
  /** Throws an Error that names key and language where the key is unknown or an argument is missing. */
  format(key: string, args?: MessageArgs): string;
}

/** Texts as a linter sees them. */
export interface Catalog extends Texts {
  keys(): readonly string[];
  /** Names of the arguments of a text, sorted; null where there is no such text or it could not be read. */
  argumentsOf(key: string): readonly string[] | null;
}

export interface TextError {
  readonly key: string;
  readonly message: string;
}

/** Names are null where the text could not be read. */
interface Entry {
  readonly names: readonly string[] | null;
  readonly fill: (args: MessageArgs) => string;
}

const NO_ARGS: MessageArgs = {};

/**
 * Compiles texts in ICU MessageFormat, key → source, of a language (a BCP 47 tag; throws RangeError on what is none).
 * Numbers are printed without grouping. In a plural, `#` is the number and `'#'` the hash key; an apostrophe quotes only
 * before `{ } < >` (and `#` in a plural), so `don't` is written as it is. All errors come at once; with any, do not use the texts.
 */
export function compileTexts(
  language: string,
  sources: Readonly<Record<string, string>>,
): { readonly texts: Catalog; readonly errors: readonly TextError[] } {
  const entries = new Map<string, Entry>();
  const errors: TextError[] = [];
  for (const [key, source] of Object.entries(sources)) {
    const compiled = compileMessage(language, source);
    entries.set(key, compiled.ok ? finish(compiled.message) : unreadable(source));
    if (!compiled.ok) errors.push(...compiled.errors.map((message) => ({ key, message })));
  }
  return { texts: catalogOf(language, entries), errors };
}

/** What needs no arguments is filled in once and for all. */
function finish(message: Message): Entry {
  if (message.names.length > 0) return message;
  const text = message.fill(NO_ARGS);
  return { names: message.names, fill: () => text };
}

/** Its key is known, so that it is not reported as missing too. */
function unreadable(source: string): Entry {
  return { names: null, fill: () => source };
}

function catalogOf(language: string, entries: ReadonlyMap<string, Entry>): Catalog {
  return {
    language,
    has: (key) => entries.has(key),
    keys: () => [...entries.keys()],
    argumentsOf: (key) => entries.get(key)?.names ?? null,
    format(key, args = NO_ARGS) {
      const entry = entries.get(key);
      if (entry === undefined) throw new Error(`There is no text "${key}" in "${language}".`);
      try {
        return entry.fill(args);
      } catch (cause) {
        throw new Error(`The text "${key}" in "${language}" cannot be filled in${lacking(entry, args)}.`, { cause });
      }
    },
  };
}

function lacking({ names }: Entry, args: MessageArgs): string {
  const missing = (names ?? []).filter((name) => args[name] === undefined);
  return missing.length === 0 ? '' : `: no value for ${missing.map((name) => `{${name}}`).join(', ')}`;
}
