/** The table of all calls. Routes, validation, the OpenAPI document and its page all come from it. */
import { BONUS_CALLS } from './bonus.ts';
import { EVENT_CALLS } from './events.ts';
import { HEALTH_CALLS } from './health.ts';
import { MEMBERSHIP_CALLS } from './membership.ts';
import { POINTS_CALLS } from './points.ts';
import { SMS_CALLS } from './sms.ts';
import { SUBSCRIBER_CALLS } from './subscribers.ts';
import { TRANSFER_CALLS } from './transfers.ts';
import type { JsonCall, RawCall } from './types.ts';
import { USSD_CALLS } from './ussd.ts';
import { WORLD_CALLS } from './worlds.ts';

/** Calls that go through the gateway. The order decides between paths that match the same request: fixed ones first. */
export const JSON_CALLS: readonly JsonCall[] = [
  ...USSD_CALLS,
  ...SMS_CALLS,
  ...SUBSCRIBER_CALLS,
  ...BONUS_CALLS,
  ...MEMBERSHIP_CALLS,
  ...POINTS_CALLS,
  ...TRANSFER_CALLS,
  ...WORLD_CALLS,
];

/** Calls that write their own answer. */
export const RAW_CALLS: readonly RawCall[] = [...EVENT_CALLS, ...HEALTH_CALLS];
