/**
 * A circuit breaker, pure: times are the machine's monotonic clock in ms, and come in. After some failures in a row the core is left
 * alone for a while; then one request finds out how it is, and the others wait for what comes of it.
 */

export interface Breaker {
  /** Failures since it answered last. */
  readonly failures: number;
  /** When it may be asked again; -Infinity while it answers. */
  readonly openUntil: number;
}

export interface BreakerLimits {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open, ms. */
  readonly pause: number;
}

export const BREAKER_LIMITS: BreakerLimits = { failures: 5, pause: 2_000 };

/** Nothing has failed yet. */
export const CLOSED: Breaker = { failures: 0, openUntil: Number.NEGATIVE_INFINITY };

/** Whether the core is to be left alone at `now`. */
export function isOpen({ openUntil }: Breaker, now: number): boolean {
  return now < openUntil;
}

/** Whoever asks while it is open no more is alone in that: the others meet it open until it is known how the core is. */
export function asking(breaker: Breaker, now: number, { failures, pause }: BreakerLimits): Breaker {
  return breaker.failures < failures ? breaker : { ...breaker, openUntil: now + pause };
}

/** It did not answer, or not as it should. */
export function failed(breaker: Breaker, now: number, limits: BreakerLimits): Breaker {
  const failures = breaker.failures + 1;
  return failures < limits.failures ? { ...breaker, failures } : { failures, openUntil: now + limits.pause };
}
