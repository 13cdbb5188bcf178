/** A transfer that is cut at a call of the store: the call is lost, or the process dies, and others go on. */
import { type CallName, FATES, type Fate } from '../support/tappedStore.ts';
import { given, unlike, untouched, waiting } from './transferBooks.ts';
import { type Ground, openStage, type Process, type Stage } from './transferStage.ts';
import { type Caller, go, type Way } from './transferWays.ts';

/** What the process that takes a dead one's place does first: it works off what is due, or the caller comes. */
export const HEIRS = ['sweeps', 'is asked'] as const;
export type Heir = (typeof HEIRS)[number];

/** Where a transfer is cut. */
export interface Cut {
  readonly way: Way;
  /** Number of the call, from 1. */
  readonly call: number;
  readonly fate: Fate;
  readonly heir: Heir;
  /** The heir dies too, after so many calls of its own; a third process goes on. */
  readonly heirDies?: number;
}

export interface Played {
  /** What is wrong then. */
  readonly found: readonly string[];
  /** Whether the heir came as far as its own death. */
  readonly hasHeirDied: boolean;
}

/** The calls of the store that an undisturbed transfer makes, from the question to the answer. */
export async function callsOf(ground: Ground, way: Way): Promise<readonly CallName[]> {
  const stage = await openStage(ground);
  const process = await stage.start();
  process.tap.arm(() => false, 'held');
  await go(stage, way, { process, succeed: stage.start });
  await stage.close();
  return process.tap.calls();
}

/** Every cut of a transfer: each of its calls with each fate; where the process dies, with each heir. */
export async function cutsOf(ground: Ground, way: Way): Promise<readonly Cut[]> {
  const calls = await callsOf(ground, way);
  return calls.flatMap((name, index) =>
    fatesOf(way, name).flatMap((fate) => {
      const heirs = fate.startsWith('dies') ? HEIRS : HEIRS.slice(1);
      return heirs.map((heir) => ({ way, call: index + 1, fate, heir }));
    }),
  );
}

/** Without a key it is the lost reply of a commit that is looked up; nobody else could tell what became of the rest. */
function fatesOf({ hasKeys }: Way, name: CallName): readonly Fate[] {
  if (hasKeys) return FATES;
  return name.startsWith('commit') ? ['reply lost'] : [];
}

/** Every pair of deaths: the first process after one of its commits, its heir after each of its own calls. */
export async function* playRelays(ground: Ground, way: Way): AsyncGenerator<readonly string[]> {
  const calls = await callsOf(ground, way);
  for (const [index, name] of calls.entries()) {
    if (!name.startsWith('commit')) continue;
    for (const heir of HEIRS) {
      for (let heirDies = 1, goesOn = true; goesOn; heirDies += 1) {
        const { found, hasHeirDied } = await playCut(ground, {
          way,
          call: index + 1,
          fate: 'dies after',
          heir,
          heirDies,
        });
        yield found;
        goesOn = hasHeirDied;
      }
    }
  }
}

/** Plays a transfer with a cut. */
export async function playCut(ground: Ground, cut: Cut): Promise<Played> {
  const stage = await openStage(ground);
  const { found, hasHeirDied } = await cutOn(stage, cut);
  await stage.close();
  const { way, call, fate, heir, heirDies } = cut;
  const then = heirDies === undefined ? '' : ` and dies after call ${heirDies}`;
  return {
    found: found.map((what) => `${way.name}, call ${call} ${fate}, the heir ${heir}${then}: ${what}`),
    hasHeirDied,
  };
}

async function cutOn(stage: Stage, { way, call, fate, heir, heirDies }: Cut): Promise<Played> {
  const found: string[] = [];
  const processes: Process[] = [await stage.start()];
  const [first] = processes as [Process];
  first.tap.arm((number) => number === call, fate);
  const succeed = async (): Promise<Process> => {
    const next = await stage.start();
    if (processes.push(next) === 2 && heirDies !== undefined)
      next.tap.arm((number) => number === heirDies, 'dies after');
    if (heir === 'is asked') return next;
    await stage.recover(next);
    if (next.tap.isDead()) return succeed();
    found.push(...(await unlike(stage, untouched(), waiting(stage), given(stage))));
    return next;
  };
  const caller: Caller = { process: first, succeed };
  found.push(...(await said(stage, way, caller)));
  if (!first.tap.hasStruck()) found.push('the call never came');
  found.push(...(await unlike(stage, given(stage))), ...(await afterwards(stage, first)));
  return { found, hasHeirDied: processes[1]?.tap.isDead() === true };
}

/** The caller is answered, and well. */
async function said(stage: Stage, way: Way, caller: Caller): Promise<readonly string[]> {
  const answer = await go(stage, way, caller).catch((error: Error) => error.message);
  const isGood = Object.entries(way.answer).every(
    ([name, value]) => (answer as Record<string, unknown>)[name] === value,
  );
  return isGood ? [] : [`the answer was ${JSON.stringify(answer)}`];
}

/** The call that was lost arrives after all; one more process looks whether anything is left. Nothing changes by either. */
async function afterwards(stage: Stage, first: Process): Promise<readonly string[]> {
  const late = await first.tap.sendLate();
  await stage.recover(await stage.start());
  return [...(late === 'committed' ? ['the late commit was taken'] : []), ...(await unlike(stage, given(stage)))];
}
