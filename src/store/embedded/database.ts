import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { StoreUnavailable } from '../port.ts';
import { GATE_FILE, type Gate, openGate } from './gate.ts';
import type { Key } from './keys.ts';

/** The LMDB database in a directory; several processes may have it open. */
export type Database = RootDatabase<string, Key>;

/** Address space, not disk: the file grows with its data. LMDB grows the map beyond this by itself. */
export const MAP_SIZE = 16 * 2 ** 30;

const FILE = 'data.mdb';

/** The first page of every LMDB file: 24 bytes of header, then this number (`MDB_MAGIC`), little end first. */
const MAGIC = 0xbeefc0de;
const MAGIC_AT = 24;

/** Whether a directory holds a database already. */
export function holdsData(directory: string): boolean {
  return existsSync(join(directory, FILE));
}

/** What is opened of a directory. */
export interface Files {
  readonly db: Database;
  readonly gate: Gate;
}

/**
 * Opens the database and its gate, making the directory where it is missing.
 * @throws StoreUnavailable, naming the directory and the reason.
 */
export function openFiles(directory: string, mapSize: number): Files {
  try {
    makeDirectory(directory);
    checkFile(join(directory, FILE));
    checkFile(join(directory, GATE_FILE));
    const gate = openGate(directory);
    return { gate, db: gate.pass(() => openDatabase(directory, mapSize)) };
  } catch (error) {
    const reason = (error as Error).message;
    throw new StoreUnavailable(`The directory "${directory}" cannot hold the data: ${reason}`, { cause: error });
  }
}

function openDatabase(path: string, mapSize: number): Database {
  return open<string, Key>({ path, noSubdir: false, mapSize, encoding: 'string', overlappingSync: false });
}

/** In /proc and its like a directory that cannot be made is "missing" for ever, and a recursive mkdir never comes to an end. */
function makeDirectory(directory: string): void {
  const recursive = !existsSync(dirname(resolve(directory)));
  if (!existsSync(directory)) mkdirSync(directory, { recursive });
}

/** LMDB maps a file as it is: one that is damaged would end the process without a word. */
function checkFile(path: string): void {
  if (!existsSync(path)) return;
  const head = Buffer.alloc(MAGIC_AT + 4);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, head) < head.length || head.readUInt32LE(MAGIC_AT) !== MAGIC)
      throw new Error(`${path} is damaged or no LMDB file`);
  } finally {
    closeSync(file);
  }
}
