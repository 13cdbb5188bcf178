/** Every amount that an event of the three programs has, and every way to get an amount wrong. */
import type { ProgramName, Refusal } from './refusals.ts';

interface Amount {
  readonly program: ProgramName;
  /** An event that is right. */
  readonly event: Readonly<Record<string, unknown>>;
  /** The field that is an amount. */
  readonly field: string;
  /** More is refused. */
  readonly limit: number;
  /** The limit that is told to who is far above it, where that is another. */
  readonly highest?: number;
  /** What is said of less than this. */
  readonly least?: number;
}

const PURCHASE = { kind: 'purchase', rub: 1000, partner: 'retail', percent: 5 };

const AMOUNTS: readonly Amount[] = [
  { program: 'mts-cashback', event: PURCHASE, field: 'rub', limit: 1_000_000 },
  { program: 'mts-cashback', event: PURCHASE, field: 'percent', limit: 15, highest: 100 },
  { program: 'mts-cashback', event: { kind: 'bill', rub: 500 }, field: 'rub', limit: 1_000_000 },
  { program: 'mts-cashback', event: { kind: 'goal', goal: 'certificate', rub: 500 }, field: 'rub', limit: 1_000_000 },
  { program: 'mts-cashback', event: { kind: 'order-certificate', rub: 500 }, field: 'rub', limit: 1_000_000 },
  { program: 'rostelecom-bonus', event: { kind: 'payment', rub: 500 }, field: 'rub', limit: 1_000_000 },
  { program: 'rostelecom-bonus', event: { kind: 'topup', rub: 1000 }, field: 'rub', limit: 1_000_000 },
  { program: 'rostelecom-bonus', event: { kind: 'survey', points: 100 }, field: 'points', limit: 1000, least: 100 },
  { program: 'robokassa', event: { kind: 'payment', rub: 100 }, field: 'rub', limit: 1_000_000 },
];

/** A wrong value of an amount → its refusal. */
const WRONG: readonly ((amount: Amount) => readonly [value: unknown, refusal: Refusal])[] = [
  ({ field }) => [0, [422, 'not-positive', { field }]],
  ({ field }) => [-1, [422, 'not-positive', { field }]],
  ({ field }) => [Number.MIN_SAFE_INTEGER, [422, 'not-positive', { field }]],
  ({ field, limit }) => [limit + 1, [422, 'over-limit', { field, limit }]],
  ({ field, limit, highest = limit }) => [Number.MAX_SAFE_INTEGER, [422, 'over-limit', { field, limit: highest }]],
  ({ field }) => [undefined, [422, 'bad-value', { field, expected: 'a whole number' }]],
  ...[1.5, '5', 1e21, null, true, [5], { rub: 5 }].map(
    (value) =>
      ({ field }: Amount) =>
        [value, [400, 'invalid-field', { field }]] as const,
  ),
];

export interface WrongAmount {
  readonly program: ProgramName;
  readonly event: Readonly<Record<string, unknown>>;
  readonly refusal: Refusal;
}

/** All of them, by a name. */
export const WRONG_AMOUNTS: readonly (readonly [name: string, wrong: WrongAmount])[] = AMOUNTS.flatMap((amount) => {
  const { program, event, field, least } = amount;
  const wrong = WRONG.map((make) => make(amount));
  const small: readonly (readonly [unknown, Refusal])[] =
    least === undefined ? [] : [[least - 1, [422, 'under-limit', { field, limit: least }]]];
  return [...wrong, ...small].map(
    ([value, refusal]) =>
      [
        `${program}: ${event.kind} of ${field} ${JSON.stringify(value)}`,
        { program, event: { ...event, [field]: value }, refusal },
      ] as const,
  );
});
