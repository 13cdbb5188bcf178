/** Statuses, orders and gifts. Parts of the JSON Schema of `program.yaml`. */
import type { Schema } from '../../../yaml/schema.ts';
import { object, slug, whole } from './programParts.ts';

const level: Schema = {
  description: 'A status. Its name is the text status.<name>.',
  ...object(['name', 'from', 'months', 'discount'], {
    name: slug('Name of the status in the API.', 'standard'),
    from: whole('Status points from which it holds; 0 of the first.', 0, 1000000000, 4000),
    months: whole('Calendar months for which it holds once it is reached.', 1, 1200, 24),
    discount: whole('Per cent off the price of gifts, the price rounded up.', 0, 100, 5),
  }),
};

export const TIERS: Schema = {
  description: 'Statuses by the points that were credited. Without it the program has none.',
  ...object(['window', 'levels'], {
    window: whole('Months that count when a term has ended and the status is worked out anew.', 1, 1200, 24),
    levels: {
      description: 'The statuses, lowest first.',
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: level,
    },
  }),
};

/** Refusals of an order that can have a number. */
const NUMBERED = ['too-few-points', 'in-debt', 'already-ordered', 'over-monthly-limit', 'too-many-gifts'];

export const ORDERS: Schema = {
  description: 'What holds for ordering gifts. Without it: nothing beyond their prices, one gift an order.',
  ...object([], {
    perMonth: whole('Most exchanges in a local month.', 1, 1000, 1),
    most: whole('Most gifts of one exchange; without it: one.', 1, 100, 10),
    refusedInDebt: { description: 'Whoever is in debt cannot order.', const: true },
    refusalCodes: {
      description: "The program's own number of a refusal, by its word.",
      ...object([], Object.fromEntries(NUMBERED.map((word) => [word, whole('The number.', 0, 999999, 2011)]))),
      minProperties: 1,
    },
  }),
};

const gift: Schema = {
  description: 'A gift. Its name is the text gift.<code>.',
  ...object(['code', 'category', 'price'], {
    code: {
      description: 'Gift code: what is dialled or texted. In quotes; never 999.',
      type: 'string',
      pattern: '^\\d{2,3}$',
      examples: ['11'],
    },
    category: slug("Category in menus; its name is up to the service's texts.", 'internet'),
    price: whole('Price in points.', 1, 1000000, 210),
    once: { description: 'At most one for each owner of the number.', const: true },
    runs: {
      description:
        'How long it runs: the whole next local month, or so long from the order. Without it: nothing is said.',
      type: 'string',
      pattern:
        '^(next-month|P(?!$)(\\d{1,3}Y)?(\\d{1,4}M)?(\\d{1,4}W)?(\\d{1,5}D)?(T(?!$)(\\d{1,5}H)?(\\d{1,6}M)?(\\d{1,8}S)?)?)$',
      examples: ['PT48H', 'P2M', 'next-month'],
    },
    thenPaid: {
      description: 'It must be paid for once it has run, unless it is switched off: the subscriber is told.',
      const: true,
    },
    promoCode: whole('Digits of the promo code that comes by SMS.', 4, 16, 8),
    note: { description: 'A remark for those who edit this file.', type: 'string', maxLength: 200 },
  }),
};

export const GIFTS: Schema = {
  description: 'What points buy, in the order in which menus show it.',
  type: 'array',
  maxItems: 500,
  items: gift,
};
