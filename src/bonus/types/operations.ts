/** What a core can be asked, and what it needs from outside to answer. */
import type { Lot } from './points.ts';

export type Channel = 'ussd' | 'sms' | 'web';

export type Operation =
  | { readonly op: 'balance' }
  | { readonly op: 'register'; readonly channel: Channel; readonly email?: string; readonly questionnaire?: boolean }
  | { readonly op: 'deactivate'; readonly channel: Channel }
  | {
      readonly op: 'event';
      readonly kind: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    }
  /** One exchange of one gift or several. */
  | { readonly op: 'order'; readonly codes: readonly string[] }
  | { readonly op: 'transfer'; readonly to: string; readonly points: number }
  | { readonly op: 'confirm'; readonly id: string; readonly code: string }
  /** At the receiver: the point of no return of a transfer. */
  | { readonly op: 'credit'; readonly id: string; readonly from: string; readonly lots: readonly Lot[] }
  /** At the giver: the end of a transfer. `refusal` null = the receiver has the points. */
  | { readonly op: 'finish'; readonly id: string; readonly refusal: string | null }
  /** A member from the beginning of the world, with so many points. */
  | { readonly op: 'open'; readonly points: number }
  /** The number has passed to another owner (`profile.ts`). */
  | { readonly op: 'change-owner' }
  /** A date of the profile has changed: what it gives by itself has another date. */
  | { readonly op: 'change-dates' };

/** What the pure core needs from outside. Randomness comes in as functions, time as a number. */
export interface CoreContext {
  readonly now: number;
  /** Who asks: the channel, `api`, `clock` or a peer. */
  readonly by: string;
  /** Derived from session and step, or the caller's Idempotency-Key. */
  readonly request: string;
  /** What is known of other subscribers: msisdn → "is a member of this program now". Absent = not looked up yet. */
  readonly peers: Readonly<Record<string, boolean>>;
  /** A decimal code of so many digits. */
  readonly newCode: (digits: number) => string;
  readonly newId: () => string;
}
