/** The JSON Schema of `program.yaml` (2020-12), published as `schemas/program.schema.json`. */
import type { Schema } from '../../../yaml/schema.ts';
import { EARNING, EARNING_RULES } from './programEarning.ts';
import { EVENT_RULES, EVENTS } from './programEvents.ts';
import { GIFTS, ORDERS, TIERS } from './programGifts.ts';
import { DATES, EXPIRY, JOINING, MEMBERSHIP } from './programMembership.ts';
import { creditDate, object, rub, rulesByKind, slug } from './programParts.ts';
import { TRANSFERS } from './programTransfers.ts';

const REQUIRED = ['program', 'timeZone', 'lifecycle', 'joining', 'leaving', 'expiry', 'maxRub', 'earning'];

const properties: Readonly<Record<string, Schema>> = {
  program: slug('Name of the program in the API: /v1/bonus/<program>/<msisdn>.', 'points'),
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
  dates: DATES,
  joining: JOINING,
  leaving: { description: 'Whether a member can leave; the points burn then.', enum: ['allowed', 'impossible'] },
  expiry: EXPIRY,
  maxRub: rub('The largest sum in RUB that one event may have.', 1000000),
  earning: rulesByKind('Earning events by kind.', 'How events of this kind earn points.', EARNING_RULES),
  events: rulesByKind(
    'Events that earn nothing themselves, by kind; no kind that stands under earning.',
    'What comes of events of this kind.',
    EVENT_RULES,
  ),
  tiers: TIERS,
  transfers: TRANSFERS,
  orders: ORDERS,
  gifts: GIFTS,
};

export const programSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Figures of a bonus program',
  description:
    'The figures of a bonus program: sessions/<service>/program.yaml. Points are whole numbers, sums are whole RUB.',
  ...object(REQUIRED, properties),
  $defs: { creditDate, ...MEMBERSHIP, ...EARNING, ...EVENTS },
};
