/** What a bonus core does for gateways elsewhere, and they for it. */

/** How a world of a core is to be. */
export interface WorldWish {
  /** ISO 8601: the time it is. Absent: its clock stays as it is. */
  readonly now?: string;
  readonly frozen?: boolean;
  /** Names this life of the world and this setting of its clock: calls that carry another one are refused from now on. */
  readonly mark?: string;
  /** How it begins, where it is not there yet. */
  readonly seed?: unknown;
  readonly clock?: string;
}

/** An SMS that a core sends to a subscriber of a gateway. */
export interface CoreText {
  readonly from: string;
  readonly text: string;
  /** ISO 8601, world time: when it was written; absent = now. */
  readonly at?: string;
}
