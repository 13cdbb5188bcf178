/** Plays interludes: a process dies between two legs, something happens, others find the points on their way. */
import { unlike } from './transferBooks.ts';
import { beginningOf, type Interlude } from './transferInterlude.ts';
import { type Ground, openStage, type Process, type Stage } from './transferStage.ts';
import { API, go, goUntilDead } from './transferWays.ts';

/** How the first process leaves off after the leg: it dies, or it is held in the next leg and goes on at the very end. */
export const ABSENCES = ['dies after', 'held'] as const;
export type Absence = (typeof ABSENCES)[number];

/** Longer than any answer is kept, ms. */
const TWO_DAYS = 172_800_000;

/** @returns what is wrong after a transfer with this interlude */
export async function playInterlude(
  ground: Ground,
  interlude: Interlude,
  absence: Absence,
): Promise<readonly string[]> {
  const stage = await openStage(ground, beginningOf(interlude));
  const found = absence === 'held' ? await late(stage, interlude) : await killed(stage, interlude);
  await stage.close();
  return found.map((what) => `${interlude.name} after ${interlude.after} (${absence}): ${what}`);
}

async function killed(stage: Stage, interlude: Interlude): Promise<readonly string[]> {
  const first = await stage.start();
  first.tap.arm((_, name) => name.endsWith(interlude.after), 'dies after');
  await goUntilDead(stage, API, first);
  return [...struck(first), ...(await othersGoOn(stage, interlude))];
}

/** The commit of the next leg is on its way all the time, and comes when all is over and every record that ends has ended. */
async function late(stage: Stage, interlude: Interlude): Promise<readonly string[]> {
  const first = await stage.start();
  const next = interlude.after === 'transfer-reserve' ? 'transfer-credit' : 'transfer-post';
  first.tap.arm((_, name) => name.endsWith(next), 'held');
  const going = answered(stage, first);
  await first.tap.held;
  const found = await othersGoOn(stage, interlude);
  stage.until(stage.now() + TWO_DAYS);
  await stage.recover(await stage.start());
  first.tap.resume();
  const { later: ending = interlude.ending } = interlude;
  await going;
  return [...struck(first), ...found, ...(await unlike(stage, ending(stage)))];
}

/** What the caller of a process that was held is told, is told too late to matter. */
async function answered(stage: Stage, process: Process): Promise<void> {
  await go(stage, API, { process, succeed: stage.start }).catch((error: Error) => {
    if (!error.message.startsWith('refused')) throw error;
  });
}

async function othersGoOn(stage: Stage, interlude: Interlude): Promise<readonly string[]> {
  await interlude.happens(stage, await stage.start());
  for (const _ of ['one heir', 'and another']) await stage.recover(await stage.start());
  return unlike(stage, interlude.ending(stage));
}

function struck({ tap }: Process): readonly string[] {
  return tap.hasStruck() ? [] : ['the leg never came'];
}
