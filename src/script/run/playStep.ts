/** One step: what is done, what comes of it, what of that is not as the step says. */
import { performance } from 'node:perf_hooks';
import type { InboxSms } from '../../flow/api.ts';
import type { Step, Verb } from '../language/script.ts';
import { carryOut } from './acts/verbs.ts';
import { capture } from './captures.ts';
import { checkStep } from './check.ts';
import { asksWhen, countOf } from './expect/sms.ts';
import type { Entry, Finding } from './result.ts';
import { type Acted, numberOf, type Stage } from './stage.ts';

export interface Played {
  /** What is not as the step says. */
  readonly found: readonly Finding[];
  /** Fills the variables of the step. @returns the first one that is nowhere to be found. Throws EndlessMatch. */
  fill(): Finding | null;
}

/** Plays it, and adds it to the transcript. Throws a WireTrouble, or EndlessMatch. */
export async function playStep(stage: Stage, step: Step): Promise<Played> {
  const { scene, script, readsSms } = stage;
  const msisdn = numberOf(script.given, step.phone);
  const begun = asksWhen(step.expect.gets) ? await worldTime(stage) : null;
  const before = performance.now();
  const acted = await carryOut(stage, step.act, msisdn);
  const took = performance.now() - before;
  const reads = readsSms && looks(step);
  const sms = reads ? await scene.inbox(msisdn, hopedFor(step)) : [];
  const unseen = reads ? (scene.unseen?.(msisdn) ?? null) : null;
  stage.transcript.push(entryOf(step, acted, sms));
  const found = await checkStep(stage, step, msisdn, { acted, sms, unseen, begun, took });
  return { found, fill: () => capture(step, acted, sms, stage) };
}

/** What is done to the world is no step of a phone: its SMS wait to be looked at. */
const AROUND: ReadonlySet<Verb> = new Set(['wait', 'clock', 'faults', 'look']);

function looks({ act, expect, captures }: Step): boolean {
  return !AROUND.has(act.verb) || expect.gets !== undefined || captures.some(({ from }) => from.kind === 'sms');
}

/** So many SMS must come for the step to be right. */
function hopedFor({ expect, captures }: Step): number {
  return Math.max(countOf(expect.gets), captures.some(({ from }) => from.kind === 'sms') ? 1 : 0);
}

async function worldTime({ scene }: Stage): Promise<number> {
  return scene.office === null ? Date.now() : scene.office.now();
}

function entryOf(step: Step, { deed, reply, screens, returned }: Acted, sms: readonly InboxSms[]): Entry {
  const refusal = reply.ok ? null : { word: reply.word, detail: reply.detail };
  return { step, phone: step.phone, deed, screens, refusal, returned, sms };
}
