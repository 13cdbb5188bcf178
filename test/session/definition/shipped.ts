/** The definitions that ship with the gateway, as files in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import type { DefinitionFile } from '../../../src/session/definition/folder.ts';
import type { Folder } from './mini.ts';

const SESSIONS = new URL('../../../sessions/', import.meta.url);

/** The YAML files of a shipped service by name. */
export function shippedFolder(service: string): Folder {
  const folder = new URL(`${service}/`, SESSIONS);
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
}

/** The same files as the compiler takes them, by the paths that issues show. */
export function shippedFiles(service: string): DefinitionFile[] {
  return Object.entries(shippedFolder(service)).map(([name, text]) => ({ path: `sessions/${service}/${name}`, text }));
}
