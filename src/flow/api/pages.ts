/** Long lists, a page at a time. */

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Cursor of the next page, or null. */
  readonly next: string | null;
}
