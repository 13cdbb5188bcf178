/** What somebody may do with a new service. */
import { dirname, relative } from 'node:path';
import type { Codes } from './codes.ts';

/**
 * Where the service is, and three commands with what they do.
 * @param folder of the service
 * @param usual the folder of services that is served without `--sessions`
 */
export function nextSteps(folder: string, { ussd, shortCode }: Codes, usual: string): string {
  const services = dirname(folder);
  const option = relative(services, usual) === '' ? '' : ` --sessions ${word(services)}`;
  const steps = [
    [`starhash test ${word(folder)}`, 'plays its session script'],
    [`starhash serve${option}`, 'runs it, and takes up every change'],
    [`starhash dial '${ussd}#'`, 'in another terminal'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = steps.map(([command, does]) => `  ${command.padEnd(width)}  ${does}\n`);
  return `${folder} is a service now, on ${ussd}# and short code ${shortCode}.\n\n${lines.join('')}`;
}

/** As one word for a shell. */
function word(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
