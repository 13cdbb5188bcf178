/** A script on a wire: its steps one after the other, until one is not as it says. */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from '../../yaml/issue.ts';
import type { Script, Step } from '../language/script.ts';
import type { Scene, Wire } from '../wire.ts';
import { checkLeftOver } from './leftOver.ts';
import { lacksOf } from './needs.ts';
import { playStep } from './playStep.ts';
import type { Finding, Mismatch, Outcome, ScriptResult } from './result.ts';
import { type Stage, stageOf } from './stage.ts';

export interface RunOptions {
  /** Real time that a script may take, ms. */
  readonly timeout?: number;
  /** Goes on behind what is not as the script says, so that all of it is known: to rewrite expectations. */
  readonly goOn?: boolean;
  /** What is kept of a script that passed (default: everything): of thousands it is much. */
  readonly keep?: 'everything' | 'trace' | 'nothing';
}

const USUAL_TIMEOUT = 30_000;

/** A step that nobody waits for any more is given up by every wire after this time, ms. */
const ABANDONED = 20_000;

/** What is under way, as far as it has come. */
interface Play {
  stage: Stage | null;
  scene: Scene | null;
  step: Step | null;
  readonly mismatches: Mismatch[];
  /** Aborted when time has run out. */
  readonly signal: AbortSignal;
}

/** Plays a script in a scene of its own, which is closed afterwards. Never rejects. */
export async function runScript(script: Script, wire: Wire, options: RunOptions = {}): Promise<ScriptResult> {
  const begun = performance.now();
  const lacks = lacksOf(script, wire);
  const overdue = new AbortController();
  const play: Play = { stage: null, scene: null, step: null, mismatches: [], signal: overdue.signal };
  const outcome: Outcome =
    lacks.length > 0 ? { kind: 'impossible', lacks } : await outcomeOf(script, wire, options, play, overdue);
  const ms = performance.now() - begun;
  return { script, ms, outcome, ...keptOf(play, outcome, options) };
}

function keptOf({ stage, scene }: Play, { kind }: Outcome, { keep = 'everything' }: RunOptions) {
  const isAll = keep === 'everything' || kind !== 'passed';
  return {
    transcript: isAll ? [...(stage?.transcript ?? [])] : [],
    trace: isAll || keep === 'trace' ? [...(scene?.trace() ?? [])] : [],
  };
}

async function outcomeOf(
  script: Script,
  wire: Wire,
  { timeout = USUAL_TIMEOUT, goOn = false }: RunOptions,
  play: Play,
  overdue: AbortController,
): Promise<Outcome> {
  const work = playScript(script, wire, goOn, play);
  try {
    await inTime(work, timeout, overdue);
  } catch (error) {
    const outcome = failed(play) ?? { kind: 'broken', place: whereIn(script, play), reason: reasonOf(error) };
    if (overdue.signal.aborted && wire.mostScenes !== undefined) await settled(work, ABANDONED);
    return outcome;
  }
  return failed(play) ?? { kind: 'passed' };
}

function failed({ mismatches: [first, ...others] }: Play): Outcome | null {
  return first === undefined ? null : { kind: 'failed', mismatches: [first, ...others] };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function whereIn({ place }: Script, { step }: Play): Place {
  return step?.place ?? place;
}

/** What takes too long is given up: it ends at once where it waits, and before its next step everywhere. */
async function inTime(work: Promise<void>, ms: number, overdue: AbortController): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The script takes longer than ${ms / 1000} s.`));
      overdue.abort();
    }, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

/** Where scenes would hear each other the next one must not begin before this one is closed. Resolves after so many ms at the latest. */
async function settled(work: Promise<void>, ms: number): Promise<void> {
  const enough = new AbortController();
  const { signal } = enough;
  await Promise.race([work, pause(ms, undefined, { signal })]).catch(() => {});
  enough.abort();
}

async function playScript(script: Script, wire: Wire, goOn: boolean, play: Play): Promise<void> {
  const scene = await wire.open(script.given, play.signal);
  play.scene = scene;
  try {
    play.stage = stageOf(script, scene, wire, play.signal);
    await playSteps(play.stage, goOn, play);
  } finally {
    await scene.close();
  }
}

async function playSteps(stage: Stage, goOn: boolean, play: Play): Promise<void> {
  for (const step of stage.script.steps) {
    if (play.signal.aborted) return;
    play.step = step;
    if (!(await isStepWell(stage, step, goOn, play.mismatches))) return;
  }
  play.step = null;
  const left = await checkLeftOver(stage);
  play.mismatches.push(...left.map((each) => ({ ...each, step: null })));
}

/** Plays a step, and adds what is not as it says. @returns whether the next one can be played */
async function isStepWell(stage: Stage, step: Step, goOn: boolean, mismatches: Mismatch[]): Promise<boolean> {
  const { found, fill } = await playStep(stage, step);
  mismatches.push(...found.map((each) => ({ ...each, step })));
  if (found.length > 0 && !(goOn && found.every(isHarmless))) return false;
  const lost = fill();
  if (lost !== null) mismatches.push({ ...lost, step });
  return lost === null;
}

/** What is only said wrongly keeps nobody from going on. */
function isHarmless({ update }: Finding): boolean {
  return update !== null;
}
