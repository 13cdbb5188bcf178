/** Many transfers on their way when the processes that drove them are gone: whoever comes next walks them all. */
import { given, unlike } from './transferBooks.ts';
import { LEGS } from './transferInterlude.ts';
import { enrol, type Ground, openStage, type Stage } from './transferStage.ts';
import { API, goUntilDead } from './transferWays.ts';

/**
 * Leaves a transfer of each giver to the receiver of the same index behind, by turns after its first and its second leg; then
 * two processes walk what is pending at the same time.
 * @param pairs of numbers that nobody has yet
 * @returns what is wrong then
 */
export async function walkPending(
  ground: Ground,
  pairs: readonly (readonly [giver: string, receiver: string])[],
): Promise<readonly string[]> {
  const world = await openStage(ground);
  const stages = pairs.map(([giver, receiver]): Stage => ({ ...world, ground: { ...ground, giver, receiver } }));
  for (const [index, stage] of stages.entries()) {
    await enrol(stage, await stage.start());
    const process = await stage.start();
    process.tap.arm((_, name) => name.endsWith(LEGS[index % LEGS.length] ?? ''), 'dies after');
    await goUntilDead(stage, API, process);
  }
  const heirs = [await world.start(), await world.start()];
  await Promise.all(heirs.map(world.recover));
  const found: string[] = [];
  for (const stage of stages) found.push(...(await unlike(stage, given(stage))));
  await world.close();
  return found;
}
