/** What the gateway says it keeps of a subscriber: journal and SMS. */
import { expectStatus } from '../support/http.ts';
import type { Succession } from '../support/succession.ts';

export const PROGRAM = 'mts-bonus';

export interface Entry {
  readonly kind: string;
  readonly request: string;
  readonly transfer?: string;
  readonly postings: readonly { readonly account: string; readonly points: number }[];
}

export interface Sms {
  readonly id: string;
  readonly text: string;
}

/** The path of a member's bonus calls. */
export function memberPath(msisdn: string): string {
  return `/v1/bonus/${PROGRAM}/${msisdn}`;
}

/** The whole journal, oldest entry first. */
export async function journalOf(gateways: Succession, msisdn: string): Promise<readonly Entry[]> {
  const answer = await gateways.ask({ method: 'GET', path: `${memberPath(msisdn)}/journal?limit=1000` });
  const { entries, next } = expectStatus(answer, 200) as { entries: readonly Entry[]; next: string | null };
  if (next !== null) throw new Error('A journal of more than a page: the test does not read it all.');
  return entries;
}

/** The SMS, oldest first; numbered 1, 2, 3… without a gap. @param wait seconds to wait for the first one newer than `after` */
export async function inboxOf(gateways: Succession, msisdn: string, after = 0, wait = 0): Promise<readonly Sms[]> {
  const path = `/v1/subscribers/${msisdn}/messages?after=${after}&wait=${wait}`;
  const { messages } = expectStatus(await gateways.ask({ method: 'GET', path }), 200) as { messages: readonly Sms[] };
  messages.forEach(({ id }, index) => {
    if (Number(id) !== after + index + 1)
      throw new Error(`SMS ${id} of ${msisdn} stands at place ${after + index + 1}.`);
  });
  return messages;
}

/** Balance and points on their way. */
export async function pointsOf(gateways: Succession, msisdn: string): Promise<{ balance: number; reserved: number }> {
  const answer = await gateways.ask({ method: 'GET', path: memberPath(msisdn) });
  return expectStatus(answer, 200) as { balance: number; reserved: number };
}

/** What an entry adds to the subscriber's points. */
export function pointsIn({ postings }: Entry): number {
  return postings.filter(({ account }) => account === 'points').reduce((sum, { points }) => sum + points, 0);
}
