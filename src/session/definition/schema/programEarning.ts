/** The rules by which events earn points. Parts of the JSON Schema of `program.yaml`. */
import type { Schema } from '../../../yaml/schema.ts';
import { block, object, part, points, rub, slug, whole } from './programParts.ts';

/** Rule → name of its schema in `EARNING`. */
export const EARNING_RULES: Readonly<Record<string, string>> = {
  rate: 'earningRate',
  fixed: 'earningFixed',
  'by-years': 'earningByYears',
  'by-value': 'earningByValue',
  stated: 'earningStated',
  claim: 'earningClaim',
};

const every: Schema = {
  description:
    'How often it is given: once for each owner of the number, or once in a local calendar year or month. Without it: each time.',
  enum: ['once', 'year', 'month'],
};

const rate = block(
  'rate',
  "One point for every so many RUB of the event's field rub; the remainder is carried to the next event of the kind.",
  ['rub'],
  {
    rub: whole('RUB for one point.', 1, 1000000, 5),
    minimum: rub('RUB of one event from which it earns anything. Without it: any sum.', 1000),
    bonus: {
      description: 'A bonus, once, when the sum of all events of the kind first exceeds a limit.',
      ...object(['over', 'points'], { over: rub('RUB that must be exceeded.', 3000), points: points('Points given.') }),
    },
    credited: part('creditDate', 'When the points are credited. Without it: at once.'),
  },
);

const fixed = block('fixed', 'A fixed number of points.', ['points'], {
  points: points('Points given.'),
  every,
  joining: slug('A bonus of joining (its field) that can also be had later, once in all.', 'email'),
  byItself: {
    description: 'Given on the birthday also where no event tells of it; with every: year.',
    enum: ['birthday'],
  },
});

const byYears = block(
  'by-years',
  'Points by full years in the program: the highest tier that has been reached.',
  ['tiers'],
  {
    every,
    byItself: {
      description: 'Given at the end of each local month that no event had it in; with every: month.',
      enum: ['month-end'],
    },
    tiers: {
      description: 'Tiers in order of years.',
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        description: 'A tier.',
        ...object(['years', 'points'], {
          years: whole('Full years from which it holds.', 0, 100, 15),
          points: points('Points given.'),
        }),
      },
    },
  },
);

const byValue = block('by-value', 'Points by the value of a field of the event.', ['field', 'values'], {
  field: slug("Name of the event's field.", 'weeks'),
  values: {
    description: 'The values that the field may have.',
    type: 'array',
    minItems: 1,
    maxItems: 100,
    items: {
      description: 'A value.',
      ...object(['value', 'points'], {
        value: { description: "The field's value.", type: 'integer' },
        points: points('Points given.'),
      }),
    },
  },
});

const stated = block('stated', "As many points as the event's field points says, within limits.", ['from', 'to'], {
  from: points('Fewest points of one event.', 100),
  to: points('Most points of one event.', 1000),
});

const PERCENT = 'Highest percentage that an event may have.';
const DAYS = 'Local days after which a claim that nobody confirms is rejected by itself.';

const partner: Schema = {
  description: 'What is otherwise with this partner or category of partners.',
  ...object([], { percent: whole(PERCENT, 1, 100, 5), days: whole(DAYS, 1, 366, 50) }),
};

const claim = block(
  'claim',
  "A percentage of the event's field rub, rounded down, once its partner confirms it. Events have rub, partner and percent.",
  ['percent', 'days', 'credited', 'open', 'returns', 'kept'],
  {
    percent: whole(PERCENT, 1, 100, 9),
    days: whole(DAYS, 1, 366, 90),
    partners: {
      description: 'What is otherwise, by name of a partner or of a category of partners, as events name it.',
      type: 'object',
      propertyNames: { minLength: 1, maxLength: 64, not: { const: 'constructor' } },
      additionalProperties: partner,
    },
    credited: part('creditDate', 'When confirmed points are credited, counted from the confirmation.'),
    first: points('Points that come with the first claim that is credited, once for each owner of the number.', 300),
    open: whole('Claims that may be open at once.', 1, 1000, 100),
    returns: whole(
      'Local days after the purchase for which it is remembered, so that it can be rejected also once it is credited.',
      0,
      1000,
      180,
    ),
    kept: whole('Older claims that are remembered when they are not open any more.', 0, 1000, 50),
  },
);

/** Definition → its schema. */
export const EARNING: Readonly<Record<string, Schema>> = {
  earningRate: rate,
  earningFixed: fixed,
  earningByYears: byYears,
  earningByValue: byValue,
  earningStated: stated,
  earningClaim: claim,
};
