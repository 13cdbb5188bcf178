/** `--watch`: runs again whenever a script or a definition changes, until Ctrl-C. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { watchFolder } from '../../files/watchFolder.ts';
import type { CliDeps } from '../deps.ts';
import { Failure, formatIssue, issuesOf, WRONG_USE, WrongUse } from '../failures.ts';
import { findScripts } from './scriptFiles.ts';
import type { TestOptions } from './testOptions.ts';

/** Editors write a file in several steps: changes are taken together after this quiet time, ms. */
const QUIET = 80;

interface Watching {
  readonly options: TestOptions;
  readonly deps: CliDeps;
  readonly signal: AbortSignal;
}

/** @returns 0 when Ctrl-C ended it. A mistake in a file does not end it. */
export async function runAndWatch(runOnce: () => Promise<number>, watching: Watching): Promise<number> {
  const { deps, signal } = watching;
  const changes = changesIn(foldersOf(watching.options), watching);
  try {
    while (!signal.aborted) {
      await runOnce().catch((error) => tell(error, deps));
      if (signal.aborted) break;
      deps.process.stdout.write('\nWatching for changes; Ctrl-C ends.\n');
      await changes.next();
      if (!signal.aborted && deps.process.stdout.isTTY) deps.process.stdout.write('\x1b[H\x1b[2J\x1b[3J');
    }
    return 0;
  } finally {
    changes.end();
  }
}

/** Scripts, and the definitions that they are tested with. */
function foldersOf({ paths, sessions }: TestOptions): ReadonlySet<string> {
  const named = paths.flatMap((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? [path] : []));
  const files = findScripts(paths).flatMap(({ path, beside }) => [dirname(path), beside?.folder ?? sessions]);
  return new Set([...named, ...files, sessions]);
}

interface Changes {
  /** Resolves at the next change, or at Ctrl-C. A change since the last call counts. */
  next(): Promise<void>;
  end(): void;
}

function changesIn(folders: ReadonlySet<string>, { deps, signal }: Watching): Changes {
  let changed = false;
  let wake = () => {};
  const onChange = () => {
    changed = true;
    wake();
  };
  const onError = (error: Error) => void deps.process.stderr.write(`${error.message}\n`);
  const ends = [...folders].map((folder) => watchYaml(folder, onChange, onError));
  signal.addEventListener('abort', onChange);
  return {
    async next() {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      changed = false;
    },
    end() {
      signal.removeEventListener('abort', onChange);
      for (const end of ends) end();
    },
  };
}

/** Scripts and definitions, but no report that is written among them. Gives the function that ends it. */
function watchYaml(folder: string, onChange: () => void, onError: (error: Error) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onTouch = (name: string | null) => {
    if (name !== null && !/\.ya?ml$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET);
  };
  const end = watchFolder(folder, onTouch, onError);
  return () => {
    clearTimeout(timer);
    end();
  };
}

function tell(error: unknown, { process }: CliDeps): number {
  const issues = issuesOf(error);
  const isExpected = issues !== null || error instanceof WrongUse || error instanceof Failure;
  if (!isExpected && !(error instanceof Error)) throw error;
  process.stderr.write(`${issues === null ? (error as Error).message : issues.map(formatIssue).join('\n')}\n`);
  return WRONG_USE;
}
