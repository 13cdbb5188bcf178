/** The JSON Schema of `service.yaml` (2020-12), published as `schemas/service.schema.json`. */

import type { Schema } from '../../../yaml/schema.ts';
import { described, fields } from '../../../yaml/schema.ts';
import { DEFAULTS } from '../raw.ts';
import { REFUSAL_NAMES } from './refusals.ts';
import { STATE_SCHEMAS } from './states.ts';
import { branches, DEFS, formed, named, ref } from './words.ts';

const word: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 40,
  description: 'a word of the SMS',
  examples: ['Бонус'],
};

const keyword: Schema = {
  ...fields('a keyword', ['go'], {
    word: described(word, 'the whole text of the SMS; case, look-alikes and transliteration do not matter', 'Бонус'),
    empty: { const: true, description: 'the SMS without text', examples: [true] },
    aliases: {
      type: 'array',
      items: word,
      uniqueItems: true,
      description: 'other words for the same',
      examples: [['баланс']],
    },
    go: formed('state', 'where it leads', 'sms-balance'),
  }),
  description: 'a command by SMS: `word` or `empty`',
  examples: [{ word: 'Бонус', go: 'sms-balance' }],
};

/** Kind (and discriminating field) → its schema. */
export const ROUTE_SCHEMAS: Readonly<Record<string, Schema>> = {
  ussd: {
    ...fields('a USSD route', ['ussd', 'start'], {
      ussd: formed('ussd', 'the code; what is dialled beyond it are answers', '*111*455'),
      start: formed('state', 'the first state', 'root'),
    }),
    description: 'a USSD code of the service',
  },
  sms: {
    ...fields('an SMS route', ['sms', 'keywords', 'otherwise'], {
      sms: formed('shortCode', 'the short code', '4555'),
      keywords: { type: 'array', items: keyword, description: 'the commands', examples: [keyword.examples] },
      input: ref('input', 'a text that is no command, such as a gift code'),
      otherwise: formed('state', 'where anything else leads', 'sms-help'),
      suggest: formed('state', 'where a near misspelling leads; the text says {meant}', 'sms-meant'),
    }),
    description: 'an SMS short code of the service',
  },
};

/** Setting → its schema. */
const settingSchemas: Readonly<Record<string, Schema>> = {
  languages: {
    type: 'array',
    items: formed('language', 'language of texts', 'ru'),
    minItems: 1,
    uniqueItems: true,
    description: 'languages of the texts; the first one is for subscribers who have none of them',
    examples: [['ru', 'en', 'ro']],
  },
  timeout: { ...formed('duration', 'how long a phone may think', 'PT3M'), default: DEFAULTS.timeout },
  retries: {
    type: 'integer',
    minimum: 0,
    maximum: 10,
    default: DEFAULTS.retries,
    description: 'wrong answers allowed to one question',
    examples: [3],
  },
  keys: {
    ...fields('the keys', [], {
      next: formed('key', 'next page', '9'),
      back: formed('key', 'back; acts below the first screen', '0'),
      main: formed('key', 'to the first screen', '00'),
    }),
    description: 'keys that turn pages and lead back',
    default: DEFAULTS.keys,
    examples: [{ next: '9', back: '0', main: '00' }],
  },
  invalid: { ...formed('textKey', 'text shown after a wrong answer', 'invalid'), default: DEFAULTS.invalid },
  tooMany: formed('state', 'where too many wrong answers lead', 'too-many'),
  sender: formed('shortCode', 'short code from which SMS come; by default the first one under `routes`', '4555'),
  refusals: branches(REFUSAL_NAMES, 'where refusals lead in calls that do not say it themselves'),
};

function top(route: Schema, state: Schema): Schema {
  return fields('the service', ['languages', 'tooMany', 'routes', 'states'], {
    ...settingSchemas,
    routes: {
      type: 'array',
      items: route,
      minItems: 1,
      description: 'codes by which subscribers reach the service',
      examples: [[{ ussd: '*111*455', start: 'root' }]],
    },
    states: {
      type: 'object',
      minProperties: 1,
      propertyNames: named('state', 'give-to'),
      additionalProperties: state,
      description: 'the states of the dialogue by name, each a menu, ask, list, call or end',
      examples: [{ accepted: { end: 'accepted' } }],
    },
  });
}

const refs = (names: readonly string[]): Schema => ({ oneOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) });

/** The file without what is inside routes and states: those are checked by their kind, for one clear message each. */
export const frameSchema: Schema = { ...top({ type: 'object' }, { type: 'object' }), $defs: DEFS };

/** The whole, for editors. */
export const serviceSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...top(refs(Object.keys(ROUTE_SCHEMAS)), refs(Object.keys(STATE_SCHEMAS))),
  description: 'A service of the gateway: its codes and its dialogue.',
  $defs: { ...DEFS, ...ROUTE_SCHEMAS, ...STATE_SCHEMAS },
};
