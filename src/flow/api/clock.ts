/** The clock of a world. */

export interface ClockView {
  readonly now: string;
  readonly frozen: boolean;
}

export type ClockChange =
  | { readonly set: string }
  | { readonly advance: string }
  | { readonly freeze: true }
  | { readonly resume: true };
