/** SMS of a service to a subscriber. */
import type { Account, CoreMessage } from '../bonus/types.ts';
import type { Scene } from './scene.ts';
import type { OutgoingSms, Service } from './types.ts';
import type { Values } from './values.ts';
import { say, voiceOf } from './voice.ts';

/** A core's message outside a dialogue, at world time `at` (epoch ms). Throws if the service lacks the text or an argument. */
export function smsOf(service: Service, account: Account, { key, args }: CoreMessage, at: number): OutgoingSms {
  return { from: service.sender, text: say(voiceOf(service, account), key, args), at };
}

/** An SMS of a step. Throws like `smsOf`. */
export function smsIn(scene: Scene, key: string, values: Values): OutgoingSms {
  return { from: scene.ctx.sender, text: say(scene, key, values), at: scene.ctx.now };
}
