/** What a building block for events is that earn nothing themselves: the fields of its events and what they do. */
import type { Field, Values } from '../earning/values.ts';
import { balanceOf } from '../points.ts';
import type { Program } from '../program.ts';
import type { Reply, Turn } from '../turn.ts';
import { done } from '../turn.ts';
import type { CoreContext, Data } from '../types.ts';

export interface EventBlock<Rule> {
  /** The values that the event may have, no others. */
  readonly fields: (rule: Rule, program: Program) => readonly Field[];
  readonly run: (turn: Turn, rule: Rule, values: Values, context: CoreContext) => Reply;
}

/** The answer to an event that was done and has earned nothing. */
export function happened(turn: Turn, data: Data = {}): Reply {
  return done(turn, { earned: 0, balance: balanceOf(turn), ...data });
}
