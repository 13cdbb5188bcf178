/** `balance`: the points, and how many of them burn first and when. */
import { nextBurn } from '../expiry.ts';
import { balanceOf } from '../points.ts';
import { done, type Handler } from '../turn.ts';

/** ok {balance, expiring, expiringAt?} */
export const balance: Handler<'balance'> = (turn) => {
  const { lots } = turn.membership;
  const expiringAt = nextBurn(turn.program, lots);
  if (expiringAt === Number.POSITIVE_INFINITY) return done(turn, { balance: balanceOf(turn), expiring: 0 });
  return done(turn, { balance: balanceOf(turn), expiring: lots[0]?.points ?? 0, expiringAt });
};
