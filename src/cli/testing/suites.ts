/** Scripts with the definitions that they are tested with: those of one folder of services are one suite. */
import { resolve } from 'node:path';
import { readScripts, type ServiceFacts } from '../../script/language/read.ts';
import type { Script } from '../../script/language/script.ts';
import { showMistake } from '../caret.ts';
import type { LoadedServices, ScriptTools } from '../deps.ts';
import { WrongUse } from '../failures.ts';
import { type FoundFile, readScriptFile } from './scriptFiles.ts';
import { atLines, emptyLines } from './selection.ts';

export interface Suite {
  /** Of its definitions. */
  readonly folder: string;
  readonly services: LoadedServices;
  /** Those that are to be played. */
  readonly scripts: readonly Script[];
  readonly sources: readonly Source[];
}

/** A file of scripts as it was read. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** All of it, whatever was chosen. */
  readonly scripts: readonly Script[];
  /** The scripts of another text in its place; null where it has mistakes. */
  reread(text: string): readonly Script[] | null;
}

export interface ReadSuites {
  readonly suites: readonly Suite[];
  /** Every mistake in the scripts, ready to print: place, what is wrong, the line with a caret, the fix. */
  readonly mistakes: readonly string[];
}

/**
 * Reads all files. `usual` = the folder of definitions for scripts beside none. Rejects as `ScriptTools.load` does, and with WrongUse
 * that has every line at which no script is.
 */
export async function readSuites(files: readonly FoundFile[], usual: string, tools: ScriptTools): Promise<ReadSuites> {
  const read = await Promise.all([...byFolder(files, usual)].map(([folder, own]) => readSuite(folder, own, tools)));
  const empty = read.flatMap((each) => each.empty);
  if (empty.length > 0) throw new WrongUse(...empty);
  return { suites: read.map(({ suite }) => suite), mistakes: read.flatMap(({ mistakes }) => mistakes) };
}

/** Files by the folder of definitions that they are tested with, as a person would type it; `usual`: the one for scripts beside none. */
export function byFolder(files: readonly FoundFile[], usual: string): ReadonlyMap<string, readonly FoundFile[]> {
  const names = new Map<string, string>();
  const folders = new Map<string, FoundFile[]>();
  for (const file of files) {
    const typed = file.beside?.folder ?? usual;
    const folder = names.get(resolve(typed)) ?? typed;
    names.set(resolve(typed), folder);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

interface ReadSuite {
  readonly suite: Suite;
  readonly mistakes: readonly string[];
  /** Lines that were named and have no script, each in a sentence. */
  readonly empty: readonly string[];
}

async function readSuite(folder: string, files: readonly FoundFile[], tools: ScriptTools): Promise<ReadSuite> {
  const services = await tools.load(folder);
  const read = files.map((file) => readFile(file, services.facts));
  const sources = read.map(({ source }) => source);
  const suite = { folder, services, scripts: read.flatMap(({ scripts }) => scripts), sources };
  return { suite, mistakes: read.flatMap(({ mistakes }) => mistakes), empty: read.flatMap((file) => file.empty) };
}

interface ReadFile extends Omit<ReadSuite, 'suite'> {
  readonly scripts: readonly Script[];
  readonly source: Source;
}

function readFile({ path, lines, beside }: FoundFile, facts: readonly ServiceFacts[]): ReadFile {
  const text = readScriptFile(path);
  const own = facts.find(({ id }) => id === beside?.service) ?? null;
  const read = (words: string) => readScripts({ path, text: words }, own, facts);
  const { scripts, issues } = read(text);
  const reread = (words: string) => {
    const again = read(words);
    return again.issues.length === 0 ? again.scripts : null;
  };
  const source = { path, text, scripts, reread };
  // What stands where in a file with mistakes is not known.
  const empty = issues.length > 0 ? [] : emptyLines(path, scripts, lines);
  return { scripts: atLines(scripts, lines), source, mistakes: issues.map((issue) => showMistake(text, issue)), empty };
}
