/** Who may do what, and when: checked before any handler runs. */
import { localDay } from './calendar.ts';
import { phaseAt } from './lifecycle.ts';
import { balanceOf } from './points.ts';
import type { Program } from './program.ts';
import type { Turn } from './turn.ts';
import type { Membership, Operation, Outcome } from './types.ts';

interface Rule {
  /** Whether a frozen program allows it. A closed one allows nothing that is guarded. */
  readonly whenFrozen: boolean;
  /** Statuses of the membership for which it is there. */
  readonly for: readonly Membership['status'][];
  /** Whether a blocked number may do it. */
  readonly whenBlocked: boolean;
}

const FREE = { whenFrozen: false, whenBlocked: true } as const;

/** Not here: `finish`, `change-owner` and `change-dates`. They happen, whatever has become of the program and the membership. */
const RULES: { readonly [Name in Operation['op']]?: Rule } = {
  balance: { ...FREE, whenFrozen: true, for: ['member', 'pending'] },
  register: { ...FREE, for: ['member', 'pending', 'left'] },
  deactivate: { ...FREE, for: ['member', 'pending'] },
  event: { ...FREE, for: ['member'] },
  order: { ...FREE, whenBlocked: false, for: ['member'] },
  transfer: { ...FREE, whenBlocked: false, for: ['member'] },
  confirm: { ...FREE, whenBlocked: false, for: ['member'] },
  open: { ...FREE, whenFrozen: true, for: ['member', 'pending', 'left'] },
  credit: { ...FREE, for: ['member', 'pending', 'left'] },
};

/** Why the operation cannot even begin, or null. */
export function refusalOf(turn: Turn, operation: Operation, now: number): Outcome | null {
  const rule = RULES[operation.op];
  if (!rule) return null;
  return refusalOfPhase(turn, rule, now) ?? refusalOfMember(turn, rule);
}

function refusalOfPhase(turn: Turn, rule: Rule, now: number): Outcome | null {
  const { program } = turn;
  const phase = phaseAt(program, now);
  if (phase === 'closed') return { name: 'closed', data: {} };
  if (phase === 'not-open-yet')
    return { name: 'not-open-yet', data: { opensAt: program.openedAt, opensOn: dayIn(program, program.openedAt) } };
  if (phase === 'open' || rule.whenFrozen) return null;
  return {
    name: 'frozen',
    data: { balance: balanceOf(turn), frozenAt: program.frozenAt, frozenOn: dayIn(program, program.frozenAt) },
  };
}

/** The day of an instant as the program's own calendar has it: everybody names the same one. */
function dayIn({ timeZone }: Program, at: number): string {
  return localDay(at, timeZone).day;
}

function refusalOfMember({ membership, profile }: Turn, rule: Rule): Outcome | null {
  if (!rule.for.includes(membership.status)) {
    if (membership.status !== 'pending') return { name: 'not-a-member', data: {} };
    return { name: 'pending', data: { activeAt: membership.activeAt ?? 0 } };
  }
  return profile.blocked && !rule.whenBlocked ? { name: 'number-blocked', data: {} } : null;
}
