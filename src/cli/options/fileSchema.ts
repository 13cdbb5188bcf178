/** The JSON Schema (2020-12) of a config file, for editors: made of the option table, and of what sections say of themselves. */
import type { Kind, Option, Options } from './option.ts';

export type Schema = Readonly<Record<string, unknown>>;

const VALUES: Readonly<Record<Kind, Schema>> = {
  text: { type: 'string' },
  port: { type: 'integer', minimum: 0, maximum: 65_535 },
  'port-or-off': { anyOf: [{ type: 'integer', minimum: 0, maximum: 65_535 }, { const: 'off' }] },
  instant: { type: 'string', format: 'date-time' },
  list: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  flag: { type: 'boolean' },
};

/** @param sections the schemas of mappings that may stand in place of a value, by the name of their option */
export function fileSchema(options: Options, sections: Readonly<Record<string, Schema>>): Schema {
  const kept = Object.entries(options).filter(([name, { absent }]) => !absent && name !== 'config');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Starhash configuration',
    type: 'object',
    properties: Object.fromEntries(kept.map(([name, option]) => [name, schemaOf(option, sections[name])])),
    additionalProperties: false,
  };
}

function schemaOf({ kind, help }: Option, section: Schema | undefined): Schema {
  const value = VALUES[kind];
  return { description: help, ...(section === undefined ? value : { anyOf: [value, section] }) };
}
