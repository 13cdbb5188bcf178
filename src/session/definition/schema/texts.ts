/** The JSON Schema of `texts.<language>.yaml` (2020-12), published as `schemas/texts.schema.json`. */
import type { Schema } from './words.ts';

const key: Schema = {
  pattern: '^[a-z0-9][a-z0-9-]*$',
  description: 'part of a key: small letters, digits, dashes',
  examples: ['too-few'],
};

const entry: Schema = {
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 2000,
  minProperties: 1,
  propertyNames: key,
  additionalProperties: { $ref: '#/$defs/entry' },
  description: 'a text (ICU MessageFormat), or texts under a common beginning of their keys',
  examples: [
    'Баланс: {balance, plural, one {{balance} балл} few {{balance} балла} many {{balance} баллов} other {{balance} балла}}.',
  ],
};

export const textsSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'the texts',
  description: 'The texts of a service in one language. Nested maps make dotted keys.',
  type: 'object',
  minProperties: 1,
  propertyNames: key,
  additionalProperties: { $ref: '#/$defs/entry' },
  $defs: { entry },
};
