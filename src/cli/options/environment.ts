/** Reads options from the environment. */
import { nearest } from '../suggest.ts';
import type { Given, GivenValues, Options } from './option.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'STARHASH_';

/** The options that variables set; the first variable of an option that is not empty counts. A list is separated by commas. */
export function readEnvironment(env: Environment, options: Options): GivenValues {
  const given = new Map<string, Given[]>();
  for (const [name, { env: variables = [], kind }] of Object.entries(options)) {
    const source = variables.find((variable) => env[variable]);
    if (source === undefined) continue;
    const raw = env[source] ?? '';
    const values = kind === 'list' ? raw.split(',').map((each) => each.trim()) : [raw];
    given.set(
      name,
      values.map((value) => ({ raw: value, source })),
    );
  }
  return given;
}

/**
 * Warnings about `STARHASH_…` variables that look misspelt. Others pass: orchestrators set some of their own
 * for a service that is called starhash.
 */
export function misspeltVariables(env: Environment, options: Options): string[] {
  const known = Object.values(options).flatMap((option) => option.env ?? []);
  return Object.keys(env)
    .filter((variable) => variable.startsWith(PREFIX) && !known.includes(variable))
    .map((variable) => ({ variable, meant: nearest(variable.slice(PREFIX.length), known.map(withoutPrefix)) }))
    .filter(({ meant }) => meant !== null)
    .map(({ variable, meant }) => `${variable} is not used; did you mean ${PREFIX}${meant}?`);
}

function withoutPrefix(variable: string): string {
  return variable.startsWith(PREFIX) ? variable.slice(PREFIX.length) : variable;
}
