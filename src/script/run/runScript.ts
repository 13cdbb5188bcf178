/** A script on a wire: its steps one after the other, until one is not as it says. */
import { performance } from 'node:perf_hooks';
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
}

export const USUAL_TIMEOUT = 30_000;

/** What is under way, as far as it has come. */
interface Play {
  stage: Stage | null;
  scene: Scene | null;
  step: Step | null;
  isOver: boolean;
}

/** Plays a script in a scene of its own, which is closed afterwards. Never rejects. */
export async function runScript(script: Script, wire: Wire, options: RunOptions = {}): Promise<ScriptResult> {
  const begun = performance.now();
  const lacks = lacksOf(script, wire);
  const play: Play = { stage: null, scene: null, step: null, isOver: false };
  const outcome: Outcome =
    lacks.length > 0 ? { kind: 'impossible', lacks } : await outcomeOf(script, wire, options, play);
  const { stage, scene } = play;
  const ms = performance.now() - begun;
  return { script, ms, outcome, transcript: [...(stage?.transcript ?? [])], trace: [...(scene?.trace() ?? [])] };
}

async function outcomeOf(script: Script, wire: Wire, options: RunOptions, play: Play): Promise<Outcome> {
  const { timeout = USUAL_TIMEOUT, goOn = false } = options;
  try {
    const [first, ...others] = await inTime(playScript(script, wire, goOn, play), timeout);
    return first === undefined ? { kind: 'passed' } : { kind: 'failed', mismatches: [first, ...others] };
  } catch (error) {
    return {
      kind: 'broken',
      place: whereIn(script, play),
      reason: error instanceof Error ? error.message : String(error),
    };
  } finally {
    play.isOver = true;
  }
}

function whereIn({ place }: Script, { step }: Play): Place {
  return step?.place ?? place;
}

/** What takes too long is left alone: it ends before its next step. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The script takes longer than ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

async function playScript(script: Script, wire: Wire, goOn: boolean, play: Play): Promise<readonly Mismatch[]> {
  const scene = await wire.open(script.given);
  play.scene = scene;
  try {
    play.stage = stageOf(script, scene, wire);
    return await playSteps(play.stage, goOn, play);
  } finally {
    await scene.close();
  }
}

async function playSteps(stage: Stage, goOn: boolean, play: Play): Promise<readonly Mismatch[]> {
  const mismatches: Mismatch[] = [];
  for (const step of stage.script.steps) {
    if (play.isOver) return mismatches;
    play.step = step;
    const found = await playStep(stage, step);
    mismatches.push(...found.map((each) => ({ ...each, step })));
    if (found.length > 0 && !(goOn && found.every(isHarmless))) return mismatches;
  }
  play.step = null;
  const left = await checkLeftOver(stage);
  return [...mismatches, ...left.map((each) => ({ ...each, step: null }))];
}

/** What is only said wrongly keeps nobody from going on. */
function isHarmless({ update }: Finding): boolean {
  return update !== null;
}
