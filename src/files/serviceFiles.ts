/** The folder of service definitions on disk: read whole, watched for changes. What the files mean is the business of `session/definition`. */

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { watchFolder } from './watchFolder.ts';

export interface ServiceFile {
  /** As a person would type it from the working directory. */
  readonly path: string;
  readonly text: string;
}

/** The folder cannot be read; the message says which and why. */
export class UnreadableFolder extends Error {
  override name = 'UnreadableFolder';
}

/** A larger file is not a definition; its text is cut here and the loader says that it is too large. */
const CAP = 1024 * 1024 + 1;
/** Editors write a file in several steps: changes are taken together after this quiet time, ms. */
const QUIET = 150;

/** Reads every `<folder>/<service>/*.yaml`, sorted by path. Throws a sentence where the folder cannot be read. */
export async function readServiceFiles(folder: string): Promise<ServiceFile[]> {
  const names = await readdir(folder, { recursive: true }).catch((error) => {
    throw new UnreadableFolder(`The sessions folder ${folder} cannot be read: ${error.code ?? error.message}.`);
  });
  const paths = names
    .filter(isDefinition)
    .sort()
    .map((name) => join(folder, name));
  return Promise.all(paths.map(readOne));
}

/** Session scripts stand beside the definitions and are not part of them; what is hidden is a draft, or an editor's own. */
function isDefinition(name: string): boolean {
  if (!/\.ya?ml$/.test(name) || /\.session\.ya?ml$/.test(name)) return false;
  return !name.split(sep).some((part) => part.startsWith('.') || part === 'node_modules');
}

async function readOne(path: string): Promise<ServiceFile> {
  const { size } = await stat(path);
  const text = size > CAP ? ' '.repeat(CAP) : await readFile(path, 'utf8');
  return { path: shownPath(path), text };
}

/** From the working directory; from inside the folder of a service with that folder's name, which is the service's. */
function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown.includes(sep) ? shown : join('..', basename(process.cwd()), shown);
}

/** Calls `onChange` after something in the folder has changed and been quiet for a moment. Returns the function that ends it. */
export function watchServiceFiles(folder: string, onChange: () => void, onError: (error: Error) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onTouch = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET);
  };
  const end = watchFolder(folder, onTouch, onError);
  return () => {
    clearTimeout(timer);
    end();
  };
}
