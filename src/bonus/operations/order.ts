/** `order`: an exchange of points for one gift or several, by their codes. It cannot be cancelled. */
import { addDuration, localDay, nextMonth } from '../calendar.ts';
import { giftNameKey, priceOf } from '../lists.ts';
import { balanceOf, spend } from '../points.ts';
import type { Gift } from '../programFile.ts';
import { causeOf, done, type Handler, patch, refuse, say, type Turn, zoneOf } from '../turn.ts';
import type { CoreContext, CoreMessage, Data, Outcome } from '../types.ts';

/**
 * ok {order, code, nameKey, price, balance} · unknown-gift {code} · too-many-gifts {limit} · already-ordered {code} · in-debt {debt} ·
 * over-monthly-limit {limit} · too-few-points {missing, price, balance}; a refusal has the program's own number with it where there is one
 */
export const order: Handler<'order'> = (turn, { codes }, context) => {
  const gifts = codes.map((code) => turn.program.giftsByCode.get(code));
  const unknown = gifts.indexOf(undefined);
  if (unknown >= 0 || gifts.length === 0) return refuse(turn, 'unknown-gift', { code: codes[unknown] ?? '' });
  const known = gifts as readonly Gift[];
  const refusal = refusalOf(turn, known, context.now);
  return refusal === null ? exchange(turn, known, context) : { turn, outcome: numbered(turn, refusal) };
};

function refusalOf(turn: Turn, gifts: readonly Gift[], now: number): Outcome | null {
  const { perMonth, most = 1, refusedInDebt } = turn.program.orders;
  const { debt = 0 } = turn.profile;
  if (gifts.length > most) return { name: 'too-many-gifts', data: { limit: most } };
  if (refusedInDebt && debt > 0) return { name: 'in-debt', data: { debt } };
  const again = gifts.find((gift, index) => isOrdered(turn, gift) || gifts.indexOf(gift) < index);
  if (again) return { name: 'already-ordered', data: { code: again.code, nameKey: giftNameKey(again.code) } };
  if (perMonth !== undefined && exchangesIn(turn, now) >= perMonth) {
    return { name: 'over-monthly-limit', data: { limit: perMonth } };
  }
  return tooFew(turn, gifts);
}

function tooFew(turn: Turn, gifts: readonly Gift[]): Outcome | null {
  const price = gifts.reduce((sum, gift) => sum + priceOf(turn, gift), 0);
  const balance = balanceOf(turn);
  return balance < price ? { name: 'too-few-points', data: { missing: price - balance, price, balance } } : null;
}

/** The number that the program itself has for a refusal. */
function numbered({ program }: Turn, { name, data }: Outcome): Outcome {
  const refusalCode = program.orders.refusalCodes?.[name];
  return refusalCode === undefined ? { name, data } : { name, data: { ...data, refusalCode } };
}

function exchange(turn: Turn, gifts: readonly Gift[], context: CoreContext) {
  const paid = gifts.reduce((so, gift) => pay(so, gift, context), counted(turn, context.now));
  const [first] = gifts as readonly [Gift];
  const price = gifts.reduce((sum, gift) => sum + priceOf(turn, gift), 0);
  const named = { code: first.code, nameKey: giftNameKey(first.code) };
  return done(paid, { order: context.newId(), ...named, price, balance: balanceOf(paid) });
}

function pay(turn: Turn, gift: Gift, context: CoreContext): Turn {
  const { code } = gift;
  const price = priceOf(turn, gift);
  const after = remembered(spend(turn, price, causeOf(context), code), gift);
  const { key, args } = messageOf(turn, gift, context);
  return say(after, context.now, key, { code, nameKey: giftNameKey(code), price, balance: balanceOf(after), ...args });
}

/** What the SMS says beyond gift and price: when it begins or ends, or its promo code. */
function messageOf(turn: Turn, { runs, thenPaid, promoCode }: Gift, { now, newCode }: CoreContext): CoreMessage {
  if (promoCode !== undefined) return { key: 'core.ordered-promo', args: { promo: newCode(promoCode) } };
  if (runs === undefined) return { key: 'core.ordered', args: {} };
  const zone = zoneOf(turn);
  if (runs === 'next-month') return { key: 'core.ordered-next-month', args: { startsAt: nextMonth(now, zone) } };
  const args: Data = { endsAt: addDuration(now, runs, zone) };
  return { key: thenPaid ? 'core.ordered-then-paid' : 'core.ordered-until', args };
}

function isOrdered({ membership }: Turn, { once, code }: Gift): boolean {
  return once === true && membership.granted[giftNameKey(code)] !== undefined;
}

function remembered(turn: Turn, { once, code }: Gift): Turn {
  if (!once) return turn;
  return patch(turn, { granted: { ...turn.membership.granted, [giftNameKey(code)]: 'once' } });
}

function exchangesIn(turn: Turn, now: number): number {
  const { orders } = turn.membership;
  return orders !== undefined && orders.month >= localDay(now, zoneOf(turn)).month ? orders.count : 0;
}

/** The exchange counts in its local month, where the program limits them; in the last one where the clock was set back. */
function counted(turn: Turn, now: number): Turn {
  if (turn.program.orders.perMonth === undefined) return turn;
  const { month } = localDay(now, zoneOf(turn));
  const [latest = month] = [month, turn.membership.orders?.month ?? month].sort().reverse();
  return patch(turn, { orders: { month: latest, count: exchangesIn(turn, now) + 1 } });
}
