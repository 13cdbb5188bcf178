/** Faults of a dialogue with a service: the network drops it, or its user does. */
import { afterDrop } from '../aborted.ts';
import type { Result, UssdAnswer } from '../api.ts';
import { isoTime } from '../clock.ts';
import type { FollowedPlan } from '../follow.ts';
import { networkText, phoneLanguage } from '../networkTexts.ts';
import { ok } from '../results.ts';
import type { NeedPeer } from '../transact.ts';
import type { View } from '../view.ts';
import { NO_LUCK } from './luck.ts';
import type { When } from './settings.ts';

type ScreenPlan = FollowedPlan<Result<UssdAnswer>>;

/** What becomes of a screen: it gets lost, or its user hangs up on it. */
export type Fate = 'lost' | 'cancelled';

/**
 * Whether the network drops the dialogue at this step.
 * @param step as the phone counts, see `phoneSteps.ts`
 */
export function isAborted({ luck }: View, step: number, when: When): boolean {
  if (luck === NO_LUCK) return false;
  return luck('ussdAbort', when, (setting) => setting.when === when && isAt(setting.step, step)) !== null;
}

function isAt(wanted: number | null, step: number): boolean {
  return wanted === null || wanted === step;
}

/** What becomes of the screen of a step that was taken; null = it shows. @param isOpen whether an answer is awaited: else nobody can hang up */
export function fateOf(view: View, step: number, isOpen: boolean): Fate | null {
  if (view.luck === NO_LUCK) return null;
  if (isAborted(view, step, 'after')) return 'lost';
  return isOpen && isCancelled(view, step) ? 'cancelled' : null;
}

function isCancelled({ luck }: View, step: number): boolean {
  return luck('userCancel', '', (setting) => isAt(setting.step, step)) !== null;
}

/** What comes of a step that was taken: its screen, or what becomes of that. */
export function afterScreen(view: View, step: number, plan: ScreenPlan | NeedPeer): ScreenPlan | NeedPeer {
  if ('needPeer' in plan || !plan.result.ok) return plan;
  return fated(view, plan, fateOf(view, step, plan.result.value.state === 'awaiting'));
}

/** A plan whose screen has this fate; what it did is done. */
export function fated(view: View, plan: ScreenPlan, fate: Fate | null): ScreenPlan {
  if (fate === null || !plan.result.ok) return plan;
  const answer = plan.result.value;
  if (fate === 'cancelled') return over(view, plan, answer, 'ussd.hangup');
  const language = phoneLanguage(view);
  const text = networkText('connection-lost', language);
  return over(view, plan, { ...answer, service: 'network', language, text }, 'ussd.aborted');
}

function over(view: View, plan: ScreenPlan, answer: UssdAnswer, type: string): ScreenPlan {
  return {
    ...plan,
    result: ok({ ...answer, state: 'ended', expiresAt: isoTime(view.now) }),
    ...(plan.session == null ? {} : { session: afterDrop(view, plan.session) }),
    events: () => [...(plan.events?.() ?? []), { type, more: { sessionId: answer.sessionId } }],
  };
}
