/** A mapping of a configuration file, read by a table of its keys. */
import { durationMs, type KeyRule, type KeyRules, type Mistake, mistakesOf } from './kinds.ts';

type Values = {
  readonly text: string;
  readonly integer: number;
  readonly choice: string;
  readonly flag: boolean;
  readonly duration: number;
  readonly texts: readonly string[];
};

type ValueOf<Rule extends KeyRule> = Rule extends { kind: 'choice'; values: readonly (infer Value)[] }
  ? Value
  : Values[Rule['kind']];

/** The values of a mapping: durations in ms; undefined where a key without a default is missing or wrong. */
export type ValuesOf<Rules extends KeyRules> = {
  readonly [Key in keyof Rules]: Rules[Key] extends { readonly fallback: unknown }
    ? ValueOf<Rules[Key]>
    : ValueOf<Rules[Key]> | undefined;
};

export interface ReadSection<Rules extends KeyRules> {
  readonly values: ValuesOf<Rules>;
  readonly mistakes: readonly Mistake[];
}

/** Reads a mapping; a wrong value is a mistake, and its default stands in. @param path where the mapping stands */
export function readSection<Rules extends KeyRules>(
  data: unknown,
  rules: Rules,
  path: Mistake['path'],
): ReadSection<Rules> {
  const given = isMapping(data) ? data : {};
  const shape = isMapping(data) ? unknownKeys(given, Object.keys(rules), path) : [notAMapping(path)];
  const wrong = new Map(
    Object.entries(rules)
      .filter(([key]) => Object.hasOwn(given, key))
      .map(([key, rule]) => [key, mistakesOf(rule, given[key], [...path, key])] as const)
      .filter(([, mistakes]) => mistakes.length > 0),
  );
  const values = Object.entries(rules).map(([key, rule]) => {
    const present = Object.hasOwn(given, key) && !wrong.has(key);
    return [key, inMemory(rule, present ? given[key] : rule.fallback)];
  });
  return { values: Object.fromEntries(values) as ValuesOf<Rules>, mistakes: [...shape, ...[...wrong.values()].flat()] };
}

/** Complaints about keys that are none of `known`. */
export function unknownKeys(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: Mistake['path'],
): readonly Mistake[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: [...path, key], message: `there is no setting "${key}" here.`, word: key, known }));
}

/** The complaint about what should be a mapping and is none. */
export function notAMapping(path: Mistake['path']): Mistake {
  return { path, message: 'must be settings as "name: value".' };
}

/** Whether data of a file is a mapping of names to values. */
export function isMapping(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function inMemory(rule: KeyRule, value: unknown): unknown {
  return rule.kind === 'duration' && value !== undefined ? durationMs(value as string) : value;
}
