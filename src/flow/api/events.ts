/** The event stream. */

/** The name under which a listener hears of every world. */
export const ALL_WORLDS = '*';

/** Everything that happens, for the web phone, the trace, the metrics and the log. `at` is world time, ISO 8601. */
export interface GatewayEvent {
  readonly id: number;
  readonly type: string;
  readonly world: string;
  readonly at: string;
  readonly msisdn?: string;
  readonly [more: string]: unknown;
}
