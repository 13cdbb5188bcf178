/** Giving points to another member. Part of the JSON Schema of `program.yaml`. */
import type { Schema } from '../../../yaml/schema.ts';
import { duration, object, points, whole } from './programParts.ts';

const properties: Readonly<Record<string, Schema>> = {
  perOperation: points('Most points in one transfer.', 3000),
  perDay: points('Most points a local day.', 3000),
  oneRecipientADay: {
    description: 'Whether all transfers of a local day must go to the same member.',
    type: 'boolean',
  },
  perMonth: whole('Most transfers in a local month.', 1, 100, 10),
  codeDigits: whole('Digits of the confirmation code.', 4, 10, 4),
  codeLifetime: duration('How long the code holds.', 'PT5M'),
  tries: whole('How often a code may be typed; the last wrong one cancels the transfer.', 1, 10, 3),
  waiting: whole('How many transfers may wait for their codes at once.', 1, 100, 10),
};

export const TRANSFERS: Schema = {
  description: 'Giving points to another member. Without it the program has no transfers.',
  ...object(Object.keys(properties), properties),
};
