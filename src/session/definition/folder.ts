/** The files of one service: `service.yaml`, `texts.<language>.yaml`, `program.yaml`, all in one folder that names the service. */
import type { Draft, Language } from './draft.ts';
import type { Issue } from './issue.ts';
import { issueAt } from './issue.ts';
import { readProgram } from './program.ts';
import { readRaw } from './readRaw.ts';
import { readSource, type Source } from './source.ts';
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

/** Files of languages that the service does not name, and languages without a file. Silent where it names none. */
function languageFileIssues(folder: Folder, source: Source, languages: readonly string[]): Issue[] {
  if (languages.length === 0) return [];
  const lacking = languages.flatMap((language, index) => {
    if (folder.files.has(`texts.${language}.yaml`)) return [];
    return [
      issueAt(
        source.place(['languages', index]),
        `there is no texts.${language}.yaml`,
        `add the file, or remove "${language}"`,
      ),
    ];
  });
  const superfluous = [...folder.files].flatMap(([name, { path }]) => {
    if (!name.startsWith('texts.')) return [];
    const language = TEXTS.exec(name)?.[1];
    if (language !== undefined && languages.includes(language)) return [];
    const fix =
      language === undefined
        ? 'name it texts.<language>.yaml'
        : `add "${language}" to "languages" in service.yaml, or remove the file`;
    return [issueAt({ file: path, line: 1, column: 1 }, 'no language of the service has this file', fix)];
  });
  return [...lacking, ...superfluous];
}

function readLanguages({ sources }: Opened, languages: readonly string[]): { languages: Language[]; issues: Issue[] } {
  const read = languages.flatMap((language) => {
    const source = sources.get(`texts.${language}.yaml`);
    return source === undefined ? [] : [readTexts(language, source)];
  });
  return { languages: read.flatMap(({ language }) => language ?? []), issues: read.flatMap(({ issues }) => issues) };
}

/** What can be said of a folder whose service.yaml is not there or not YAML. */
function headless({ path, files }: Folder, { issues }: Opened): Issue[] {
  if (files.has('service.yaml')) return [...issues];
  const [first] = files.values();
  const place = { file: first?.path ?? path, line: 1, column: 1 };
  return [
    ...issues,
    issueAt(place, 'there is no service.yaml beside this file', `add ${path === '' ? '' : `${path}/`}service.yaml`),
  ];
}

function idIssues(id: string, source: Source): Issue[] {
  if (SERVICE_ID.test(id)) return [];
  return [
    issueAt(
      source.place([]),
      `the folder's name "${id}" cannot name a service`,
      'name it in small letters, digits and dashes, like "mts-bonus"',
    ),
  ];
}

/** Reads the files of a folder into a draft; null where there is no service to speak of. */
export function readFolder(folder: Folder): { readonly draft: Draft | null; readonly issues: readonly Issue[] } {
  const opened = open(folder);
  const source = opened.sources.get('service.yaml');
  if (source === undefined) return { draft: null, issues: headless(folder, opened) };
  const id = folder.path.split('/').at(-1) ?? '';
  const { raw, issues } = readRaw(source);
  const texts = readLanguages(opened, raw.settings.languages);
  const program = opened.sources.get('program.yaml');
  const { core, issues: programIssues } = program === undefined ? { core: null, issues: [] } : readProgram(program);
  const files = languageFileIssues(folder, source, raw.settings.languages);
  return {
    draft: { id, source, raw, languages: texts.languages, core, hasProgram: folder.files.has('program.yaml') },
    issues: [...opened.issues, ...idIssues(id, source), ...issues, ...files, ...texts.issues, ...programIssues],
  };
}
