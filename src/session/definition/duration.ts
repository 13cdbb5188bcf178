/** Durations of a definition: `PT3M`, `PT90S`, `PT1H30M` (ISO 8601, hours and smaller). */

/** The pattern of a duration, for the JSON Schema. */
export const DURATION = '^PT(?=\\d)(\\d{1,3}H)?(\\d{1,4}M)?(\\d{1,5}S)?$';

/** Milliseconds of a duration that fits `DURATION`. */
export function durationMs(written: string): number {
  const [, hours, minutes, seconds] = new RegExp(DURATION).exec(written) ?? [];
  const count = (part: string | undefined): number => Number.parseInt(part ?? '0', 10);
  return (count(hours) * 3600 + count(minutes) * 60 + count(seconds)) * 1000;
}
