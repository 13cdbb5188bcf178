/** Checks the definitions of folders, and the session scripts under them: as `starhash test` finds and reads those. */
import { basename, dirname, relative } from 'node:path';
import type { LintReport } from '../cli/deps.ts';
import { type FoundFile, findScripts, readScriptFile } from '../cli/testing/scriptFiles.ts';
import { byFolder } from '../cli/testing/suites.ts';
import { readServiceFiles, type ServiceFile } from '../files/serviceFiles.ts';
import { readScripts, type ServiceFacts } from '../script/language/read.ts';
import { compileServices } from '../session/definition/compile.ts';
import { type Issue, sortIssues } from '../yaml/issue.ts';
import { factsOf } from './scripts.ts';

/**
 * All that is wrong under these folders. `usual` = the folder of definitions for scripts beside none. Rejects with a sentence
 * about a folder that cannot be read.
 */
export async function lintFolders(folders: readonly string[], usual: string): Promise<LintReport> {
  const files = (await Promise.all(folders.map(readServiceFiles))).flat();
  const { services, issues, warnings } = compileServices(files);
  const scripts = findScripts(folders);
  const suites = [...byFolder(scripts, usual)];
  const inScripts = await Promise.all(suites.map(([folder, own]) => suiteIssues(folder, own)));
  return {
    services: services.map(({ id }) => id),
    scripts: scripts.length,
    issues: sortIssues([...issues, ...inScripts.flat()]),
    warnings,
  };
}

/** What is wrong in the scripts that are tested with the definitions of a folder. */
async function suiteIssues(folder: string, scripts: readonly FoundFile[]): Promise<readonly Issue[]> {
  const facts = factsIn(await readServiceFiles(folder));
  return scripts.flatMap((script) => scriptIssues(script, facts));
}

function scriptIssues({ path, beside }: FoundFile, facts: readonly ServiceFacts[]): readonly Issue[] {
  const own = beside === null ? null : (facts.find(({ id }) => id === beside.service) ?? unknown(beside.service));
  const shown = relative(process.cwd(), path) || path;
  return readScripts({ path: shown, text: readScriptFile(path) }, own, facts).issues;
}

/** A service with mistakes: nothing is known but its name, and scripts are told nothing of what it lacks. */
function unknown(id: string): ServiceFacts {
  return { id, program: '?', shortCode: '?' };
}

/** The services of a folder, those with mistakes among them. */
function factsIn(files: readonly ServiceFile[]): readonly ServiceFacts[] {
  const facts = compileServices(files).services.map(factsOf);
  const sound = new Set(facts.map(({ id }) => id));
  const names = files
    .filter(({ path }) => basename(path) === 'service.yaml')
    .map(({ path }) => basename(dirname(path)));
  const broken = names.filter((name) => !sound.has(name));
  return [...facts, ...broken.map(unknown)];
}
