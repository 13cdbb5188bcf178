/** Reads options from a YAML file, strictly: every mistake at once, with its place and the way out. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import { WrongUse } from '../failures.ts';
import { didYouMean } from '../suggest.ts';
import { sectionOf } from './configSection.ts';
import type { Given, GivenValues, Option, Options, Section, SectionChecks, Sections } from './option.ts';

const MAX_BYTES = 1_000_000;
/** Options that name a file or folder: relative to the config file, wherever the command was called. */
const PATHS = ['data', 'sessions', 'seed', 'tls-cert', 'tls-key'];

export interface ConfigFile {
  readonly given: GivenValues;
  readonly sections: Sections;
}

/** What was read so far. */
interface Reading {
  readonly given: Map<string, readonly Given[]>;
  readonly sections: Map<string, Section>;
  readonly complaints: string[];
}

type Place = (offset: number) => string;

/** The options of a config file. Throws WrongUse with every complaint as `file:line:column: …`. */
export function readConfigFile(file: string, options: Options, checks: SectionChecks): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, uniqueKeys: true, merge: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const syntax = document.errors.map((error) => `${place(error.pos[0])}: ${firstLine(error.message)}`);
  const { given, sections, complaints } = collect(document.contents, options, place);
  visit(document, {
    Alias: (_, { range }) =>
      void complaints.push(`${place(range?.[0] ?? 0)}: aliases are not read; write the value out.`),
  });
  complaints.push(...[...sections].flatMap(([name, section]) => complaintsAbout(section, checks[name])));
  if (syntax.length + complaints.length > 0) throw new WrongUse(...syntax, ...complaints);
  return { given: relativeTo(dirname(resolve(file)), given), sections };
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

function collect(contents: unknown, options: Options, place: Place): Reading {
  const reading: Reading = { given: new Map(), sections: new Map(), complaints: [] };
  if (contents === null) return reading;
  if (isMap(contents)) for (const pair of contents.items) collectPair(reading, pair, options, place);
  else reading.complaints.push(`${place(0)}: the file must hold settings as "name: value".`);
  return reading;
}

function collectPair({ given, sections, complaints }: Reading, pair: Pair, options: Options, place: Place): void {
  const at = place((pair.key as Node).range?.[0] ?? 0);
  const name = isScalar(pair.key) ? String(pair.key.value) : '';
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  const complaint = complaintAbout(name, pair.value, option, Object.keys(options));
  if (complaint !== null) return void complaints.push(`${at}: ${complaint}`);
  if (!isMap(pair.value)) return void given.set(name, valuesOf(pair.value, place));
  sections.set(name, sectionOf(pair.value, at, place));
  const port = pair.value.get('port', true);
  if (port !== undefined) given.set(name, valuesOf(port, place));
}

function complaintAbout(
  name: string,
  value: unknown,
  option: Option | undefined,
  known: readonly string[],
): string | null {
  if (option === undefined) return `there is no setting "${name}".${didYouMean(name, known)}`;
  if (option.absent) return `"${name}" is not available in this version.`;
  if (option.section && isMap(value)) return null;
  const fits = isScalar(value)
    ? value.value !== null
    : option.kind === 'list' && isSeq(value) && value.items.every(isScalar);
  return fits ? null : `"${name}" wants ${option.kind === 'list' ? 'a list' : 'one value'}: ${name}: ${option.value}.`;
}

function complaintsAbout({ data, place }: Section, check: SectionChecks[string] = () => []): readonly string[] {
  return check(data).map(({ path, message, word, known = [] }) => {
    const hint = word === undefined ? '' : didYouMean(word, known);
    return `${place(path)}: ${message}${hint}`;
  });
}

function valuesOf(value: unknown, place: Place): Given[] {
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
