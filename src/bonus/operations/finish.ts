/** `finish`, at the giver: a transfer ends, once. A refusal of the receiver's side gives the points back. */
import { totalOf } from '../lots.ts';
import { balanceOf, post, release } from '../points.ts';
import { uncountTransfer } from '../transferLimits.ts';
import { causeOf, done, type Handler, patch, say, type Turn } from '../turn.ts';
import type { CoreContext, Reservation } from '../types.ts';

/** ok, also for an id that is not on its way (any more) */
export const finish: Handler<'finish'> = (turn, { id, refusal }, context) => {
  const reservation = turn.membership.reservations.find((one) => one.id === id);
  if (!reservation) return done(turn);
  const key = refusal === null ? 'core.transfer-sent' : 'core.transfer-failed';
  const ended = refusal === null ? post(turn, reservation, causeOf(context)) : giveBack(turn, reservation, context);
  const args = { to: reservation.to, points: totalOf(reservation.lots), balance: balanceOf(ended) };
  return done(say(ended, context.now, key, args));
};

function giveBack(turn: Turn, reservation: Reservation, context: CoreContext): Turn {
  const released = release(turn, reservation, causeOf(context));
  const limits = uncountTransfer(turn.membership.limits ?? [], reservation, totalOf(reservation.lots));
  return patch(released, { limits });
}
