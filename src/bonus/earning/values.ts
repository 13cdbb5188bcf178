/** Reads the values of an event: exactly the fields of its rule, each of its type. The first that is wrong is named. */
import type { Outcome } from '../types.ts';

interface Named {
  readonly name: string;
  /** The event may go without it. */
  readonly optional?: true;
}

/** `amount`: a whole number above zero, up to a limit. `choice`: one of these values. `text`: so many characters at most. */
export type Field =
  | (Named & { readonly is: 'amount'; readonly limit: number })
  | (Named & { readonly is: 'choice'; readonly choices: readonly (number | string)[] })
  | (Named & { readonly is: 'text'; readonly most: number });

export type Values = Readonly<Record<string, number | string>>;

export type ReadValues =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly refusal: Outcome };

type Raw = Readonly<Record<string, unknown>>;

/** The values, or the refusal that names the first wrong field: superfluous ones first. */
export function readValues(fields: readonly Field[], raw: Raw): ReadValues {
  const stranger = Object.keys(raw).find((name) => !fields.some((field) => field.name === name));
  if (stranger !== undefined) return refused({ name: 'bad-value', data: { field: stranger, expected: 'absent' } });
  const values: Record<string, number | string> = {};
  for (const field of fields) {
    const value = Object.hasOwn(raw, field.name) ? raw[field.name] : undefined;
    if (value === undefined && field.optional) continue;
    const refusal = wrongIn(field, value);
    if (refusal) return refused(refusal);
    values[field.name] = value as number | string;
  }
  return { ok: true, values };
}

/** A field that is read as a number; 0 where it is not there. */
export function numberIn(values: Values, name: string): number {
  return Number(values[name] ?? 0);
}

/** A field that is read as a text; empty where it is not there. */
export function textIn(values: Values, name: string): string {
  return String(values[name] ?? '');
}

/** Why a number cannot be an amount, or null: not whole, not above zero, over the limit. */
export function readAmount(field: string, value: number, limit: number): Outcome | null {
  if (!Number.isInteger(value)) return { name: 'bad-value', data: { field, expected: 'a whole number' } };
  if (value <= 0) return { name: 'not-positive', data: { field } };
  return value > limit ? { name: 'over-limit', data: { field, limit } } : null;
}

function wrongIn(field: Field, value: unknown): Outcome | null {
  switch (field.is) {
    case 'amount':
      return typeof value === 'number' ? readAmount(field.name, value, field.limit) : wrong(field, 'a whole number');
    case 'choice':
      return field.choices.some((choice) => choice === value) ? null : wrong(field, field.choices.join(' or '));
    case 'text':
      return isText(value, field.most) ? null : wrong(field, `a line of text of 1 to ${field.most} characters`);
  }
}

/** Line ends, controls and marks of direction: a name could forge a line of a menu. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= most && !INVISIBLE.test(value);
}

function wrong({ name }: Field, expected: string): Outcome {
  return { name: 'bad-value', data: { field: name, expected } };
}

function refused(refusal: Outcome): ReadValues {
  return { ok: false, refusal };
}
