/** Checks the definitions of folders, and the session scripts that stand beside them. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { LintReport } from '../cli/deps.ts';
import { readServiceFiles } from '../files/serviceFiles.ts';
import { readScripts, type ScriptFile, type ServiceFacts } from '../script/language/read.ts';
import { compileServices } from '../session/definition/compile.ts';
import type { Service } from '../session/types.ts';
import { type Issue, sortIssues } from '../yaml/issue.ts';
import { factsOf } from './scripts.ts';

/** All that is wrong under these folders. Rejects with a sentence about a folder that cannot be read. */
export async function lintFolders(folders: readonly string[]): Promise<LintReport> {
  const files = (await Promise.all(folders.map(readServiceFiles))).flat();
  const { services, issues, warnings } = compileServices(files);
  const scripts = (await Promise.all(folders.map(scriptsUnder))).flat();
  const defined = new Set(files.map(({ path }) => dirname(path)));
  const inScripts = scripts.flatMap((script) => scriptIssues(script, services, defined));
  return {
    services: services.map(({ id }) => id),
    scripts: scripts.length,
    issues: sortIssues([...issues, ...inScripts]),
    warnings,
  };
}

/** A script beside a service with mistakes is left for later: of what it tests nothing is known. */
function scriptIssues(
  script: ScriptFile,
  services: readonly Service[],
  defined: ReadonlySet<string>,
): readonly Issue[] {
  const facts = services.map(factsOf);
  const beside = besideOf(script, facts, defined);
  return beside === undefined ? [] : readScripts(script, beside, facts).issues;
}

/** The service in whose folder a script stands; null: none; undefined: one that cannot be used. */
function besideOf(
  { path }: ScriptFile,
  facts: readonly ServiceFacts[],
  defined: ReadonlySet<string>,
): ServiceFacts | null | undefined {
  const folder = dirname(path);
  return defined.has(folder) ? facts.find(({ id }) => id === basename(folder)) : null;
}

async function scriptsUnder(folder: string): Promise<readonly ScriptFile[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => /\.session\.ya?ml$/.test(name) && !name.includes('node_modules')).sort();
  return Promise.all(paths.map((name) => scriptAt(join(folder, name))));
}

async function scriptAt(path: string): Promise<ScriptFile> {
  return { path: relative(process.cwd(), path) || path, text: await readFile(path, 'utf8') };
}
