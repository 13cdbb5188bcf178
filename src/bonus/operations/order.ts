/** `order`: a gift for points, by its code. It cannot be cancelled. */
import { giftNameKey } from '../lists.ts';
import { balanceOf, spend } from '../points.ts';
import { causeOf, done, type Handler, refuse, say } from '../turn.ts';

/** ok {order, code, nameKey, price, balance} · unknown-gift {code} · too-few-points {missing, price, balance} */
export const order: Handler<'order'> = (turn, { code }, context) => {
  const gift = turn.program.giftsByCode.get(code);
  if (!gift) return refuse(turn, 'unknown-gift', { code });
  const { price } = gift;
  const before = balanceOf(turn);
  if (before < price) return refuse(turn, 'too-few-points', { missing: price - before, price, balance: before });
  const after = spend(turn, price, causeOf(context), code);
  const receipt = { code, nameKey: giftNameKey(code), price, balance: balanceOf(after) };
  return done(say(after, context.now, 'core.ordered', receipt), { order: context.newId(), ...receipt });
};
