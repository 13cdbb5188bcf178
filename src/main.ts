/** The program: the command line with everything it needs. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayConfig, LintReport, RunningGateway } from './cli/deps.ts';
import { WrongUse } from './cli/failures.ts';
import { runCli } from './cli/run.ts';
import type { AuditReport } from './flow/api.ts';
import { exposedDefaults } from './smpp/config/exposure.ts';
import { readSmpp } from './smpp/config/read.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const shipped = fileURLToPath(new URL('../sessions', import.meta.url));
const sessions = relative(process.cwd(), shipped) || shipped;

// Whoever reads our output may stop reading (`| head`); that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  open,
  openCore: async (config) => (await import('./compose/coreServer.ts')).openCoreServer(config),
  audit,
  lint,
  codesIn: async (folder) => (await import('./compose/codesIn.ts')).codesIn(folder),
  machines: async () => (await import('./compose/machines.ts')).machineTools,
  scriptTools: async () => (await import('./compose/scripts.ts')).scriptTools,
  sections: { smpp: (data) => readSmpp(data, process.env).mistakes },
  sessions,
  version,
  process,
});

// The gateway is loaded by those who need it: help, wrong use and a call to a running gateway answer several times sooner.
async function open({ smpp, ...config }: GatewayConfig): Promise<RunningGateway> {
  if (smpp === null) return (await import('./gateway.ts')).openStarhash(config);
  const words = readSmpp(smpp.section, process.env).config;
  const exposed = exposedDefaults(smpp, words.accounts);
  if (exposed !== null) throw new WrongUse(exposed);
  return (await import('./gateway.ts')).openStarhash({ ...config, smpp: { ...smpp, ...words } });
}

async function audit(config: Pick<GatewayConfig, 'redis' | 'data'>): Promise<AuditReport> {
  const { auditStarhash } = await import('./gateway.ts');
  return auditStarhash(config);
}

async function lint(folders: readonly string[]): Promise<LintReport> {
  const { lintFolders } = await import('./compose/lint.ts');
  return lintFolders(folders, sessions);
}
