/** A service on its way to be compiled: all its files read, nothing checked yet that needs more than one place. */
import type { Core } from '../../bonus/types.ts';
import type { Catalog } from '../../text/catalog.ts';
import type { Issue } from '../../yaml/issue.ts';
import type { Source } from '../../yaml/source.ts';
import type { Raw } from './raw.ts';

/** The texts of one language with their file. */
export interface Language {
  readonly language: string;
  readonly source: Source;
  readonly catalog: Catalog;
  /** Whether a text is missing; false where something that cannot be read may be it. */
  lacks(key: string): boolean;
}

export interface Draft {
  readonly id: string;
  readonly source: Source;
  readonly raw: Raw;
  /** In the order of `languages` in the file (of the files' names where that cannot be read); those whose file can be read. */
  readonly languages: readonly Language[];
  /** Null where the folder has no `program.yaml`, or one whose gifts cannot be told. */
  readonly core: Core | null;
  readonly hasProgram: boolean;
}

/** One check of a draft: pure, and silent about what another check reports. */
export type Check = (draft: Draft) => readonly Issue[];
