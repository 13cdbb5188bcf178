/**
 * The step: `(service, session, account, input, now) → (session', account', screen, messages)`, pure and deterministic but
 * for the randomness that `ctx` hands in. Definitions are taken to be sound (the loader checks them); on one that is not, a
 * step throws and nothing has happened.
 */
import type { Account } from '../bonus/types.ts';
import { blocksOf } from './blocks.ts';
import { type Course, noEffects } from './course.ts';
import { newSession, nextStep, sessionAt, wireOf } from './place.ts';
import { answerAll, answerOnce, begin, type Progress, takeUp } from './progress.ts';
import { type Scene, sceneOf } from './scene.ts';
import { screenAt } from './screen.ts';
import { findState, stateOf } from './states.ts';
import type { OutgoingSms, Screen, Session, StepContext, StepResult } from './types.ts';
import type { Values } from './values.ts';
import { say } from './voice.ts';
import { walk, wayTo } from './walk.ts';

export { drop, isResumable } from './drop.ts';

const NO_SCREEN: Screen = { text: '', awaiting: false };

/**
 * Begins a session at the state `start` and answers its questions with `inputs`, a step each; only the last screen is
 * shown. Inputs left over after an end make the whole code wrong: nothing has happened then, and the screen says so.
 */
export function startUssd(ctx: StepContext, account: Account, start: string, inputs: readonly string[]): StepResult {
  const scene = sceneOf(ctx, account);
  const progress = answerAll(scene, begin(scene, account, newSession(ctx), start), inputs);
  return progress === null ? endWith(scene, account, 'wrong-code-dialled') : resultOf(scene, progress);
}

/** Answers the question that a live session is at. A session whose state is no longer defined ends. */
export function answerUssd(ctx: StepContext, account: Account, session: Session, input: string): StepResult {
  const scene = sceneOf(ctx, account);
  if (findState(ctx.service, session.state) === undefined) return endWith(scene, account, 'service-changed');
  return resultOf(scene, answerOnce(scene, takeUp(account, session), input));
}

/** Takes up a dropped session where it was: the same screen, on the wire that asks now, with the whole time to think. */
export function resumeUssd(ctx: StepContext, account: Account, session: Session): StepResult {
  const scene = sceneOf(ctx, account);
  if (findState(ctx.service, session.state) === undefined) return endWith(scene, account, 'service-changed');
  const { wire: _, ...rest } = session;
  const { course } = takeUp(account, session);
  return resultOf(scene, { session: nextStep(ctx, { ...rest, ...wireOf(ctx) }), course });
}

/**
 * Answers an SMS: from the state `start` to an end, whose text goes out as an SMS. `ctx.request` is the base of the request
 * ids. Throws where the definition leads to a question: the loader refuses that.
 */
export function runSms(ctx: StepContext, account: Account, start: string, vars: Values): StepResult {
  const scene = sceneOf(ctx, account);
  const course = walk(scene, ctx.request, noEffects(account), wayTo(start, [], vars));
  const { entries, trace, needPeer } = course;
  if (needPeer !== undefined) return needing(needPeer, course);
  const text = closingText(scene, course);
  const reply: OutgoingSms[] = text === '' ? [] : [{ from: ctx.sender, text, at: ctx.now }];
  const messages = [...course.messages, ...reply];
  return { account: course.account, messages, entries, trace, session: null, screen: { text, awaiting: false } };
}

function resultOf(scene: Scene, { session, course }: Progress): StepResult {
  const { account, messages, entries, trace, place, needPeer } = course;
  if (needPeer !== undefined) return needing(needPeer, course);
  const screen = screenAt(scene, account, place);
  return { account, messages, entries, trace, session: screen.awaiting ? sessionAt(session, place) : null, screen };
}

function needing(needPeer: string, { account, messages, entries, trace }: Course): StepResult {
  return { account, messages, entries, trace, session: null, screen: NO_SCREEN, needPeer };
}

function endWith(scene: Scene, account: Account, key: string): StepResult {
  return { ...noEffects(account), session: null, screen: { text: say(scene, key, {}), awaiting: false } };
}

function closingText(scene: Scene, { account, place }: Course): string {
  const state = stateOf(scene.ctx.service, place.state);
  if (state.kind === 'end') return blocksOf(scene, account, place, state).join('\n');
  throw new Error(`An SMS leads to "${place.state}", where somebody would have to answer.`);
}
