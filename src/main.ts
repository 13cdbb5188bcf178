/** The program: the command line with everything it needs. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LintReport } from './cli/deps.ts';
import { runCli } from './cli/run.ts';
import { readServiceFiles } from './files/serviceFiles.ts';
import { openStarhash } from './gateway.ts';
import { compileServices } from './session/definition/compile.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const shipped = fileURLToPath(new URL('../sessions', import.meta.url));

// Whoever reads our output may stop reading (`| head`); that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  open: openStarhash,
  lint: lintFolders,
  sessions: relative(process.cwd(), shipped) || shipped,
  version,
  process,
});

async function lintFolders(folders: readonly string[]): Promise<LintReport> {
  const files = await Promise.all(folders.map(readServiceFiles));
  const { services, issues } = compileServices(files.flat());
  return { services: services.map(({ id }) => id), issues };
}
