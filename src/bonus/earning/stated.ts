/** As many points as the event says, within limits. */
import type { StatedRule } from '../programFile.ts';
import type { Block } from './block.ts';
import { numberIn } from './values.ts';

/** See the head of the file. */
export const stated: Block<StatedRule> = {
  fields: (rule) => [{ name: 'points', is: 'amount', limit: rule.to }],
  earn: (rule, { kind, values }) => {
    const points = numberIn(values, 'points');
    if (points < rule.from)
      return { ok: false, refusal: { name: 'under-limit', data: { field: 'points', limit: rule.from } } };
    return { ok: true, awards: [{ points, note: kind }], change: {} };
  },
};
