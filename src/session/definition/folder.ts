/** The files of one service: `service.yaml`, `texts.<language>.yaml`, `program.yaml`, all in one folder that names the service. */

import type { Issue } from '../../yaml/issue.ts';
import { issueAt } from '../../yaml/issue.ts';
import { readSource, type Source } from '../../yaml/source.ts';
import { UNREADABLE } from '../../yaml/unread.ts';
import type { Draft, Language } from './draft.ts';
import { type ReadProgram, readProgram } from './program.ts';
import { NOTHING_READ, type Raw } from './raw.ts';
import { readRaw } from './readRaw.ts';
import { readTexts } from './texts.ts';

export interface DefinitionFile {
  /** As it is shown in issues; the last folder in it names the service. */
  readonly path: string;
  readonly text: string;
}

export interface Folder {
  readonly path: string;
  readonly files: ReadonlyMap<string, DefinitionFile>;
}

const TEXTS = /^texts\.([a-z]{2})\.yaml$/;
const SERVICE_ID = /^[a-z][a-z0-9-]{0,31}$/;

function isDefinition(name: string): boolean {
  return name === 'service.yaml' || name === 'program.yaml' || /^texts\..*\.yaml$/.test(name);
}

/** Groups files by folder; files that are no part of a definition (scripts, notes) are passed over. */
export function groupByFolder(files: readonly DefinitionFile[]): Folder[] {
  const folders = new Map<string, Map<string, DefinitionFile>>();
  for (const file of files) {
    const parts = file.path.replaceAll('\\', '/').split('/');
    const name = parts.pop() ?? '';
    if (!isDefinition(name)) continue;
    const path = parts.join('/');
    folders.set(path, (folders.get(path) ?? new Map<string, DefinitionFile>()).set(name, file));
  }
  return [...folders].map(([path, inFolder]) => ({ path, files: inFolder }));
}

interface Opened {
  readonly sources: ReadonlyMap<string, Source>;
  readonly issues: readonly Issue[];
}

function open({ files }: Folder): Opened {
  const opened = [...files].map(([name, { path, text }]) => ({ name, ...readSource(path, text) }));
  const readable = opened.flatMap(({ name, source }): [string, Source][] => (source === null ? [] : [[name, source]]));
  return { sources: new Map(readable), issues: opened.flatMap(({ issues }) => issues) };
}

/** Languages that the service names; where some of those cannot be read, all that have files. */
function languagesOf({ files }: Folder, { settings, unread }: Raw): string[] {
  const named = settings.languages.filter((language) => language !== UNREADABLE);
  const filed = unread.touches(['languages']) ? [...files.keys()].flatMap((name) => TEXTS.exec(name)?.[1] ?? []) : [];
  return [...new Set([...named, ...filed])];
}

/** Languages without a file. */
function fileless({ files }: Folder, source: Source, languages: readonly string[]): Issue[] {
  return languages.flatMap((language, index) => {
    if (language === UNREADABLE || files.has(`texts.${language}.yaml`)) return [];
    const place = source.place(['languages', index]);
    return [issueAt(place, `there is no texts.${language}.yaml`, `add the file, or remove "${language}"`)];
  });
}

/** Files of languages that the service does not name. */
function superfluous({ files }: Folder, languages: readonly string[]): Issue[] {
  return [...files].flatMap(([name, { path }]) => {
    const language = TEXTS.exec(name)?.[1];
    if (!name.startsWith('texts.') || (language !== undefined && languages.includes(language))) return [];
    const fix =
      language === undefined
        ? 'name it texts.<language>.yaml'
        : `add "${language}" to "languages" in service.yaml, or remove the file`;
    return [issueAt({ file: path, line: 1, column: 1 }, 'no language of the service has this file', fix)];
  });
}

function readLanguages({ sources }: Opened, languages: readonly string[]): { languages: Language[]; issues: Issue[] } {
  const read = languages.flatMap((language) => {
    const source = sources.get(`texts.${language}.yaml`);
    return source === undefined ? [] : [readTexts(language, source)];
  });
  return { languages: read.map(({ language }) => language), issues: read.flatMap(({ issues }) => issues) };
}

interface Head {
  readonly source: Source;
  readonly raw: Raw;
  readonly issues: readonly Issue[];
}

/** Stands for a service.yaml that is not there or not YAML: the other files are checked all the same. */
function headless({ path, files }: Folder): Head {
  const file = path === '' ? 'service.yaml' : `${path}/service.yaml`;
  const start = { file, line: 1, column: 1 };
  const source = {
    file,
    data: null,
    holes: [],
    place: () => start,
    lines: () => ({ first: 1, last: 1 }),
    written: () => '',
  };
  if (files.has('service.yaml')) return { source, raw: NOTHING_READ, issues: [] };
  const [first] = files.values();
  const place = { ...start, file: first?.path ?? path };
  return {
    source,
    raw: NOTHING_READ,
    issues: [issueAt(place, 'there is no service.yaml beside this file', `add ${file}`)],
  };
}

function idIssues(id: string, source: Source): Issue[] {
  if (SERVICE_ID.test(id)) return [];
  return [
    issueAt(
      source.place([]),
      `the folder's name "${id}" cannot name a service`,
      'name it in small letters, digits and dashes, like "coffee-points"',
    ),
  ];
}

function readHead(folder: Folder, id: string, file: Source | undefined): Head {
  if (file === undefined) return headless(folder);
  const { source, raw, issues } = readRaw(file);
  return { source, raw, issues: [...idIssues(id, source), ...issues] };
}

const NO_PROGRAM: ReadProgram = { core: null, words: null, issues: [] };

/** Reads the files of a folder into a draft, which can be built only if there is no issue. */
export function readFolder(
  folder: Folder,
  lifecycle?: 'dated',
): { readonly draft: Draft; readonly issues: readonly Issue[] } {
  const opened = open(folder);
  const id = folder.path.split('/').at(-1) ?? '';
  const { source, raw, issues } = readHead(folder, id, opened.sources.get('service.yaml'));
  const named = languagesOf(folder, raw);
  const texts = readLanguages(opened, named);
  const program = opened.sources.get('program.yaml');
  const { core, words, issues: ofProgram } = program === undefined ? NO_PROGRAM : readProgram(program, lifecycle);
  const files = [...fileless(folder, source, raw.settings.languages), ...superfluous(folder, named)];
  return {
    draft: {
      id,
      source,
      raw,
      languages: texts.languages,
      core,
      words,
      hasProgram: folder.files.has('program.yaml'),
      program: program ?? null,
    },
    issues: [...opened.issues, ...issues, ...files, ...texts.issues, ...ofProgram],
  };
}
