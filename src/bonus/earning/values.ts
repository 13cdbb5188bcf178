/** Reads the values of an event: exactly the fields of its rule, each of its type. The first that is wrong is named. */
import type { Outcome } from '../types.ts';

/** `amount`: a whole number above zero, up to a limit. `choice`: one of these numbers. */
export type Field =
  | { readonly name: string; readonly is: 'amount'; readonly limit: number }
  | { readonly name: string; readonly is: 'choice'; readonly choices: readonly number[] };

export type ReadValues =
  | { readonly ok: true; readonly values: Readonly<Record<string, number>> }
  | { readonly ok: false; readonly refusal: Outcome };

type Raw = Readonly<Record<string, unknown>>;

/** The values as numbers, or the refusal that names the first wrong field: superfluous ones first. */
export function readValues(fields: readonly Field[], raw: Raw): ReadValues {
  const stranger = Object.keys(raw).find((name) => !fields.some((field) => field.name === name));
  if (stranger !== undefined) return refused('bad-value', { field: stranger, expected: 'absent' });
  const values: Record<string, number> = {};
  for (const field of fields) {
    const value = raw[field.name];
    const refusal = typeof value === 'number' ? readNumber(field, value) : wrongType(field);
    if (refusal) return { ok: false, refusal };
    values[field.name] = value as number;
  }
  return { ok: true, values };
}

/** Why a number cannot be an amount, or null: not whole, not above zero, over the limit. */
export function readAmount(field: string, value: number, limit: number): Outcome | null {
  if (!Number.isInteger(value)) return { name: 'bad-value', data: { field, expected: 'a whole number' } };
  if (value <= 0) return { name: 'not-positive', data: { field } };
  return value > limit ? { name: 'over-limit', data: { field, limit } } : null;
}

function readNumber(field: Field, value: number): Outcome | null {
  if (field.is === 'amount') return readAmount(field.name, value, field.limit);
  return field.choices.includes(value) ? null : wrongType(field);
}

function wrongType(field: Field): Outcome {
  const expected = field.is === 'amount' ? 'a whole number' : field.choices.join(' or ');
  return { name: 'bad-value', data: { field: field.name, expected } };
}

function refused(name: string, data: Outcome['data']): ReadValues {
  return { ok: false, refusal: { name, data } };
}
