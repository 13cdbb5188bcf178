/** Points by the value of one field of the event. */
import type { ByValueRule } from '../programFile.ts';
import type { Block } from './block.ts';

/** See the head of the file. */
export const byValue: Block<ByValueRule> = {
  fields: (rule) => [{ name: rule.field, is: 'choice', choices: rule.values.map(({ value }) => value) }],
  earn: (rule, { kind, values }) => {
    const points = rule.values.find(({ value }) => value === values[rule.field])?.points ?? 0;
    return { ok: true, awards: [{ points, note: kind }], change: {} };
  },
};
