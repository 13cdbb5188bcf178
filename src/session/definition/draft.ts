/** A service on its way to be compiled: all its files read, nothing checked yet that needs more than one place. */
import type { Core } from '../../bonus/types.ts';
import type { Catalog } from '../../text/catalog.ts';
import type { Issue } from './issue.ts';
import type { Raw } from './raw.ts';
import type { Source } from './source.ts';

/** The texts of one language with their file. */
export interface Language {
  readonly language: string;
  readonly source: Source;
  readonly catalog: Catalog;
}

export interface Draft {
  readonly id: string;
  readonly source: Source;
  readonly raw: Raw;
  /** In the order of `languages` in the file; those whose file can be read. */
  readonly languages: readonly Language[];
  /** Null where the folder has no `program.yaml`, or one that does not compile. */
  readonly core: Core | null;
  readonly hasProgram: boolean;
}

/** One check of a draft: pure, and silent about what another check reports. */
export type Check = (draft: Draft) => readonly Issue[];
