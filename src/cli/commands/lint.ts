/** `starhash lint`: loads service definitions and prints everything that is wrong in them. */
import type { Command } from '../command.ts';
import { existingFolder } from '../config.ts';
import type { CliDeps, LintReport } from '../deps.ts';
import { FAILED, formatIssue, type Issue, WRONG_USE } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Input } from '../options/settings.ts';

export const lint: Command = {
  name: 'lint',
  summary: 'Check service definitions and session scripts',
  words: ['DIR…'],
  options: { strict: { kind: 'flag', help: 'take warnings for a failure (exit code 1)' } },
  examples: ['starhash lint', 'starhash lint sessions', 'starhash lint my-services --strict'],
  notes: [
    'DIR is a folder of services (default: those that come with Starhash). Every mistake is printed as\n' +
      'FILE:LINE:COLUMN with its fix, all of them at once. Exit code 2 if there is any: the service cannot be used.',
    'Warnings are told of services without mistakes, which can be used: states that nothing leads to, states from which no\n' +
      'answer leads to an end, texts that nothing uses, keywords that a slip makes into each other. Exit code 0, with\n' +
      '--strict 1.',
  ],
  run: runLint,
};

async function runLint({ positionals, settings }: Input, deps: CliDeps): Promise<number> {
  const report = await deps.lint((positionals.length === 0 ? [deps.sessions] : positionals).map(existingFolder));
  const { issues, warnings } = report;
  const { stdout } = deps.process;
  for (const issue of issues) stdout.write(`${formatIssue(issue)}\n`);
  for (const warning of warnings) stdout.write(`${formatIssue(asWarning(warning))}\n`);
  stdout.write(`${summary(report)}\n`);
  if (issues.length > 0) return WRONG_USE;
  return warnings.length > 0 && settings.flag('strict') ? FAILED : 0;
}

function asWarning(issue: Issue): Issue {
  return { ...issue, message: `warning: ${issue.message}` };
}

function summary({ services, scripts, issues, warnings }: LintReport): string {
  const looked = [...services, ...(scripts === 0 ? [] : [counted(scripts, 'script file')])].join(', ');
  return [
    `${counted(services.length, 'service')} checked${looked === '' ? '' : ` (${looked})`}`,
    counted(issues.length, 'mistake'),
    ...(warnings.length === 0 ? [] : [counted(warnings.length, 'warning')]),
  ].join(', ');
}
