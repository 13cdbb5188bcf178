/** `finish`, at the giver: a transfer ends, once. A refusal of the receiver's side gives the points back; whoever has them back hears how many burnt at once. */
import { postedTo } from '../ledger.ts';
import { totalOf } from '../lots.ts';
import { balanceOf, post, release } from '../points.ts';
import { uncountTransfer } from '../transferLimits.ts';
import { causeOf, done, type Handler, patch, say, type Turn } from '../turn.ts';
import type { CoreContext, Reservation } from '../types.ts';

/** ok, also for an id that is not on its way (any more) */
export const finish: Handler<'finish'> = (turn, { id, refusal }, context) => {
  const reservation = turn.membership.reservations.find((one) => one.id === id);
  if (!reservation) return done(turn);
  const { to, lots } = reservation;
  const told = { to, points: totalOf(lots) };
  if (refusal === null) {
    const posted = post(turn, reservation, causeOf(context));
    return done(say(posted, context.now, 'core.transfer-sent', { ...told, balance: balanceOf(posted) }));
  }
  const back = giveBack(turn, reservation, context);
  const figures = { ...told, balance: balanceOf(back), burned: burnedSince(turn, back) };
  return done(say(back, context.now, 'core.transfer-failed', figures));
};

function giveBack(turn: Turn, reservation: Reservation, context: CoreContext): Turn {
  const released = release(turn, reservation, causeOf(context));
  const limits = uncountTransfer(turn.membership.limits ?? [], reservation, totalOf(reservation.lots));
  return patch(released, { limits });
}

/** Points that burnt between two turns. */
function burnedSince(before: Turn, after: Turn): number {
  const burns = after.entries.slice(before.entries.length).filter(({ kind }) => kind === 'burn');
  return burns.reduce((sum, entry) => sum + postedTo(entry, 'burned'), 0);
}
