/** The JSON Schema of `texts.<language>.yaml` (2020-12), published as `schemas/texts.schema.json`. */
import type { Schema } from '../../../yaml/schema.ts';
import { named } from './words.ts';

const entry: Schema = {
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 2000,
  minProperties: 1,
  propertyNames: named('textKeyPart', 'too-few'),
  additionalProperties: { $ref: '#/$defs/entry' },
  description: 'a text (ICU MessageFormat), or texts under a common beginning of their keys',
  examples: ['Баланс: {balance}', { title: 'Подарки' }],
};

export const textsSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'the texts',
  description: 'The texts of a service in one language. Nested maps make dotted keys.',
  type: 'object',
  minProperties: 1,
  propertyNames: named('textKeyPart', 'too-few'),
  additionalProperties: { $ref: '#/$defs/entry' },
  $defs: { entry },
};
