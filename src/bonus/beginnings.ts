/** How a membership begins: with the first status, and a date for what is given by itself. */
import { scheduled } from './byItself.ts';
import { firstTier } from './tiers.ts';
import type { Turn } from './turn.ts';

/** The turn of somebody who is a member from this instant on. */
export function begun(turn: Turn, at: number): Turn {
  return scheduled(firstTier(turn, at), at);
}
