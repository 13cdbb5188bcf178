/** What events do that earn nothing themselves: one building block for each rule of the program's file. */
import type { EventRule } from '../programFile.ts';
import { bill } from './bill.ts';
import type { EventBlock } from './block.ts';
import { certificate } from './certificate.ts';
import { confirm } from './confirm.ts';
import { goal } from './goal.ts';
import { reject } from './reject.ts';

const BLOCKS: { readonly [Name in EventRule['rule']]: EventBlock<Extract<EventRule, { rule: Name }>> } = {
  confirm,
  reject,
  bill,
  goal,
  certificate,
};

/** The building block of a rule. */
export function eventBlockOf(rule: EventRule): EventBlock<EventRule> {
  return BLOCKS[rule.rule] as EventBlock<EventRule>;
}
