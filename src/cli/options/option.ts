/** Options as data: one table a command; flags, variables, files and help all come from it. */

export type Kind = 'text' | 'port' | 'port-or-off' | 'instant' | 'list' | 'flag';

export interface Option {
  readonly kind: Kind;
  /** How help names the value; a flag has none. */
  readonly value?: string;
  readonly help: string;
  /** Variables that set it, the strongest first. */
  readonly env?: readonly string[];
  readonly fallback?: string;
  /** In the config file it may be a mapping, which others understand; its `port`, if it has one, is the option's value. */
  readonly section?: true;
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

/** Settings that go together, as plain data, and where each of them stands in the file. */
export interface Section {
  readonly data: unknown;
  place(path: readonly (string | number)[]): string;
}

export type Sections = ReadonlyMap<string, Section>;

/** What is wrong in a section: where, and a sentence. `word` was written where one of `known` was wanted. */
export interface SectionMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly word?: string;
  readonly known?: readonly string[];
}

/** Checks sections, by the name of their option. */
export type SectionChecks = Readonly<Record<string, (data: unknown) => readonly SectionMistake[]>>;

/** Every command has it. */
export const HELP: Options = { help: { kind: 'flag', help: 'show this help' } };
