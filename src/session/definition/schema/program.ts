/** The JSON Schema of `program.yaml` (2020-12), published as `schemas/program.schema.json`. */

import type { Schema } from '../../../yaml/schema.ts';
import { byRule, RULES } from './programRules.ts';

export const programSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Figures of a bonus program',
  description:
    'The figures of a bonus program: sessions/<service>/program.yaml. Points are whole numbers, sums are whole RUB.',
  type: 'object',
  additionalProperties: false,
  required: ['program', 'timeZone', 'lifecycle', 'joining', 'leaving', 'expiry', 'maxRub', 'earning'],
  properties: {
    program: {
      description: 'Name of the program in the API: /v1/bonus/<program>/<msisdn>.',
      type: 'string',
      pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
      maxLength: 40,
      examples: ['mts-bonus'],
    },
    timeZone: {
      description: 'Time zone of days, months and years for subscribers who have none of their own.',
      type: 'string',
      minLength: 1,
      maxLength: 64,
      examples: ['Europe/Moscow'],
    },
    lifecycle: {
      description: 'open: the program lives whatever the clock says. dated: the dates below hold at the world clock.',
      enum: ['open', 'dated'],
    },
    dates: {
      description: 'First instants of the phases; they hold when the life cycle is dated.',
      type: 'object',
      additionalProperties: false,
      required: [],
      properties: {
        frozen: {
          description: 'From here on nothing is earned or spent, balances stay and do not burn.',
          type: 'string',
          pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$',
          examples: ['2019-05-15T00:00:00+03:00'],
        },
        closed: {
          description: 'From here on the program is over: all points burn at this instant.',
          type: 'string',
          pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$',
          examples: ['2019-05-15T00:00:00+03:00'],
        },
      },
      minProperties: 1,
    },
    joining: {
      description: 'How one joins, by channel. A channel that is not named cannot be used.',
      type: 'object',
      additionalProperties: false,
      required: [],
      properties: {
        ussd: { $ref: '#/$defs/joining' },
        sms: { $ref: '#/$defs/joining' },
        web: { $ref: '#/$defs/joining' },
      },
      minProperties: 1,
    },
    leaving: { description: 'Whether a member can leave; the points burn then.', enum: ['allowed', 'impossible'] },
    expiry: {
      description: 'When points burn.',
      type: 'object',
      required: ['rule'],
      properties: {
        rule: { description: 'Which building block this is.', enum: ['calendar-year', 'months', 'never'] },
      },
      allOf: [
        byRule('calendar-year', 'expiryCalendarYear'),
        byRule('months', 'expiryMonths'),
        byRule('never', 'expiryNever'),
      ],
    },
    maxRub: {
      description: 'The largest sum in RUB that one event may have.',
      type: 'integer',
      minimum: 1,
      maximum: 1000000000,
      examples: [1000000],
    },
    earning: {
      description: 'Earning events by kind.',
      type: 'object',
      propertyNames: { pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 40, not: { const: 'constructor' } },
      additionalProperties: {
        description: 'How events of this kind earn points.',
        type: 'object',
        required: ['rule'],
        properties: {
          rule: { description: 'Which building block this is.', enum: ['rate', 'fixed', 'by-years', 'by-value'] },
        },
        allOf: [
          byRule('rate', 'earningRate'),
          byRule('fixed', 'earningFixed'),
          byRule('by-years', 'earningByYears'),
          byRule('by-value', 'earningByValue'),
        ],
      },
    },
    transfers: {
      description: 'Giving points to another member. Without it the program has no transfers.',
      type: 'object',
      additionalProperties: false,
      required: [
        'perOperation',
        'perDay',
        'oneRecipientADay',
        'perMonth',
        'codeDigits',
        'codeLifetime',
        'tries',
        'waiting',
      ],
      properties: {
        perOperation: {
          description: 'Most points in one transfer.',
          type: 'integer',
          minimum: 1,
          maximum: 1000000,
          examples: [3000],
        },
        perDay: {
          description: 'Most points a local day.',
          type: 'integer',
          minimum: 1,
          maximum: 1000000,
          examples: [3000],
        },
        oneRecipientADay: {
          description: 'Whether all transfers of a local day must go to the same member.',
          type: 'boolean',
        },
        perMonth: {
          description: 'Most transfers in a local month.',
          type: 'integer',
          minimum: 1,
          maximum: 100,
          examples: [10],
        },
        codeDigits: {
          description: 'Digits of the confirmation code.',
          type: 'integer',
          minimum: 4,
          maximum: 10,
          examples: [4],
        },
        codeLifetime: {
          description: 'How long the code holds.',
          type: 'string',
          pattern: '^P(?!$)(\\d+W)?(\\d+D)?(T(?!$)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
          examples: ['PT5M'],
        },
        tries: {
          description: 'How often a code may be typed; the last wrong one cancels the transfer.',
          type: 'integer',
          minimum: 1,
          maximum: 10,
          examples: [3],
        },
        waiting: {
          description: 'How many transfers may wait for their codes at once.',
          type: 'integer',
          minimum: 1,
          maximum: 100,
          examples: [10],
        },
      },
    },
    gifts: {
      description: 'What points buy, in the order in which menus show it.',
      type: 'array',
      maxItems: 500,
      items: {
        description: 'A gift. Its name is the text gift.<code>.',
        type: 'object',
        additionalProperties: false,
        required: ['code', 'category', 'price'],
        properties: {
          code: {
            description: 'Gift code: what is dialled or texted. In quotes; never 999.',
            type: 'string',
            pattern: '^\\d{2,3}$',
            examples: ['11'],
          },
          category: {
            description: "Category in menus; its name is up to the service's texts.",
            type: 'string',
            pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
            maxLength: 40,
            examples: ['internet'],
          },
          price: { description: 'Price in points.', type: 'integer', minimum: 1, maximum: 1000000, examples: [210] },
          note: { description: 'A remark for those who edit this file.', type: 'string', maxLength: 200 },
        },
      },
    },
  },
  $defs: RULES,
};
