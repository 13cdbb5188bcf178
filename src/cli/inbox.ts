/** A phone's SMS since a moment: each is given once. */
import type { InboxSms } from '../flow/api.ts';
import { explain, type GatewayClient } from './client.ts';
import { Failure } from './failures.ts';

export interface Inbox {
  /** SMS that came since the last call; with `wait` (seconds) it waits for the first one. */
  fresh(wait?: number, signal?: AbortSignal): Promise<readonly InboxSms[]>;
}

/** Opens the inbox of a phone at its present end. Throws a Failure if the gateway refuses (a bad number, an unknown world). */
export async function openInbox(client: GatewayClient, msisdn: string): Promise<Inbox> {
  let after = (await read(client, msisdn)).at(-1)?.id;
  return {
    fresh: async (wait = 0, signal?: AbortSignal) => {
      const messages = await read(client, msisdn, { after, wait, ...(signal && { signal }) });
      after = messages.at(-1)?.id ?? after;
      return messages;
    },
  };
}

async function read(
  client: GatewayClient,
  msisdn: string,
  query?: Parameters<GatewayClient['messages']>[1],
): Promise<readonly InboxSms[]> {
  const result = await client.messages(msisdn, query);
  if (!result.ok) throw new Failure(explain(result.problem));
  return result.value;
}
