/** How long a failing bind waits for its answer: twice as long after each failure of the same address or system_id. Pure. */

/** The first failure's wait, ms. */
const FIRST = 100;
const LONGEST = 5_000;
/** After so long without a failure, ms, one begins anew. */
const FORGOTTEN = 60_000;
/** More who fail at once than this: the oldest of them are forgotten. */
const REMEMBERED = 10_000;

export interface Backoff {
  /** Notes a failure. @param keys whose it is @param now monotonic clock, ms @returns how long its answer waits, ms */
  failed(keys: readonly string[], now: number): number;
  /** How many are remembered. */
  readonly size: number;
}

interface Failures {
  readonly count: number;
  readonly at: number;
}

/** Nobody has failed yet. */
export function bindBackoff(): Backoff {
  const failures = new Map<string, Failures>();

  const note = (key: string, now: number) => {
    const before = failures.get(key);
    const count = before === undefined || now - before.at >= FORGOTTEN ? 1 : before.count + 1;
    // Put at the end again: what stands first failed longest ago.
    failures.delete(key);
    failures.set(key, { count, at: now });
    return Math.min(LONGEST, FIRST * 2 ** (count - 1));
  };

  const forgetOldest = () => {
    for (const key of failures.keys()) {
      if (failures.size <= REMEMBERED) return;
      failures.delete(key);
    }
  };

  return {
    failed(keys, now) {
      const waits = keys.map((key) => note(key, now));
      forgetOldest();
      return Math.max(...waits);
    },
    get size() {
      return failures.size;
    },
  };
}
