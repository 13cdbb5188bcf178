/** How the main world begins: empty, or with the subscribers of a file. */
import { issuesOfRefusal, seedErrors } from '../files/seed/seedErrors.ts';
import { readSeedFile } from '../files/seed/seedFile.ts';
import type { SeedFile } from '../files/seed/writtenSeed.ts';
import { CoreFailed } from '../flow/coreFailed.ts';
import type { FlowDeps } from '../flow/deps.ts';
import { mainSeedEverywhere } from '../flow/remote/worlds.ts';
import { beginMainWorld } from '../flow/seed/mainWorld.ts';
import { ensureMainWorld } from '../flow/worlds.ts';
import type { Logger } from './parts.ts';

/**
 * Makes sure that the main world is there, with the seed in it where there is one.
 * @param startAt where its clock starts, epoch ms
 * @param path of the file with its seed
 * @throws SeedErrors with every mistake of the file, an Error with one sentence where it cannot be read
 */
export async function beginMain(
  deps: FlowDeps,
  startAt: number | null,
  path: string | undefined,
  log: Logger,
): Promise<void> {
  if (path === undefined) return ensureMainWorld(deps, startAt);
  const file = await readSeedFile(path);
  const seed = { ...file.rest, subscribers: file.subscribers };
  const begun = await mainSeedEverywhere(deps, seed, (own, elsewhere) =>
    beginMainWorld(deps, startAt, own, elsewhere),
  ).catch(explain);
  if (!begun.ok) {
    const issues = issuesOfRefusal(file, begun.problem);
    throw issues.length === 0 ? new Error(begun.problem.detail) : seedErrors(file, issues);
  }
  if (begun.value === 'planted') log.info({ subscribers: file.subscribers.length }, 'The seed is planted.');
  if (begun.value === 'other') log.warn(otherSeed(file));
}

function explain(error: unknown): never {
  if (!(error instanceof CoreFailed)) throw error;
  throw new Error('A bonus core that runs elsewhere could not be given its part of the seed. Start it first.');
}

function otherSeed({ path }: SeedFile): string {
  return `The world main began before, without ${path} as it is now; a reset takes it back to what it began with. Take a new --data folder for the seed, or add who is missing with starhash seed.`;
}
