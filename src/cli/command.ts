/** A command as data: what it is called, takes and does. `commands/` holds one file for each. */
import type { CliDeps } from './deps.ts';
import type { Options } from './options/option.ts';
import type { Input } from './options/settings.ts';

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Names of the positional words; one that ends in `…` may stand any number of times, or not at all. */
  readonly words: readonly string[];
  readonly options: Options;
  readonly examples: readonly string[];
  /** Paragraphs below the options: what a script may rely on. */
  readonly notes: readonly string[];
  /** Does the work and gives the exit code. Throws WrongUse, Failure, or an error that carries `issues`. */
  run(input: Input, deps: CliDeps): Promise<number>;
}
