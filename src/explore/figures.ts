/** Figures that a core could answer with, at the ends of what is possible and with every form of a plural between. */

/** How figures fall out all through one exploration. */
export interface Cast {
  readonly name: string;
  /** Value of every number that is a count. */
  readonly count: number;
  readonly rows: 'none' | 'one' | 'many';
  /** Whether figures come that are not always there. */
  readonly optional: boolean;
}

/** Nine digits: more than any program gives, and the longest amount that an answer may have. */
const MOST = 999_999_999;

export const CASTS: readonly Cast[] = [
  { name: 'nothing', count: 0, rows: 'none', optional: false },
  { name: 'one', count: 1, rows: 'one', optional: true },
  { name: 'a few', count: 3, rows: 'many', optional: true },
  { name: 'the most', count: MOST, rows: 'many', optional: true },
];

/** E.164: 15 digits. Of no numbering plan that rewrites numbers. */
export const LONGEST_MSISDN = '998901234567890';

/** 28 September 2019: as long as dates come in any language of ours. */
export const SOME_DAY = Date.UTC(2019, 8, 28, 12);

/** Fields that are no count. */
const WORDS: Readonly<Record<string, string | number>> = {
  to: LONGEST_MSISDN,
  from: LONGEST_MSISDN,
  code: '999',
  id: 'id',
  order: 'id',
  kind: 'transfer-credit',
  field: 'points',
  expected: 'a whole number',
  period: '2019-09',
  status: 'member',
  partner: 'Интернет-магазин «Северное сияние»',
  state: 'written-off',
  goal: 'certificate',
  entry: 'id',
  msisdn: LONGEST_MSISDN,
  promo: '9999999999',
};

/** Figure such as `nameKey` → the key of the text that it stands for. */
export type Names = Readonly<Record<string, string>>;

/** The value of a field of an outcome or a row. */
export function figureOf(field: string, { count }: Cast, names: Names): string | number {
  if (field.endsWith('Key')) return names[field] ?? '';
  if (field === 'at' || field.endsWith('At')) return SOME_DAY;
  return WORDS[field] ?? count;
}

/** The figures of an outcome, by the names that a vocabulary gives; a trailing `?` marks one that is not always there. */
export function figuresFor(fields: readonly string[], cast: Cast, names: Names): Record<string, string | number> {
  const present = fields.filter((name) => cast.optional || !name.endsWith('?'));
  return Object.fromEntries(
    present.map((name) => name.replace(/\?$/, '')).map((name) => [name, figureOf(name, cast, names)]),
  );
}
