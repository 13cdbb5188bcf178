/** What each verb does. One table, one truth. */
import type { Act, Verb } from '../../language/script.ts';
import type { Acted, Stage } from '../stage.ts';
import { bonus, event } from './bonusActs.ts';
import type { Doing } from './doing.ts';
import { answer, dial, hangUp, look, pages, push, sms } from './phoneActs.ts';
import { clock, faults, subscriber, wait } from './worldActs.ts';

const VERBS: { readonly [V in Verb]: Doing<V> } = {
  dial,
  answer,
  hangup: hangUp,
  pages,
  sms,
  push,
  look,
  wait,
  clock,
  event,
  bonus,
  subscriber,
  faults,
};

/** Does what a step says. Refusals are part of what comes of it. Throws a WireTrouble. */
export function carryOut(stage: Stage, act: Act, msisdn: string): Promise<Acted> {
  return (VERBS[act.verb] as Doing<Verb>)(stage, act, msisdn);
}
