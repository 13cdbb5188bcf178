/** `credit`, at the receiver: the point of no return of a transfer. The flow lets each transfer id pass once. */
import { totalOf } from '../lots.ts';
import * as points from '../points.ts';
import { causeOf, done, type Handler, refuse, say } from '../turn.ts';

/** ok · recipient-not-a-member */
export const credit: Handler<'credit'> = (turn, { id, from, lots }, context) => {
  if (turn.membership.status !== 'member') return refuse(turn, 'recipient-not-a-member');
  const credited = points.credit(turn, id, from, lots, causeOf(context));
  const args = { from, points: totalOf(lots), balance: points.balanceOf(credited) };
  return done(say(credited, context.now, 'core.transfer-received', args));
};
