/** Named values: variables of a dialogue, figures of an outcome, fields of a row. */

export type Values = Readonly<Record<string, string | number>>;

export const NOTHING: Values = Object.freeze({});

/** Whether there are no values. */
export function isEmpty(values: Values): boolean {
  for (const _ in values) return false;
  return true;
}

/** Both together; where a name is in both, the later one counts. */
export function joined(values: Values, more: Values): Values {
  if (isEmpty(more)) return values;
  return isEmpty(values) ? more : { ...values, ...more };
}

/** The fields that `names` lists, as far as there are such. */
export function only(fields: Values, names: readonly string[]): Values {
  const chosen: Record<string, string | number> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) chosen[name] = value;
  }
  return chosen;
}
