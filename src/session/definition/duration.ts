/** Durations of a definition: `PT3M`, `PT90S`, `PT1H30M` (ISO 8601, hours and smaller). */
import { FORMS } from './schema/forms.ts';

/** Milliseconds of a duration of the form `duration`. */
export function durationMs(written: string): number {
  const [, hours, minutes, seconds] = new RegExp(FORMS.duration.pattern).exec(written) ?? [];
  const count = (part: string | undefined): number => Number.parseInt(part ?? '0', 10);
  return (count(hours) * 3600 + count(minutes) * 60 + count(seconds)) * 1000;
}
