/** `starhash lint`: loads service definitions and prints everything that is wrong in them. */
import type { Command } from '../command.ts';
import { existingFolder } from '../config.ts';
import type { CliDeps } from '../deps.ts';
import { formatIssue, WRONG_USE } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Input } from '../options/settings.ts';

export const lint: Command = {
  name: 'lint',
  summary: 'Check service definitions',
  words: ['DIR…'],
  options: {},
  examples: ['starhash lint', 'starhash lint sessions', 'starhash lint my-services'],
  notes: [
    'DIR is a folder of services (default: those that come with Starhash). Every mistake is printed as\n' +
      'FILE:LINE:COLUMN with its fix, all of them at once. Exit code 2 if there is any.',
  ],
  run: runLint,
};

async function runLint({ positionals }: Input, deps: CliDeps): Promise<number> {
  const { services, issues } = await deps.lint(
    (positionals.length === 0 ? [deps.sessions] : positionals).map(existingFolder),
  );
  const { stdout } = deps.process;
  for (const issue of issues) stdout.write(`${formatIssue(issue)}\n`);
  stdout.write(
    `${counted(services.length, 'service')} checked${list(services)}, ${counted(issues.length, 'mistake')}\n`,
  );
  return issues.length === 0 ? 0 : WRONG_USE;
}

function list(services: readonly string[]): string {
  return services.length === 0 ? '' : ` (${services.join(', ')})`;
}
