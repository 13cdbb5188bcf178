/** The rules of events that earn nothing themselves. Parts of the JSON Schema of `program.yaml`. */
import type { Schema } from '../../../yaml/schema.ts';
import { block, object, part, rub, whole } from './programParts.ts';

/** Rule → name of its schema in `EVENTS`. */
export const EVENT_RULES: Readonly<Record<string, string>> = {
  confirm: 'eventConfirm',
  reject: 'eventReject',
  bill: 'eventBill',
  goal: 'eventGoal',
  certificate: 'eventCertificate',
};

const sums: Readonly<Record<string, Schema>> = {
  rub: {
    description: 'The lowest sums in RUB, in order; above them come steps.',
    type: 'array',
    minItems: 1,
    maxItems: 100,
    items: rub('A sum.', 100),
    examples: [[100, 250, 500]],
  },
  step: rub('RUB from one sum to the next above those.', 500),
  upTo: rub('The highest sum; a step leads to it.', 80000),
};

const SUMS = ['rub', 'step', 'upTo'];

const number: Schema = {
  description: 'Topping up a number. Without it: one cannot save for that.',
  ...object(['prefixes', 'paid'], {
    prefixes: {
      description: 'How numbers begin that can be topped up, in international form without +.',
      type: 'array',
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      items: { description: 'Digits.', type: 'string', pattern: '^[1-9]\\d{0,14}$', examples: ['7916'] },
      examples: [['7910', '7916']],
    },
    paid: part('creditDate', 'When it is topped up, from the next such date on that points suffice.'),
  }),
};

/** Definition → its schema. */
export const EVENTS: Readonly<Record<string, Schema>> = {
  eventConfirm: block('confirm', 'A partner confirms a claim; the event has its entry.', [], {}),
  eventReject: block('reject', 'A claim is rejected, or taken back; the event has its entry.', [], {}),
  eventBill: block('bill', 'A bill of so many rub: points pay it at a date, as far as they go.', ['paid'], {
    paid: part('creditDate', 'When points pay it, counted from the event.'),
  }),
  eventGoal: block('goal', 'What a member saves for: the event has goal, rub and, of a number, msisdn.', ['most'], {
    certificate: { description: 'Saving for certificates of these sums.', ...object(SUMS, sums) },
    number,
    most: whole('Goals that a member may have at once.', 1, 100, 5),
  }),
  eventCertificate: block('certificate', 'A certificate of so many rub for as many points.', SUMS, sums),
};
