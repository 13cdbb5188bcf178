/** From settings to where SMPP listens. */
import { readFileSync } from 'node:fs';
import type { CliDeps, SmppListening } from './deps.ts';
import { WrongUse } from './failures.ts';
import type { Settings } from './options/settings.ts';

/** Throws WrongUse where TLS is asked for without its files, or these cannot be read, or where the environment is wrong. */
export function smppListening(settings: Settings, host: string, deps: CliDeps): SmppListening {
  const section = settings.section('smpp');
  const mistakes = deps.sections.smpp?.(section) ?? [];
  if (mistakes.length > 0) throw new WrongUse(...mistakes.map(({ message }) => message));
  return { host, port: settings.portOrOff('smpp'), tls: tls(settings), section };
}

function tls(settings: Settings): SmppListening['tls'] {
  const [cert, key] = [settings.text('tls-cert'), settings.text('tls-key')];
  if (settings.text('smpps') === undefined) {
    if (cert === undefined && key === undefined) return null;
    throw new WrongUse('--tls-cert and --tls-key are for --smpps: say on which port TLS listens, like --smpps 2776.');
  }
  if (cert === undefined || key === undefined) {
    throw new WrongUse('--smpps wants --tls-cert FILE and --tls-key FILE, both in PEM.');
  }
  return { port: settings.port('smpps'), cert: contents('--tls-cert', cert), key: contents('--tls-key', key) };
}

function contents(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new WrongUse(`${option}: ${file} cannot be read: ${(error as Error).message}.`);
  }
}
