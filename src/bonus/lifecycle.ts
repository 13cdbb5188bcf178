/** The life cycle of a program: not open yet, open, then frozen or closed, each from its first instant on. */
import type { Program } from './program.ts';

export type Phase = 'not-open-yet' | 'open' | 'frozen' | 'closed';

/** The phase at an instant (epoch ms); the first instant of a phase belongs to it. */
export function phaseAt(program: Program, at: number): Phase {
  if (at >= program.closedAt) return 'closed';
  if (at >= program.frozenAt) return 'frozen';
  return at >= program.openedAt ? 'open' : 'not-open-yet';
}
