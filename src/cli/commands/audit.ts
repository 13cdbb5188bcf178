/** `starhash audit`: replays every journal and compares the balances. */
import { visible } from '../../text/sanitize.ts';
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import { FAILED, Failure } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Input } from '../options/settings.ts';
import { STORE } from '../options/tables.ts';

export const audit: Command = {
  name: 'audit',
  summary: 'Replay every journal and report each account whose balance differs',
  words: [],
  options: STORE,
  examples: ['starhash audit', 'starhash audit --data /tmp/starhash', 'starhash audit --redis redis://127.0.0.1:6379'],
  notes: ['It reads only, and may run beside a gateway on the same store. Exit code 1 if anything differs.'],
  run: runAudit,
};

async function runAudit({ settings }: Input, deps: CliDeps): Promise<number> {
  const redis = settings.text('redis');
  const store = { data: settings.text('data') ?? '', ...(redis === undefined ? {} : { redis }) };
  const { accounts, differences } = await deps.audit(store).catch(explain);
  for (const { world, program, msisdn, message } of differences) {
    deps.process.stdout.write(visible(`${world} ${program} ${msisdn}: ${message}`).concat('\n'));
  }
  deps.process.stdout.write(`${counted(accounts, 'account')} checked, ${counted(differences.length, 'difference')}\n`);
  return differences.length === 0 ? 0 : FAILED;
}

function explain(error: Error): never {
  throw new Failure(error.message);
}
