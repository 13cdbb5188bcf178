/** Points by full calendar years in the program: the highest tier that has been reached. */
import { fullYears } from '../calendar.ts';
import type { ByYearsRule } from '../programFile.ts';
import type { Block } from './block.ts';
import { grant } from './grants.ts';

/** See the head of the file. */
export const byYears: Block<ByYearsRule> = {
  fields: () => [],
  earn: (rule, event) => {
    const years = fullYears(event.memberSince, event.now, event.zone);
    const tier = rule.tiers.findLast((one) => one.years <= years);
    return grant(rule.every, tier?.points ?? 0, event);
  },
};
