/** Options as data: one table a command; flags, variables, files and help all come from it. */

export type Kind = 'text' | 'port' | 'instant' | 'list' | 'flag';

export interface Option {
  readonly kind: Kind;
  /** How help names the value; a flag has none. */
  readonly value?: string;
  readonly help: string;
  /** Variables that set it, the strongest first. */
  readonly env?: readonly string[];
  readonly fallback?: string;
  /** Of the design, but not in this version: said so, never ignored. */
  readonly absent?: true;
}

export type Options = Readonly<Record<string, Option>>;

/** A value as it was given, and where, so that a complaint can say so. */
export interface Given {
  readonly raw: string;
  readonly source: string;
}

/** The values of one option; several only where its kind is `list`. */
export type GivenValues = ReadonlyMap<string, readonly Given[]>;

/** Every command has it. */
export const HELP: Options = { help: { kind: 'flag', help: 'show this help' } };
