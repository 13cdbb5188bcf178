/** How a core brings its SMS to the gateway, over HTTP. */
import type { Delivery } from '../flow/api.ts';
import { CoreFailed } from '../flow/coreFailed.ts';
import type { Push } from '../flow/served/push.ts';
import { EXCHANGE_LIMITS, type ExchangeLimits, exchange } from './exchange.ts';

/** 409: it has come before, with the same key. The last ones are said of the moment, not of the SMS. */
const TAKEN = new Set([409]);
const LATER = new Set([408, 425, 429]);

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
  return async ({ world, msisdn, key, from, text }) => {
    const path = `${base}/v1/subscribers/${encodeURIComponent(msisdn)}/messages`;
    try {
      const { status } = await exchange(
        { method: 'POST', url: new URL(path, url), world, key, body: { from, text } },
        limits,
        stop,
      );
      return deliveryOf(status);
    } catch (error) {
      if (!(error instanceof CoreFailed)) throw error;
      onTrouble(String(error.cause ?? error.message));
      return 'later';
    }
  };
}

function deliveryOf(status: number): Delivery {
  if (status < 300 || TAKEN.has(status)) return 'taken';
  return status >= 500 || LATER.has(status) ? 'later' : 'refused';
}
