/** What stays the same during a step: who asks, when, and in what voice the service answers. */
import type { Account } from '../bonus/types.ts';
import type { StepContext } from './types.ts';
import { type Voice, voiceOf } from './voice.ts';

export interface Scene extends Voice {
  readonly ctx: StepContext;
}

/** The scene of a step for this subscriber. */
export function sceneOf(ctx: StepContext, account: Account): Scene {
  const { texts, timeZone } = voiceOf(ctx.service, account);
  return { ctx, texts, timeZone };
}
