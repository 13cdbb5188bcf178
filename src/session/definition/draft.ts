/** A service on its way to be compiled: all its files read, nothing checked yet that needs more than one place. */
import type { Core } from '../../bonus/types.ts';
import type { Catalog } from '../../text/catalog.ts';
import type { Issue } from '../../yaml/issue.ts';
import type { Source } from '../../yaml/source.ts';
import type { Words } from './operations.ts';
import type { Raw } from './raw.ts';

/** The texts of one language with their file. */
export interface Language {
  readonly language: string;
  readonly source: Source;
  readonly catalog: Catalog;
  /** Whether a text is missing; false where something that cannot be read may be it. */
  lacks(key: string): boolean;
}

/** The states of a service and the core that they ask. */
export interface Dialogue {
  readonly raw: Raw;
  /** Null where there is no `program.yaml`, or one of which it cannot be told: nothing is said then of what depends on it. */
  readonly words: Words | null;
}

export interface Draft extends Dialogue {
  readonly id: string;
  readonly source: Source;
  /** In the order of `languages` in the file (of the files' names where that cannot be read); those whose file can be read. */
  readonly languages: readonly Language[];
  /** Null where the folder has no `program.yaml`, or one whose gifts cannot be told. */
  readonly core: Core | null;
  readonly hasProgram: boolean;
  /** Its `program.yaml`; null where there is none that is YAML. */
  readonly program: Source | null;
}

/** One check of a draft: pure, and silent about what another check reports. */
export type Check = (draft: Draft) => readonly Issue[];
