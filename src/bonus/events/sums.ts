/** Sums that a certificate may have. */
import type { CertificateSums } from '../programFile.ts';
import type { Outcome } from '../types.ts';

/** Null where there are certificates of this sum; else the refusal, with the nearest sums: 0 where there is none on that side. */
export function wrongSum(sums: CertificateSums, rub: number): Outcome | null {
  const below = nearestBelow(sums, rub);
  if (below === rub) return null;
  return { name: 'no-such-sum', data: { field: 'rub', below, above: nearestAbove(sums, rub) } };
}

function nearestBelow({ rub: listed, step, upTo }: CertificateSums, rub: number): number {
  const last = listed.at(-1) ?? 0;
  if (rub < last + step) return listed.findLast((sum) => sum <= rub) ?? 0;
  return Math.min(last + Math.floor((rub - last) / step) * step, upTo);
}

function nearestAbove({ rub: listed, step, upTo }: CertificateSums, rub: number): number {
  const last = listed.at(-1) ?? 0;
  if (rub <= last) return listed.find((sum) => sum >= rub) ?? 0;
  const next = last + Math.ceil((rub - last) / step) * step;
  return next <= upTo ? next : 0;
}
