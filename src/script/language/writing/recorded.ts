/** What people did and what came of it: of this a script is written. Data only. */

export interface Recorded {
  readonly name: string;
  /** The service, where the file does not stand beside its definition. */
  readonly service: string | null;
  /** SMS to this number need not say where they go. */
  readonly shortCode: string | null;
  /** Lines at the head of the file. */
  readonly notes: readonly string[];
  /** Where the clock stood, ISO 8601 with offset; null = it does not matter. */
  readonly clock: string | null;
  /** At least one; the first one acts where nobody is named. */
  readonly phones: readonly RecordedPhone[];
  readonly acts: readonly Recording[];
}

export interface RecordedPhone {
  /** A word of letters, digits and _. */
  readonly name: string;
  readonly msisdn: string;
  readonly profile: Readonly<Record<string, string | number | boolean>>;
  /** By program. */
  readonly points: Readonly<Record<string, number>>;
}

export interface Recording {
  /** Name of the phone. */
  readonly phone: string;
  readonly did: RecordedAct;
  readonly screen: { readonly text: string; readonly ends: boolean } | null;
  /** The word of the refusal. */
  readonly refused: string | null;
  /** Those that came to the phone since its last act. */
  readonly sms: readonly { readonly from: string; readonly text: string }[];
}

export type RecordedAct =
  | { readonly verb: 'dial'; readonly code: string }
  | { readonly verb: 'answer'; readonly input: string }
  | { readonly verb: 'hangup' }
  | { readonly verb: 'sms'; readonly to: string; readonly text: string }
  | { readonly verb: 'push'; readonly from: string; readonly text: string; readonly reply: boolean }
  /** Time passed, ms. */
  | { readonly verb: 'wait'; readonly ms: number }
  | {
      readonly verb: 'event';
      readonly program: string;
      readonly kind: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly verb: 'look' };
