/** The JSON Schema (2020-12) of `smpp:` in the configuration file, made of the same tables that check it. */
import { DURATION, type KeyRule, type KeyRules, type Kind } from './kinds.ts';
import { ACCOUNT_RULES, LINK_RULES, PORT_RULE, SINK_RULE } from './rules.ts';

export type Schema = Readonly<Record<string, unknown>>;

type Maker<One extends Kind> = (kind: One) => Schema;

const MAKERS: { readonly [Name in Kind['kind']]: Maker<Extract<Kind, { kind: Name }>> } = {
  text: ({ pattern }) => ({ type: 'string', pattern }),
  integer: ({ min, max }) => ({ type: 'integer', minimum: min, maximum: max }),
  choice: ({ values }) => ({ enum: values }),
  flag: () => ({ type: 'boolean' }),
  duration: () => ({ type: 'string', pattern: DURATION }),
  texts: ({ item }) => ({ type: 'array', items: { type: 'string', pattern: item.pattern } }),
};

function schemaOf(rule: KeyRule): Schema {
  const { fallback, about, example = fallback } = rule;
  const make = MAKERS[rule.kind] as Maker<Kind>;
  return {
    ...make(rule),
    description: about,
    ...(fallback === undefined ? {} : { default: fallback }),
    examples: [example],
  };
}

function mapping(about: string, rules: KeyRules, required: readonly string[]): Schema {
  return {
    type: 'object',
    description: about,
    properties: Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, schemaOf(rule)])),
    required,
    oneOf: [{ required: ['password'] }, { required: ['password_env'] }],
    additionalProperties: false,
  };
}

function listOf(about: string, items: Schema): Schema {
  return { type: 'array', description: about, items };
}

/** What may stand under `smpp:`. */
export const smppSchema: Schema = {
  type: 'object',
  description: 'SMPP: who may bind here, and to whom the gateway binds',
  properties: {
    port: schemaOf(PORT_RULE),
    accounts: listOf('who may bind', mapping('an account', ACCOUNT_RULES, ['system_id'])),
    links: listOf(
      'SMSCs that the gateway binds to',
      mapping('an outgoing link', LINK_RULES, ['name', 'host', 'system_id']),
    ),
    sinks: schemaOf(SINK_RULE),
  },
  additionalProperties: false,
};
