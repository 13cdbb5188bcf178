/** The keys that a screen offers, and no others. */
import type { Place } from '../../../yaml/issue.ts';
import type { Finding } from '../result.ts';
import { textFinding } from './finding.ts';

/** A label of null: any. */
type Wanted = readonly (readonly [key: string, label: string | null])[];
type Offered = readonly (readonly [key: string, label: string])[];

/** In whatever order they are offered. */
export function checkOptions(place: Place, subject: string, wanted: Wanted, offered: Offered): Finding | null {
  const seen = inOrderOf(wanted, offered);
  const isAsWanted = wanted.every(([key, label], index) => {
    const [is, says] = seen[index] ?? [];
    return key === is && (label === null || label === says);
  });
  if (isAsWanted && seen.length === wanted.length) return null;
  const shown = seen.map(([key, label]) => [key, isLabelWanted(wanted, key) ? label : null] as const);
  const update = { place, value: asWritten(wanted, seen) };
  return textFinding(place, `${subject} offers other options.`, linesOf(wanted), linesOf(shown), update);
}

/** Options are a set: those that were wanted come in the order in which they were written. */
function inOrderOf(wanted: Wanted, offered: Offered): Offered {
  const place = (key: string) => {
    const index = wanted.findIndex(([each]) => each === key);
    return index < 0 ? wanted.length : index;
  };
  return offered.toSorted(([a], [b]) => place(a) - place(b));
}

/** Of an option that nobody wants the label helps, unless keys are all that was asked for. */
function isLabelWanted(wanted: Wanted, key: string): boolean {
  const own = wanted.find(([each]) => each === key);
  return own === undefined ? wanted.some(([, label]) => label !== null) : own[1] !== null;
}

function linesOf(options: Wanted): string {
  return options.map(([key, label]) => (label === null ? key : `${key} ${label}`)).join('\n') || '(none)';
}

/** As a list of keys, or with their labels, whichever was written. */
function asWritten(wanted: Wanted, seen: Offered): unknown {
  return wanted.some(([, label]) => label !== null) ? Object.fromEntries(seen) : seen.map(([key]) => key);
}
