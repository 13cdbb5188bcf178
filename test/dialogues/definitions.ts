/** The shipped services, and changed copies of them, compiled in memory. */
import { definitionsOf } from '../../src/files/liveDefinitions.ts';
import { readServiceFiles, type ServiceFile } from '../../src/files/serviceFiles.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { SESSIONS } from '../support/harness.ts';

/** A change of one file of the shipped services: the only place where `from` stands becomes `to`. */
export interface Change {
  /** The end of the file's path. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The program that honours its dates. */
export const DATED: readonly Change[] = [
  { file: 'mts-bonus/program.yaml', from: 'lifecycle: open', to: 'lifecycle: dated' },
];

/** The shipped services with these changes. Throws where a change has no or several places, or does not compile. */
export async function definitionsWith(changes: readonly Change[]): Promise<Definitions> {
  const shipped: readonly ServiceFile[] = await readServiceFiles(SESSIONS);
  return definitionsOf(changes.reduce(changed, shipped));
}

function changed(files: readonly ServiceFile[], { file, from, to }: Change): readonly ServiceFile[] {
  if (!files.some(({ path }) => path.endsWith(file))) throw new Error(`There is no file "${file}".`);
  return files.map((one) => (one.path.endsWith(file) ? { ...one, text: replacedOnce(one.text, from, to) } : one));
}

function replacedOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${from}" stands ${parts.length - 1} times in the file, not once.`);
  return parts.join(to);
}
