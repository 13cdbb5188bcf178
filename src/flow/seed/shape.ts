/**
 * A seed: what a world begins with, and goes back to on reset.
 *
 *   {"subscribers": [{"msisdn": "79161234567", "language": "ru", "timeZone": "Europe/Moscow", "blocked": false, "debt": 0,
 *                     "owner": "Anna", "memberSince": "2010-05-15T00:00:00+03:00",
 *                     "programs": {"mts-bonus": {"points": 40}}}]}
 *
 * Of a subscriber only `msisdn` must be there. A program that is named makes its subscriber a member, without points where none are given.
 */
import { fields, type Shape } from '../shapes/shape.ts';

/** So many subscribers at most. */
const MOST_SUBSCRIBERS = 10_000;

/** So many programs of one subscriber at most. */
const MOST_PROGRAMS = 100;

const MOST_POINTS = 1_000_000_000;

const PROGRAM = fields(
  {
    points: {
      type: 'integer',
      minimum: 0,
      maximum: MOST_POINTS,
      description: 'Points at the beginning: one opening entry of the journal, in a lot of the program’s own expiry.',
    },
  },
  [],
  { description: 'A membership from the beginning, whatever the program’s ways of joining. No SMS tells of it.' },
);

const SUBSCRIBER = fields(
  {
    msisdn: { type: 'string', maxLength: 255, description: 'The number, as other calls take it. Each once.' },
    language: { type: 'string', maxLength: 255, description: 'Language of screens and SMS (BCP 47).' },
    timeZone: { type: 'string', maxLength: 255, description: 'IANA name of the time zone.' },
    blocked: { type: 'boolean', description: 'Whether the operator has blocked the number.' },
    debt: { type: 'number', description: 'Debt in RUB.' },
    owner: { type: 'string', maxLength: 255, description: 'Who owns the number.' },
    memberSince: { type: 'string', maxLength: 255, description: 'ISO 8601: where seniority counts from.' },
    programs: {
      type: 'object',
      additionalProperties: PROGRAM,
      maxProperties: MOST_PROGRAMS,
      description: `Memberships by program, at most ${MOST_PROGRAMS}.`,
    },
  },
  ['msisdn'],
);

export const SEED_SHAPE: Shape = fields(
  {
    subscribers: {
      type: 'array',
      items: SUBSCRIBER,
      maxItems: MOST_SUBSCRIBERS,
      description: `At most ${MOST_SUBSCRIBERS}.`,
    },
    frozen: { type: 'boolean', description: 'Whether the clock stands still from the beginning on.' },
    lifecycle: {
      type: 'string',
      enum: ['dated'],
      description: 'dated: the dates of programs hold here, as though their files said lifecycle: dated.',
    },
  },
  [],
  { description: 'What the world begins with, and goes back to on reset.' },
);
