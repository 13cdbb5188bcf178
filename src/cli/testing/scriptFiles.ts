/** Finds the scripts that the words of the command name: files, folders, `FILE:LINE`. */
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { WrongUse } from '../failures.ts';

/** A file of scripts, and which of its lines were named; none = all of it. */
export interface FoundFile {
  /** As a person would type it. */
  readonly path: string;
  readonly lines: readonly number[];
  /** The service beside whose definition it stands, and the folder of all services there; null = beside none. */
  readonly beside: { readonly service: string; readonly folder: string } | null;
}

const SCRIPT = /\.session\.ya?ml$/;
const DEFINITION = 'service.yaml';
/** A larger file is no script; the reader says so. */
const CAP = 1024 * 1024 + 1;

/** All of them, each once, folders sorted by name. Throws WrongUse with every word that names nothing. */
export function findScripts(words: readonly string[]): readonly FoundFile[] {
  const found = new Map<string, FoundFile>();
  const complaints: string[] = [];
  for (const word of words) {
    const files = filesAt(word);
    if (typeof files === 'string') complaints.push(files);
    else for (const { path, lines } of files) add(found, path, lines);
  }
  if (complaints.length > 0) throw new WrongUse(...complaints);
  return [...found.values()];
}

/** The text of a file, cut where it is too large for a script. */
export function readScriptFile(path: string): string {
  return statSync(path).size > CAP ? ' '.repeat(CAP) : readFileSync(path, 'utf8');
}

function add(found: Map<string, FoundFile>, path: string, lines: readonly number[]): void {
  const key = resolve(path);
  const known = found.get(key);
  const isWhole = lines.length === 0 || known?.lines.length === 0;
  const both = isWhole ? [] : [...(known?.lines ?? []), ...lines];
  found.set(key, { path: known?.path ?? path, lines: both, beside: known?.beside ?? besideOf(path) });
}

type Named = Pick<FoundFile, 'path' | 'lines'>;

/** What a word names, or a complaint. */
function filesAt(word: string): readonly Named[] | string {
  const kind = statSync(word, { throwIfNoEntry: false });
  if (kind?.isDirectory()) return inFolder(word).map((path) => ({ path, lines: [] }));
  if (kind?.isFile()) return oneFile(word, []);
  const [, path, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(word) ?? [];
  if (path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFile()) return oneFile(path, [Number(line)]);
  return `there is no file or folder ${path ?? word}.`;
}

function oneFile(path: string, lines: readonly number[]): readonly Named[] | string {
  return SCRIPT.test(path) ? [{ path, lines }] : `${path} is no session script; their names end in .session.yaml.`;
}

function inFolder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => inEntry(folder, entry));
}

function inEntry(folder: string, entry: Dirent): string[] {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : inFolder(path);
  return SCRIPT.test(entry.name) ? [path] : [];
}

/** The nearest folder above that holds a definition. */
function besideOf(path: string): FoundFile['beside'] {
  for (let folder = dirname(path), above = resolve(folder); ; folder = join(folder, '..'), above = dirname(above)) {
    if (existsSync(join(above, DEFINITION))) return { service: basename(above), folder: join(folder, '..') };
    if (above === dirname(above)) return null;
  }
}
