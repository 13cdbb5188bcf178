/** What becomes of claims by themselves: those that were confirmed are credited at their date, the others are rejected. */
import { balanceOf, earn } from '../points.ts';
import type { Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import { type Cause, patch, say } from '../turn.ts';
import type { Claim, Membership } from '../types.ts';
import { change, claimRule, prunedIn } from './claims.ts';
import { accrued, rejected } from './states.ts';

/** Name under which the bonus of the first credited claim of a kind is remembered; kinds have no dots. */
function firstOf(kind: string): string {
  return `${kind}.first`;
}

/** When the first of them falls due; Infinity = never. A frozen program lets them be as they are. */
export function nextClaim({ claims }: Membership, { frozenAt }: Program): number {
  let next = Number.POSITIVE_INFINITY;
  if (claims === undefined) return next;
  for (const { dueAt } of claims) if (dueAt !== undefined && dueAt < next) next = dueAt;
  return next < frozenAt ? next : Number.POSITIVE_INFINITY;
}

/** Does what is due at this instant; what is credited is told in one SMS. */
export function settleClaims(turn: Turn, cause: Cause): Turn {
  const due = (turn.membership.claims ?? []).filter(({ dueAt }) => dueAt === cause.at);
  // Of a kind that the file has lost, nothing can be credited.
  const isCredited = ({ confirmed, kind }: Claim) => confirmed === true && claimRule(turn.program, kind) !== null;
  const credited = due.filter(isCredited);
  const settled = due.filter((one) => !isCredited(one)).reduce((so, one) => reject(so, one, cause.at), turn);
  return prunedIn(credited.length === 0 ? settled : creditAll(settled, credited, cause), cause.at);
}

function reject(turn: Turn, { id, points, partner, rub }: Claim, at: number): Turn {
  const told = say(turn, at, 'core.claim-rejected', { points, partner, rub });
  return change(told, id, rejected);
}

function creditAll(turn: Turn, claims: readonly Claim[], cause: Cause): Turn {
  let points = 0;
  let so = turn;
  for (const one of claims) {
    const bonus = firstBonus(so, one);
    const marked = bonus === 0 ? so : patch(so, { granted: { ...so.membership.granted, [firstOf(one.kind)]: 'once' } });
    // The state comes before the points: should these pay for what is owed, they are used at once.
    const credited = earn(change(marked, one.id, accrued), one.points, cause, one.kind);
    so = earn(credited, bonus, cause, firstOf(one.kind));
    points += one.points + bonus;
  }
  return points === 0 ? so : say(so, cause.at, 'core.credited', { points, balance: balanceOf(so) });
}

function firstBonus({ membership, program }: Turn, { kind }: Claim): number {
  return membership.granted[firstOf(kind)] ? 0 : (claimRule(program, kind)?.first ?? 0);
}
