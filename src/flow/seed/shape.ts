/**
 * A seed: what a world begins with, and goes back to on reset.
 *
 *   {"subscribers": [{"msisdn": "79161234567", "language": "ru", "timeZone": "Europe/Moscow", "blocked": false, "debt": 0,
 *                     "owner": "Anna", "memberSince": "2010-05-15T00:00:00+03:00",
 *                     "programs": {"my-program": {"points": 40, "since": "2018-01-01T00:00:00+03:00", "history": [
 *                       {"at": "2018-02-01T12:00:00+03:00", "event": {"kind": "shop", "rub": 300}},
 *                       {"at": "-P1D", "order": {"code": "42"}}]}}}]}
 *
 * Of a subscriber only `msisdn` must be there. A program that is named makes its subscriber a member, without points where none are
 * given; with a history alone it is the history that begins with joining.
 */
import { fields, type Shape } from '../shapes/shape.ts';
import { PAST_SHAPE } from './pastShape.ts';

/** So many subscribers at most. */
export const MOST_SUBSCRIBERS = 10_000;

/** So many programs of one subscriber at most. */
const MOST_PROGRAMS = 100;

/** So many operations of one membership at most. */
const MOST_HISTORY = 1_000;

const MOST_POINTS = 1_000_000_000;

const PROGRAM = fields(
  {
    points: {
      type: 'integer',
      minimum: 0,
      maximum: MOST_POINTS,
      description: 'Points at the opening: one entry of the journal, in a lot of the program’s own expiry.',
    },
    since: {
      type: 'string',
      maxLength: 64,
      description:
        'When the membership was opened, whatever the program’s ways of joining: ISO 8601 with offset, or -P30D for so long before the beginning (absent: at the beginning). All that fell due since then is done.',
    },
    history: {
      type: 'array',
      items: PAST_SHAPE,
      maxItems: MOST_HISTORY,
      description: `What was done before the beginning, at most ${MOST_HISTORY}; played in order of time, by the program’s own rules. Without points and since it begins with joining.`,
    },
  },
  [],
  { description: 'A membership. No SMS tells of it, or of its past.' },
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
    birthday: {
      type: 'string',
      maxLength: 255,
      description: 'Month and day, such as 05-15: what programs give on it comes by itself.',
    },
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
