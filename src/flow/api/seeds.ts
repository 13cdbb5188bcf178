/** Subscribers that are put into a world. */

/** What became of the subscribers of a seed that was added to a world. */
export interface Sown {
  /** So many are new. */
  readonly planted: number;
  /** So many were there already, and are as they were. */
  readonly kept: number;
}
