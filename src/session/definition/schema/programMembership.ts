/** The life of a program and of memberships in it: dates, joining, expiry. Parts of the JSON Schema of `program.yaml`. */
import type { Schema } from '../../../yaml/schema.ts';
import { block, duration, instant, object, oneRule, points, whole } from './programParts.ts';

export const DATES: Schema = {
  description: 'First instants of the phases; they hold when the life cycle is dated.',
  ...object([], {
    opened: instant('From here on the program is there; before it, nobody can join.'),
    frozen: instant('From here on nothing is earned or spent, balances stay and do not burn.'),
    closed: instant('From here on the program is over: all points burn at this instant.'),
  }),
  minProperties: 1,
};

export const JOINING: Schema = {
  description: 'How one joins, by channel. A channel that is not named cannot be used.',
  ...object([], {
    ussd: { $ref: '#/$defs/joining' },
    sms: { $ref: '#/$defs/joining' },
    web: { $ref: '#/$defs/joining' },
  }),
  minProperties: 1,
};

export const EXPIRY: Schema = oneRule('When points burn.', {
  'calendar-year': 'expiryCalendarYear',
  months: 'expiryMonths',
  never: 'expiryNever',
});

const joining: Schema = {
  description: 'Joining over a channel.',
  ...object([], {
    delay: duration(
      'How long an application takes; until then the subscriber is pending. Without it: at once.',
      'PT2H',
    ),
    bonuses: {
      description: 'Points for filling in a field of the application, once for each owner of the number.',
      ...object([], {
        questionnaire: points('Points for the questionnaire.'),
        email: points('Points for an e-mail address; given counts as confirmed.'),
      }),
    },
    password: whole('Digits of the password for the account on the web, which comes by SMS.', 4, 10, 8),
    welcome: {
      description: 'Points for joining, once for each owner of the number.',
      ...object(['points'], {
        points: points('Points given.', 500),
        after: duration('How long after joining they come. Without it: at once.', 'PT24H'),
      }),
    },
  }),
};

/** Definition → its schema. */
export const MEMBERSHIP: Readonly<Record<string, Schema>> = {
  joining,
  expiryCalendarYear: block(
    'calendar-year',
    'Points earned in a local calendar year burn when the next one begins.',
    [],
    {},
  ),
  expiryMonths: block('months', 'Points burn so many calendar months after they were earned.', ['months'], {
    months: whole('Months that points live.', 1, 1200, 24),
  }),
  expiryNever: block('never', 'Points never burn by themselves.', [], {}),
};
