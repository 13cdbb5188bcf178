/** How a core brings its SMS to the gateway, over HTTP. */
import type { Delivery } from '../flow/api.ts';
import { CoreFailed } from '../flow/coreFailed.ts';
import type { Push } from '../flow/served/push.ts';
import { problemIn } from './answers.ts';
import { EXCHANGE_LIMITS, type ExchangeLimits, exchange, type Heard } from './exchange.ts';

/** Problems of the SMS itself: brought again, it meets the same. Whatever else the gateway answers may be mended there. */
const HOPELESS = new Set<string>(['unknown-world', 'bad-msisdn', 'bad-sms', 'invalid-field']);

interface Setup {
  /** The gateway's address. */
  readonly url: URL;
  readonly limits?: ExchangeLimits;
  /** Hears why it did not work: no numbers and texts. */
  readonly onTrouble: (why: string) => void;
  readonly stop: AbortSignal;
}

/** Brings SMS to the gateway at an address. */
export function notifier({ url, limits = EXCHANGE_LIMITS, onTrouble, stop }: Setup): Push {
  const base = url.pathname.replace(/\/$/, '');
  return async ({ world, msisdn, key, ...body }) => {
    const path = `${base}/v1/subscribers/${encodeURIComponent(msisdn)}/messages`;
    try {
      const call = { method: 'POST', url: new URL(path, url), world, key, body } as const;
      const { delivery, why } = readDelivery(await exchange(call, limits, stop));
      if (why !== null) onTrouble(why);
      return delivery;
    } catch (error) {
      if (!(error instanceof CoreFailed)) throw error;
      onTrouble(String(error.cause ?? error.message));
      return 'later';
    }
  };
}

/** Why it was not taken is null where it was. */
function readDelivery({ status, body }: Heard): { readonly delivery: Delivery; readonly why: string | null } {
  const word = problemIn(body?.type);
  // With the same key it has come before.
  if (status < 300 || word === 'idempotency-conflict') return { delivery: 'taken', why: null };
  if (HOPELESS.has(word ?? '')) return { delivery: 'refused', why: `it answers ${word}: this SMS is given up` };
  return { delivery: 'later', why: `it answers with status ${status}${word === null ? '' : ` (${word})`}` };
}
