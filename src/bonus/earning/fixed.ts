/** A fixed number of points, each time or once in a period; one of joining's bonuses that is had later is had once in all. */
import type { FixedRule } from '../programFile.ts';
import type { Block } from './block.ts';
import { grant } from './grants.ts';

/** See the head of the file. */
export const fixed: Block<FixedRule> = {
  fields: () => [],
  earn: (rule, event) => grant(rule.every, rule.points, event, nameOf(rule, event.kind)),
};

/** Name under which it is remembered that it was given. */
function nameOf({ joining }: FixedRule, kind: string): string {
  return joining === undefined ? kind : joiningGrant(joining);
}

/** The same of a bonus of joining, by the field that earns it. */
export function joiningGrant(field: string): string {
  return `joining.${field}`;
}
