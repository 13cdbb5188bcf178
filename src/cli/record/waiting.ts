/** Time between two acts, as a script has it: its clock stands still unless it says otherwise. */
import type { Recording } from '../../script/language/write.ts';

/** People think for so long, ms; nothing is due to that. */
const THINKING = 60_000;
const SECOND = 1_000;

/** What passes between these two moments of the world's clock (epoch ms): a step, or none where it does not matter. */
export function waitBetween(phone: string, from: number, to: number): Recording[] {
  const ms = Math.floor((to - from) / SECOND) * SECOND;
  return ms < THINKING ? [] : [{ phone, did: { verb: 'wait', ms }, screen: null, refused: null, sms: [] }];
}

/** A moment of the world's clock without parts of a second, ISO 8601. */
export function wholeSecond(at: number): string {
  return new Date(Math.floor(at / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');
}
