/** Puts a folder of files into place: all of it, or nothing. */
import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure, WrongUse } from '../failures.ts';
import type { NewFile } from './newService.ts';

/** What renaming a folder to where something is already comes to, by system. */
const THERE_ALREADY = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'];

/** Throws WrongUse where there is anything of this name, be it a link that leads nowhere. */
export function checkAbsent(path: string): void {
  if (isThere(path)) throw thereAlready(path);
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes the files into a hidden folder, where no gateway reads them, and moves it into place at once: both stand in the same
 * folder, which may be a file system of its own. Throws WrongUse where the new folder has come to be meanwhile, Failure where it cannot be written;
 * nothing is left then.
 */
export function writeFolder(path: string, files: readonly NewFile[]): void {
  const parent = dirname(resolve(path));
  const missing = missingFrom(parent);
  try {
    mkdirSync(parent, { recursive: true });
    writeBeside(parent, path, files);
  } catch (error) {
    for (const folder of missing) removeEmpty(folder);
    throw error instanceof WrongUse ? error : new Failure(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

/** The folders that would have to be made for this one, the innermost first. */
function missingFrom(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [folder, ...missingFrom(dirname(folder))];
}

function writeBeside(parent: string, path: string, files: readonly NewFile[]): void {
  // What mkdtemp makes is for its owner alone; the folder in it is like any other.
  const aside = mkdtempSync(join(parent, '.starhash-new-'));
  try {
    const draft = join(aside, basename(path));
    mkdirSync(draft);
    for (const { name, text } of files) writeFileSync(join(draft, name), text);
    moveIn(draft, path);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function moveIn(draft: string, path: string): void {
  try {
    renameSync(draft, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw THERE_ALREADY.includes(code) ? thereAlready(path) : error;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was never made, or it is somebody else's by now.
  }
}

function thereAlready(path: string): WrongUse {
  return new WrongUse(`${path} is there already. Take another name, or remove it first.`);
}
