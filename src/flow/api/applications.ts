/** Somebody's own application behind a code. No call rejects. */
export interface Application {
  /** Its dialogues are told with `said`: it keeps nothing of them itself. */
  readonly wantsSaid?: true;
  /** @param dialled the whole string, like `*384*77*1#` */
  begin(dialogue: AppDialogue, dialled: string): Promise<AppScreen>;
  answer(dialogue: AppDialogue, input: string): Promise<AppScreen>;
  /** Over on the phone's side; nobody waits for an answer. */
  end(dialogue: AppDialogue, why: 'hang-up' | 'timeout' | 'released'): void;
}

/** A dialogue with somebody's own application. */
export interface AppDialogue {
  readonly sessionId: string;
  readonly msisdn: string;
  /** The route that was found, like `*384*77`; of a push: the number it came from. */
  readonly code: string;
  readonly language: string;
  /** All that the phone has said so far, joined by `*`: what was dialled beyond the code, then each answer. Kept for those that want it. */
  readonly said?: string;
}

/** `lost`: not connected, gone in the middle, or silent for too long. */
export type AppScreen =
  | { readonly kind: 'screen'; readonly text: string; readonly awaiting: boolean }
  | { readonly kind: 'lost' };
