/** Bonus accounts: what is read and what is written. */
import type { Channel, JournalEntry } from '../../bonus/types.ts';

export interface BonusView {
  readonly member: boolean;
  readonly balance: number;
  readonly lots: readonly { readonly points: number; readonly expiresAt: string | null }[];
  readonly status?: string;
  readonly [more: string]: unknown;
}

/** The bonus writes of the API, after the body has been checked against its schema. */
export type BonusWrite =
  | { readonly op: 'register'; readonly channel: Channel; readonly email?: string; readonly questionnaire?: boolean }
  | { readonly op: 'deactivate'; readonly channel: Channel }
  | {
      readonly op: 'event';
      readonly kind: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    }
  /** One gift, or several in one exchange. */
  | { readonly op: 'order'; readonly codes: readonly string[] }
  | { readonly op: 'transfer'; readonly to: string; readonly points: number }
  | { readonly op: 'confirm'; readonly id: string; readonly code: string };

export interface Gift {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly basePrice: number;
}

export interface JournalEntryView extends Omit<JournalEntry, 'at'> {
  readonly at: string;
}
