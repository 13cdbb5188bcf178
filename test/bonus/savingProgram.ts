/** A program with claims, bills, goals and certificates, where nothing burns or is given by itself: nobody's. */

import { createCore } from '../../src/bonus/core.ts';
import type { Core } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { compile, type Subscriber } from './support.ts';

const EARNING = {
  taxi: { rule: 'rate', rub: 1 },
  purchase: {
    rule: 'claim',
    percent: 100,
    days: 90,
    partners: { cafe: { percent: 5 }, shop: { days: 50 } },
    credited: { months: 1, day: 1 },
    first: 300,
    open: 20,
    returns: 180,
    kept: 10,
  },
};

/** Its core, with some of the file replaced. */
export function savingCore(change: object = {}): Core {
  const quiet = { expiry: { rule: 'never' }, joining: { ussd: {} }, tiers: undefined, earning: EARNING };
  return createCore(compile(fullFile({ ...quiet, ...change })));
}

/** Buys something that brings so many points at a time (epoch ms); gives the entry. */
export function buy(one: Subscriber, now: number, points: number): string {
  return String(one.event(now, 'purchase', { rub: points, partner: 'books', percent: 100 }).data.entry);
}

/** Buys it, and the partner confirms it at once. */
export function bought(one: Subscriber, now: number, points: number): string {
  const entry = buy(one, now, points);
  one.event(now, 'confirm', { entry });
  return entry;
}
