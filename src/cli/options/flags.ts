/** Reads the words after a command into options and positional words. */
import { parseArgs } from 'node:util';
import { didYouMean } from '../suggest.ts';
import type { Given, GivenValues, Option, Options } from './option.ts';

export interface Words {
  readonly given: GivenValues;
  readonly positionals: readonly string[];
  readonly complaints: readonly string[];
}

type Token = NonNullable<ReturnType<typeof parse>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** Takes the words apart by the table; complaints name unknown options (with the one that was meant) and missing values. */
export function readFlags(words: readonly string[], options: Options): Words {
  const given = new Map<string, Given[]>();
  const complaints: string[] = [];
  const { tokens, positionals } = parse(words, options);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    const complaint = complaintAbout(token, option, options);
    if (complaint !== null) complaints.push(complaint);
    else given.set(token.name, [...(given.get(token.name) ?? []), givenBy(token)]);
  }
  return { given, positionals, complaints };
}

function parse(words: readonly string[], options: Options) {
  const known = Object.entries(options).map(([name, { kind }]) => [
    name,
    { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), ...(name === 'help' && { short: 'h' }) },
  ]);
  return parseArgs({
    args: [...words],
    options: Object.fromEntries(known),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
}

function complaintAbout(token: OptionToken, option: Option | undefined, options: Options): string | null {
  if (option === undefined) return unknown(token, options);
  if (option.absent) return `${token.rawName} is not available in this version.`;
  if (option.kind === 'flag') return token.value === undefined ? null : `${token.rawName} takes no value.`;
  // A forgotten value makes the parser swallow the next option.
  const missing = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
  return missing ? `${token.rawName} wants a value: ${token.rawName} ${option.value}.` : null;
}

function unknown({ rawName }: OptionToken, options: Options): string {
  const hint = didYouMean(
    rawName,
    Object.keys(options).map((name) => `--${name}`),
  );
  const dash = hint === '' && !rawName.startsWith('--') ? ' Put -- before a text that starts with a dash.' : '';
  return `There is no option ${rawName}.${hint}${dash}`;
}

function givenBy({ value, rawName }: OptionToken): Given {
  return { raw: value ?? 'true', source: rawName };
}
