/** Who a number is. */

/** `null` removes a value. */
export interface ProfileChange {
  readonly language?: string | null;
  readonly timeZone?: string | null;
  readonly blocked?: boolean | null;
  readonly debt?: number | null;
  readonly owner?: string | null;
  /** ISO 8601 */
  readonly memberSince?: string | null;
  /** `05-15` */
  readonly birthday?: string | null;
}

export interface SubscriberView {
  readonly msisdn: string;
  readonly language: string;
  readonly timeZone: string;
  readonly blocked: boolean;
  readonly debt: number;
  readonly owner: string | null;
  readonly memberSince: string | null;
  readonly birthday: string | null;
  readonly memberships: readonly { readonly program: string; readonly status: string; readonly balance: number }[];
  /** Programs whose cores elsewhere do not say; absent = none. */
  readonly unknown?: readonly string[];
  readonly session: {
    readonly sessionId: string;
    readonly service: string;
    readonly state: string;
    readonly expiresAt: string;
  } | null;
}
