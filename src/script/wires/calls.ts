/** The calls of the API that scripts are made of; a Gateway has them, and so has whoever answers over HTTP. */
import type { Gateway, Result } from '../../flow/api.ts';
import { type Reply, WireTrouble } from '../wire.ts';

export type PhoneCalls = Pick<Gateway, 'dial' | 'answer' | 'hangUp' | 'sms' | 'push' | 'messages'>;

export type OfficeCalls = Pick<
  Gateway,
  | 'bonus'
  | 'bonusWrite'
  | 'catalogue'
  | 'journal'
  | 'subscriber'
  | 'putSubscriber'
  | 'clock'
  | 'changeClock'
  | 'putFaults'
>;

export type WorldCalls = Pick<Gateway, 'createWorld' | 'deleteWorld' | 'changeClock' | 'putFaults'>;

export type Calls = PhoneCalls & OfficeCalls & WorldCalls;

/** What a call came to, in the words of a wire. */
export function replyOf<T>(result: Result<T>): Reply<T> {
  if (result.ok) return result;
  const { type, data = {}, detail } = result.problem;
  return { ok: false, word: type, figures: data, detail };
}

/** The value of a call that must go well. Throws a WireTrouble that begins with `what` was tried. */
export function mustWork<T>(what: string, result: Result<T>): T {
  if (result.ok) return result.value;
  throw new WireTrouble(`${what}: ${result.problem.detail || result.problem.type}`);
}
