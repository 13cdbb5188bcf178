/** Faults of a dialogue with a service: the network drops it, or its user does. */
import { afterDrop } from '../aborted.ts';
import type { Result, UssdAnswer } from '../api.ts';
import { isoTime } from '../clock.ts';
import type { FollowedPlan } from '../follow.ts';
import { networkText, phoneLanguage } from '../networkTexts.ts';
import { ok } from '../results.ts';
import type { NeedPeer } from '../transact.ts';
import type { View } from '../view.ts';
import { NO_LUCK } from './board.ts';
import type { When } from './settings.ts';

type ScreenPlan = FollowedPlan<Result<UssdAnswer>>;

/**
 * Whether the network drops the dialogue at this step.
 * @param step 1 = the dial, 2 = the first answer
 */
export function isAborted({ luck }: View, step: number, when: When): boolean {
  return luck('ussdAbort', when, (setting) => setting.when === when && isAt(setting.step, step)) !== null;
}

function isAt(wanted: number | null, step: number): boolean {
  return wanted === null || wanted === step;
}

/** What comes of a step that was taken: its screen, unless it gets lost, or its user hangs up on it. */
export function afterScreen(view: View, step: number, plan: ScreenPlan | NeedPeer): ScreenPlan | NeedPeer {
  if (view.luck === NO_LUCK || 'needPeer' in plan || !plan.result.ok) return plan;
  if (isAborted(view, step, 'after')) return screenLost(view, plan, plan.result.value);
  return isCancelled(view, step) ? cancelled(view, plan, plan.result.value) : plan;
}

function isCancelled({ luck }: View, step: number): boolean {
  return luck('userCancel', '', (setting) => isAt(setting.step, step)) !== null;
}

function screenLost(view: View, plan: ScreenPlan, answer: UssdAnswer): ScreenPlan {
  const language = phoneLanguage(view);
  const text = networkText('connection-lost', language);
  return over(view, plan, { ...answer, service: 'network', language, text }, 'ussd.aborted');
}

function cancelled(view: View, plan: ScreenPlan, answer: UssdAnswer): ScreenPlan {
  return answer.state === 'ended' ? plan : over(view, plan, answer, 'ussd.hangup');
}

function over(view: View, plan: ScreenPlan, answer: UssdAnswer, type: string): ScreenPlan {
  return {
    ...plan,
    result: ok({ ...answer, state: 'ended', expiresAt: isoTime(view.now) }),
    session: plan.session == null ? null : afterDrop(view, plan.session),
    events: () => [...(plan.events?.() ?? []), { type, more: { sessionId: answer.sessionId } }],
  };
}
