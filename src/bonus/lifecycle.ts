/** The life cycle of a program: open, then frozen or closed, each from its first instant on. */
import type { Program } from './program.ts';

export type Phase = 'open' | 'frozen' | 'closed';

/** The phase at an instant (epoch ms); the first instant of a phase belongs to it. */
export function phaseAt(program: Program, at: number): Phase {
  if (at >= program.closedAt) return 'closed';
  return at >= program.frozenAt ? 'frozen' : 'open';
}
