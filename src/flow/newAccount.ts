import type { Account } from '../bonus/types.ts';

/** The account of a number that nobody has said anything about yet. */
export function newAccount(msisdn: string): Account {
  return { msisdn, profile: {}, smsCount: 0, programs: {} };
}
