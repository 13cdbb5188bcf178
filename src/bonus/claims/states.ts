/** The list of a member's claims: what is open, what is remembered, which of them points that leave were of. */
import type { Claim } from '../types.ts';

/** Whether something may still come of it. */
export function isOpen({ state }: Claim): boolean {
  return state === 'pending';
}

/**
 * All that may still change, and the last so many of the others: accounts must not grow with their history.
 * @param since what was bought at this instant or later can still be returned, epoch ms
 */
export function pruned(claims: readonly Claim[], kept: number, since: number): readonly Claim[] {
  const isOver = (one: Claim) => !isOpen(one) && one.at < since;
  let tooMany = claims.filter(isOver).length - kept;
  if (tooMany <= 0) return claims;
  return claims.filter((one) => {
    if (!isOver(one) || tooMany <= 0) return true;
    tooMany -= 1;
    return false;
  });
}

/** Points of accrued ones that are still there. */
export function leftOf(claims: readonly Claim[]): number {
  return claims.reduce((sum, { left = 0 }) => sum + left, 0);
}

/** After so many points have left the balance: the oldest accrued ones were used first. Nothing changes where none have. */
export function used(claims: readonly Claim[], points: number): readonly Claim[] {
  if (points <= 0) return claims;
  let rest = points;
  return claims.map((one) => {
    if (one.left === undefined || rest === 0) return one;
    const part = Math.min(rest, one.left);
    rest -= part;
    return part < one.left ? { ...one, left: one.left - part } : writtenOff(one);
  });
}

/** A rejected one: nothing falls due, nothing is left. */
export function rejected({ dueAt, confirmed, left, ...claim }: Claim): Claim {
  return { ...claim, state: 'rejected' };
}

/** One whose points are credited at this moment. */
export function accrued({ dueAt, confirmed, ...claim }: Claim): Claim {
  return claim.points === 0 ? { ...claim, state: 'written-off' } : { ...claim, state: 'accrued', left: claim.points };
}

function writtenOff({ left, ...claim }: Claim): Claim {
  return { ...claim, state: 'written-off' };
}
