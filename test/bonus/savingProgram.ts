/** A program with claims, bills, goals and certificates, where nothing burns or is given by itself: nobody's. */
import { createCore } from '../../src/bonus/core.ts';
import type { Core } from '../../src/bonus/types.ts';
import { fullFile } from './fullProgram.ts';
import { compile, type Subscriber } from './support.ts';

const { taxi, purchase } = fullFile().earning as Record<string, object>;
/** Room for as many purchases as the tests make. */
const EARNING = { taxi, purchase: { ...purchase, open: 20, kept: 10 } };

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
