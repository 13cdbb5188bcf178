/** A fixed number of points, each time or once in a period. */
import type { FixedRule } from '../programFile.ts';
import type { Block } from './block.ts';
import { grant } from './grants.ts';

/** See the head of the file. */
export const fixed: Block<FixedRule> = {
  fields: () => [],
  earn: (rule, event) => grant(rule.every, rule.points, event),
};
