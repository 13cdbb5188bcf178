/** A file of subscribers on disk, YAML or CSV: the seed in it as the API takes it, and the place of everything in the file. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { issueAt } from '../../yaml/issue.ts';
import { readCsvSeed } from './csvSeed.ts';
import { SeedErrors } from './seedErrors.ts';
import type { ReadSeed, SeedFile } from './writtenSeed.ts';
import { readYamlSeed } from './yamlSeed.ts';

/** Reads a text. Never throws. @param path as it is shown in issues */
type Reader = (path: string, text: string) => ReadSeed;

const READERS: Readonly<Record<string, Reader>> = {
  '.yaml': readYamlSeed,
  '.yml': readYamlSeed,
  '.json': readYamlSeed,
  '.csv': readCsvSeed,
};

/** The largest file, MB: some 300 000 subscribers in CSV. */
const MOST_MB = 32;

/** Whether a file of this name can be read as a seed. */
export function isSeedName(path: string): boolean {
  return Object.hasOwn(READERS, endOf(path));
}

/** What is said of one that cannot. */
export function noSeed(path: string): string {
  return `${path} is no seed: it ends in ${Object.keys(READERS).join(', ')}.`;
}

function endOf(path: string): string {
  return extname(path).toLowerCase();
}

/**
 * Reads a file by the end of its name.
 * @throws SeedErrors with every issue of its form; an Error with one sentence where it cannot be read at all
 */
export async function readSeedFile(path: string): Promise<SeedFile> {
  const read = READERS[endOf(path)];
  if (read === undefined) throw new Error(noSeed(path));
  const text = await textOf(path);
  const result = read(path, text);
  if (!result.ok) throw new SeedErrors(result.issues, text);
  return { path, text, ...result.seed };
}

async function textOf(path: string): Promise<string> {
  const octets = await octetsOf(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    const issue = issueAt(
      { file: path, line: 1, column: 1 },
      'the file is not in UTF-8',
      'save it again as UTF-8 (in Excel: "CSV UTF-8")',
    );
    throw new SeedErrors([issue], '');
  }
}

async function octetsOf(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MOST_MB * 1024 * 1024) throw new Error(`it is larger than ${MOST_MB} MB; split it up`);
    return await readFile(path);
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}.`);
  }
}
