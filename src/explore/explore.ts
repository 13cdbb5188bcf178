/**
 * Walks every path of a service's machine. The core is a fake that answers every outcome; figures fall out small and large,
 * lists empty and long; each screen gets every answer worth trying. Places that look alike are visited once, so that it ends.
 */
import { DEEP } from '../session/footer.ts';
import { answerUssd, runSms, startUssd } from '../session/machine.ts';
import type { Service, Session, StepResult } from '../session/types.ts';
import { answersAt } from './answers.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { CASTS } from './figures.ts';
import type { Largest } from './looks.ts';
import { emptyNotes, type Finding, lookAt, type Notes, withoutExit } from './notes.ts';
import type { Act, Trail } from './path.ts';
import { type Stage, stageOf } from './stage.ts';
import { textsTo } from './texts.ts';

export interface Exploration {
  readonly service: string;
  /** Steps of the machine that were taken. */
  readonly steps: number;
  /** Places that were told apart. */
  readonly places: number;
  /** It stopped at the limit: what was not reached may well be there. */
  readonly stoppedShort: boolean;
  readonly coverage: Coverage;
  readonly largest: Largest;
  readonly findings: readonly Finding[];
}

/** Some seconds; a service of fifty states takes a tenth of it. */
const STEP_LIMIT = 200_000;

/** A place to answer at. */
interface Stand {
  readonly session: Session;
  readonly trail: Trail;
}

/** Explores a service, taking `limit` steps at most. Same service: same result. */
export function explore(service: Service, limit: number = STEP_LIMIT): Exploration {
  const notes = emptyNotes();
  let stoppedShort = false;
  for (const language of service.languages) {
    for (const cast of CASTS) stoppedShort = !exploreOn(stageOf(service, language, cast), notes, limit) || stoppedShort;
  }
  const exits = stoppedShort ? [] : withoutExit(service, notes);
  const { steps, places, largest, reach } = notes;
  const findings = [...notes.findings.values(), ...exits];
  return { service: service.id, steps, places, stoppedShort, coverage: coverageOf(service, reach), largest, findings };
}

/** @returns false where the limit was met */
function exploreOn(stage: Stage, notes: Notes, limit: number): boolean {
  if (notes.steps >= limit) return false;
  const seen = new Set<string>();
  const queue: Stand[] = [];
  const arrive = (stands: readonly Stand[]) => {
    for (const stand of stands) {
      const key = placeKey(stage, stand.session);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(stand);
      notes.places += 1;
    }
  };
  for (const move of [...dialled(stage), ...texted(stage)]) arrive(take(stage, notes, move, limit));
  for (const stand of queue) {
    if (notes.steps >= limit) return false;
    for (const move of answered(stage, stand)) arrive(take(stage, notes, move, limit));
  }
  return notes.steps < limit;
}

/** Something that a person does, and the step that it causes. */
interface Move {
  readonly act: Act;
  readonly from: string;
  readonly before: Trail | null;
  readonly step: () => StepResult;
}

function dialled({ ctx, account }: Stage): Move[] {
  return ctx.service.ussd.map(({ code, start }) => {
    const step = () => startUssd(ctx, account, start, []);
    return { act: { kind: 'dial', code }, from: start, before: null, step };
  });
}

function texted({ ctx, account }: Stage): Move[] {
  return ctx.service.sms.flatMap((route) =>
    textsTo(ctx.service, route).map(({ text, go, vars }): Move => {
      const step = () => runSms({ ...ctx, by: 'sms', sender: route.shortCode }, account, go, vars);
      return { act: { kind: 'sms', to: route.shortCode, text }, from: go, before: null, step };
    }),
  );
}

function answered({ ctx, account }: Stage, { session, trail }: Stand): Move[] {
  const state = ctx.service.states[session.state];
  if (state === undefined) return [];
  return answersAt(ctx, session, state).map((input) => {
    const step = () => answerUssd(ctx, account, session, input);
    return { act: { kind: 'answer', input }, from: session.state, before: trail, step };
  });
}

/** Takes a step in every way in which it can come out, as far as the limit allows; gives the places that it comes to. */
function take(stage: Stage, notes: Notes, { act, from, before, step }: Move, limit: number): readonly Stand[] {
  const stands: Stand[] = [];
  for (const played of stage.play(step, limit - notes.steps)) {
    const trail = { step: { ...act, outcomes: played.outcomes }, before };
    lookAt(stage, notes, played, { from, trail, channel: act.kind === 'sms' ? 'sms' : 'dial' });
    if (played.ok && played.result.session !== null) stands.push({ session: played.result.session, trail });
  }
  return stands;
}

/**
 * Places that differ in nothing that decides where the dialogue can go, or how much stands on a screen, are one. Where a
 * person is asked again it does not matter any more where they came from.
 */
function placeKey({ live }: Stage, { state, page, tries, notice, back = [], vars = {} }: Session): string {
  const values = [...(live.get(state) ?? [])].map((name) => vars[name]);
  const depth = Math.min(back.length, DEEP);
  return JSON.stringify([state, page, values, depth, notice === undefined ? back.at(-1) : [notice.key, tries]]);
}
