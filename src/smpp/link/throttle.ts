/** How many requests a second a peer may send: a token bucket that holds one second's worth. */

/** How full the bucket is of what was sent, and when that was so. */
export interface Bucket {
  level: number;
  at: number;
}

/** Nothing was sent yet. */
export function emptyBucket(): Bucket {
  return { level: 0, at: 0 };
}

/**
 * Takes one request in, if the rate allows it. After silence a peer may send a second's worth at once.
 * @param rate requests a second; 0 = no limit
 * @param now ms of the monotonic clock
 * @returns false if the request is over the rate: it then counts for nothing
 */
export function admits(bucket: Bucket, rate: number, now: number): boolean {
  if (rate === 0) return true;
  const level = Math.max(0, bucket.level - ((now - bucket.at) * rate) / 1000);
  const isWithin = level + 1 <= Math.max(1, rate);
  bucket.level = isWithin ? level + 1 : level;
  bucket.at = now;
  return isWithin;
}
