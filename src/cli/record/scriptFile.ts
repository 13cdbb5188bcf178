/** The file that a recorded script goes to. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure, WrongUse } from '../failures.ts';
import type { Option } from '../options/option.ts';

const ENDING = '.session.yaml';

/** The option of commands that record. */
export const FORCE: Option = { kind: 'flag', help: 'replace that file if it is there already' };

/** Takes the file that a script shall go to. Throws WrongUse where it cannot, before anything is done. */
export function checkScriptFile(path: string, isForced: boolean): void {
  const folder = dirname(path);
  if (!path.endsWith(ENDING)) throw new WrongUse(`${path} must end in ${ENDING}, as all session scripts do.`);
  if (existsSync(path) && !isForced) throw new WrongUse(`${path} is there already; --force replaces it.`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new WrongUse(`there is no folder ${folder}.`);
}

/** Writes the script. Throws WrongUse where somebody else has made the file meanwhile, Failure where it cannot be written. */
export function writeScriptFile(path: string, text: string, isForced: boolean): void {
  try {
    writeFileSync(path, text, { flag: isForced ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new WrongUse(`${path} is there already; --force replaces it.`);
    throw new Failure(`${path} cannot be written: ${message}.`);
  }
}
