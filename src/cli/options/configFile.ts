/** Reads options from a YAML file, strictly: every mistake at once, with its place and the way out. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { WrongUse } from '../failures.ts';
import { didYouMean } from '../suggest.ts';
import type { Given, GivenValues, Options } from './option.ts';

const MAX_BYTES = 1_000_000;
/** Options that name a file or folder: relative to the config file, wherever the command was called. */
const PATHS = ['data', 'sessions'];

/** The options of a config file. Throws WrongUse with every complaint as `file:line:column: …`. */
export function readConfigFile(file: string, options: Options): GivenValues {
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, uniqueKeys: true, merge: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const syntax = document.errors.map((error) => `${place(error.pos[0])}: ${firstLine(error.message)}`);
  const { given, complaints } = collect(document.contents, options, place);
  visit(document, {
    Alias: (_, { range }) =>
      void complaints.push(`${place(range?.[0] ?? 0)}: aliases are not read; write the value out.`),
  });
  if (syntax.length + complaints.length > 0) throw new WrongUse(...syntax, ...complaints);
  return relativeTo(dirname(resolve(file)), given);
}

function read(file: string): string {
  try {
    if (statSync(file).size > MAX_BYTES) throw new WrongUse(`${file} is larger than 1 MB; this is no config file.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

function collect(contents: unknown, options: Options, place: (offset: number) => string) {
  const given = new Map<string, readonly Given[]>();
  const complaints: string[] = [];
  if (contents === null) return { given, complaints };
  if (!isMap(contents)) return { given, complaints: [`${place(0)}: the file must hold settings as "name: value".`] };
  for (const { key, value } of contents.items) {
    const at = place((key as Node).range?.[0] ?? 0);
    const name = isScalar(key) ? String(key.value) : '';
    const complaint = complaintAbout(name, value, options);
    if (complaint !== null) complaints.push(`${at}: ${complaint}`);
    else given.set(name, valuesOf(value, place));
  }
  return { given, complaints };
}

function complaintAbout(name: string, value: unknown, options: Options): string | null {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) return `there is no setting "${name}".${didYouMean(name, Object.keys(options))}`;
  if (option.absent) return `"${name}" is not available in this version.`;
  const fits = isScalar(value)
    ? value.value !== null
    : option.kind === 'list' && isSeq(value) && value.items.every(isScalar);
  return fits ? null : `"${name}" wants ${option.kind === 'list' ? 'a list' : 'one value'}: ${name}: ${option.value}.`;
}

function valuesOf(value: unknown, place: (offset: number) => string): Given[] {
  const nodes = isSeq(value) ? value.items : [value];
  return nodes
    .filter((node) => isScalar(node))
    .map((node) => ({ raw: String(node.value), source: place(node.range?.[0] ?? 0) }));
}

function relativeTo(folder: string, given: GivenValues): GivenValues {
  const absolute = (name: string, value: Given) =>
    PATHS.includes(name) ? { ...value, raw: resolve(folder, value.raw) } : value;
  return new Map([...given].map(([name, values]) => [name, values.map((value) => absolute(name, value))]));
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
}
