/** A box as the layout sees it: its size, and where lines arrive and leave. */

export interface Node {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Where lines arrive, px below its top. */
  readonly entry: number;
  readonly ports: readonly Port[];
}

export interface Port {
  readonly to: string;
  /** Where the line leaves, px below the top of the node. */
  readonly y: number;
}
