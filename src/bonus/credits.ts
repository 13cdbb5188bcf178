/** Points on their way by date. */
import { balanceOf, earn } from './points.ts';
import type { Program } from './program.ts';
import { type Cause, patch, say, type Turn } from './turn.ts';
import type { Credit, Membership } from './types.ts';

/** Adds points that come at an instant; those of one instant and kind come together. */
export function credited(turn: Turn, { at, points, note }: Credit): Turn {
  if (points === 0) return turn;
  const { credits = [] } = turn.membership;
  const same = credits.find((one) => one.at === at && one.note === note);
  const others = credits.filter((one) => one !== same);
  const credit = { at, points: points + (same?.points ?? 0), note };
  return patch(turn, { credits: [...others, credit].sort((a, b) => a.at - b.at) });
}

/** When the next ones come; Infinity = never. Nothing is earned while the program is frozen. */
export function nextCredit({ credits }: Membership, { frozenAt }: Program): number {
  const at = credits?.[0]?.at ?? Number.POSITIVE_INFINITY;
  return at < frozenAt ? at : Number.POSITIVE_INFINITY;
}

/** Credits what comes at this instant, and tells of it in one SMS. */
export function settleCredits(turn: Turn, cause: Cause): Turn {
  const { credits = [] } = turn.membership;
  const due = credits.filter(({ at }) => at === cause.at);
  const start = patch(turn, { credits: credits.filter(({ at }) => at !== cause.at) });
  const after = due.reduce((so, { points, note }) => earn(so, points, cause, note), start);
  const points = due.reduce((sum, one) => sum + one.points, 0);
  return say(after, cause.at, 'core.credited', { points, balance: balanceOf(after) });
}
