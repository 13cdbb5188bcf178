/** A percentage of a sum, rounded down, that its partner must confirm. */
import { dayAfter } from '../calendar.ts';
import { isOpen } from '../claims/states.ts';
import type { ClaimRule } from '../programFile.ts';
import type { Claim } from '../types.ts';
import type { Block, EarningEvent } from './block.ts';
import { numberIn, readAmount, textIn } from './values.ts';

const LONGEST_NAME = 64;

/** See the head of the file. */
export const claim: Block<ClaimRule> = {
  fields: (_rule, program) => [
    { name: 'rub', is: 'amount', limit: program.maxRub },
    { name: 'partner', is: 'text', most: LONGEST_NAME },
    { name: 'percent', is: 'amount', limit: 100 },
  ],
  earn: (rule, event) => {
    const { claims = [] } = event.membership;
    const wrong = readAmount('percent', numberIn(event.values, 'percent'), percentOf(rule, partnerIn(event)));
    if (wrong) return { ok: false, refusal: wrong };
    if (claims.filter(isOpen).length >= rule.open) {
      return { ok: false, refusal: { name: 'too-many-claims', data: { limit: rule.open } } };
    }
    const made = claimOf(rule, event);
    const { id, points, partner, rub } = made;
    return {
      ok: true,
      awards: [],
      change: { claims: [...claims, made] },
      data: { earned: points, entry: id },
      message: { key: 'core.claimed', args: { points, partner, rub } },
    };
  },
};

function claimOf(rule: ClaimRule, event: EarningEvent): Claim {
  const { kind, values, now, zone, newId } = event;
  const rub = numberIn(values, 'rub');
  const partner = partnerIn(event);
  // Sums are at most a thousand million: the product is exact.
  const points = Math.floor((rub * numberIn(values, 'percent')) / 100);
  const dueAt = dayAfter(now, zone, exceptionOf(rule, partner)?.days ?? rule.days);
  return { id: newId(), kind, at: now, rub, partner, points, state: 'pending', dueAt };
}

function partnerIn({ values }: EarningEvent): string {
  return textIn(values, 'partner').trim();
}

function percentOf(rule: ClaimRule, partner: string): number {
  return exceptionOf(rule, partner)?.percent ?? rule.percent;
}

function exceptionOf({ partners = {} }: ClaimRule, partner: string): { percent?: number; days?: number } | undefined {
  const name = Object.keys(partners).find((one) => one.toLowerCase() === partner.toLowerCase());
  return name === undefined ? undefined : partners[name];
}
