/** One text as its author wrote it (ICU MessageFormat), read once and ready to be filled in. */
import { IntlMessageFormat } from 'intl-messageformat';
import { checkTree, namesIn } from './messageTree.ts';
import { plainFormatters } from './plainNumbers.ts';
import { plainFill } from './plainText.ts';
import { describeSyntaxError } from './syntaxErrors.ts';

export type MessageArgs = Readonly<Record<string, unknown>>;

export interface Message {
  /** Names of the arguments, sorted. */
  readonly names: readonly string[];
  /** The text filled in; an error of intl-messageformat where an argument that is needed is missing. */
  readonly fill: (args: MessageArgs) => string;
}

export type Compiled =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Reads a text of a language (a BCP 47 tag). All that is wrong with it comes back as sentences for its author. */
export function compileMessage(language: string, source: string): Compiled {
  const parsed = parse(language, source);
  if (!parsed.ok) return parsed;
  const tree = parsed.format.getAst();
  const errors = checkTree(language, tree);
  if (errors.length > 0) return { ok: false, errors };
  const names = namesIn(tree);
  const plain = plainFill(tree);
  const fillAny = (args: MessageArgs) => fill(parsed.format, withoutUndefined(names, args));
  return { ok: true, message: { names, fill: plain === null ? fillAny : (args) => plain(args) ?? fillAny(args) } };
}

type Parsed =
  | { readonly ok: true; readonly format: IntlMessageFormat }
  | { readonly ok: false; readonly errors: readonly string[] };

/** `<` is an ordinary character: no phone shows markup. */
function parse(language: string, source: string): Parsed {
  try {
    const options = { ignoreTag: true, formatters: plainFormatters(language) };
    return { ok: true, format: new IntlMessageFormat(source, language, undefined, options) };
  } catch (error) {
    return { ok: false, errors: [describeSyntaxError(error)] };
  }
}

/** The library gives parts back where a value is neither text nor number. */
function fill(format: IntlMessageFormat, args: Record<string, string>): string {
  const filled: unknown = format.format(args);
  return Array.isArray(filled) ? filled.join('') : String(filled);
}

/** The library would print an undefined argument as nothing; left out, it is reported. */
function withoutUndefined(names: readonly string[], args: MessageArgs): Record<string, string> {
  const isGiven = (name: string) => args[name] !== undefined;
  const given = names.every(isGiven)
    ? args
    : Object.fromEntries(names.filter(isGiven).map((name) => [name, args[name]]));
  return given as Record<string, string>;
}
