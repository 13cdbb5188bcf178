/** The definitions that ship with the gateway, as files in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import type { DefinitionFile } from '../../../src/session/definition/folder.ts';

const SESSIONS = new URL('../../../sessions/', import.meta.url);

/** The files of a shipped service, by the paths that issues show. */
export function shippedFiles(service: string): DefinitionFile[] {
  const folder = new URL(`${service}/`, SESSIONS);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ path: `sessions/${service}/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }));
}
