/** The service definitions as they are on disk now: loaded at start, taken up again whenever the folder changes and compiles. */
import { hash } from 'node:crypto';
import type { Definitions } from '../flow/deps.ts';
import { compileServices } from '../session/definition/compile.ts';
import type { Issue } from '../yaml/issue.ts';
import { readServiceFiles, type ServiceFile, watchServiceFiles } from './serviceFiles.ts';

/** Definitions that do not compile: all issues at once. */
export class DefinitionErrors extends Error {
  override name = 'DefinitionErrors';
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(`The service definitions have ${issues.length} ${issues.length === 1 ? 'issue' : 'issues'}.`);
    this.issues = issues;
  }
}

export interface LiveDefinitions {
  readonly current: () => Definitions;
  /** Ends the watching. */
  close(): void;
}

/** What a reload came to: null = taken up, else why the last good definitions stay in force. */
export type OnReload = (error: Error | null) => void;

/** Loads a folder and watches it. Rejects with DefinitionErrors, or a sentence about the folder. */
export async function liveDefinitions(folder: string, onReload: OnReload): Promise<LiveDefinitions> {
  let definitions = await loadDefinitions(folder);
  let reloading = Promise.resolve();
  const reload = async () => {
    definitions = await loadDefinitions(folder);
  };
  // One after the other: a slow reading of an older state must not come out on top.
  const onChange = () => {
    reloading = reloading.then(reload).then(() => onReload(null), onReload);
  };
  const close = watchServiceFiles(folder, onChange, onReload);
  return { current: () => definitions, close };
}

/** Reads and compiles a folder of services. Throws DefinitionErrors with every issue, or a sentence about the folder. */
export async function loadDefinitions(folder: string): Promise<Definitions> {
  return definitionsOf(await readServiceFiles(folder));
}

/** Compiles files of services that are in memory. Throws DefinitionErrors with every issue. */
export function definitionsOf(files: readonly ServiceFile[]): Definitions {
  const definitions = compiled(files);
  let dated: Definitions | null = null;
  return {
    ...definitions,
    get dated() {
      dated ??= compiled(files, 'dated');
      return dated;
    },
  };
}

function compiled(files: readonly ServiceFile[], lifecycle?: 'dated'): Definitions {
  const { services, router, issues } = compileServices(files, lifecycle);
  if (issues.length > 0) throw new DefinitionErrors(issues);
  const programs = services.flatMap((service) =>
    service.core === null ? [] : [[service.core.program, { core: service.core, service }] as const],
  );
  return {
    services: new Map(services.map((service) => [service.id, service])),
    programs: new Map(programs),
    figures: digestOf(files.filter(({ path }) => path.endsWith('program.yaml'))),
    findUssd: router.findUssd,
    findSms: router.findSms,
  };
}

function digestOf(files: readonly ServiceFile[]): string {
  return hash('sha256', files.map(({ text }) => text).join('\n'), 'base64url').slice(0, 16);
}
