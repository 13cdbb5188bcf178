/** Memberships of a program whose file has changed since they were written: what it has come to know, they get from now on. */
import { isUnscheduled, scheduled } from './byItself.ts';
import type { Program } from './program.ts';
import { hasLostStatus, regraded } from './tiers.ts';
import type { Turn } from './turn.ts';
import type { Membership } from './types.ts';

/** Whether the file knows something of members that this one has not, or has lost what it has. */
export function isOutdated(membership: Membership, program: Program): boolean {
  return membership.status === 'member' && (isUnscheduled(membership, program) || hasLostStatus(membership, program));
}

/** The membership as the file has it now. @param now epoch ms: nothing is given for the time before */
export function adopted(turn: Turn, now: number): Turn {
  if (!isOutdated(turn.membership, turn.program)) return turn;
  const dated = isUnscheduled(turn.membership, turn.program) ? scheduled(turn, now) : turn;
  return hasLostStatus(dated.membership, dated.program) ? regraded(dated, now) : dated;
}
