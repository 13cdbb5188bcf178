/** Holds a set of faults to the table. */
import { parseDuration } from '../../bonus/calendar.ts';
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { Problem } from '../api.ts';
import { mistakesIn } from '../shapes/check.ts';
import { type Mistake, refusalOf } from '../shapes/mistakes.ts';
import { FAULTS_SHAPE } from './shape.ts';

/** Nobody waits longer for an answer that was only delayed, ms. */
const LONGEST_REAL = 10_000;

/** An SMS that is late is not later than this, ms: the world's clock ends in 2199. */
const LONGEST_WORLD = 366 * 24 * 60 * 60 * 1000;

/** @returns one problem with the paths of all mistakes, `invalid-field` or `bad-msisdn`, or null */
export function checkFaults(faults: Readonly<Record<string, unknown>>): Problem | null {
  const misshapen = mistakesIn(faults, FAULTS_SHAPE, '');
  return refusalOf(misshapen.length > 0 ? misshapen : Object.entries(faults).flatMap(mistakesOf));
}

interface Checked {
  readonly of?: readonly string[];
  readonly by?: string;
  readonly within?: string;
  readonly status?: number | string;
}

const NO_REFUSAL: Mistake = {
  type: 'invalid-field',
  field: 'smppReject.status',
  expected: 'other than 0x0 (ESME_ROK), which refuses nothing',
};

/** HTTP's statuses are held to those of refusals by the table. */
function isNoRefusal(status: number | string | undefined): boolean {
  return status !== undefined && Number(status) === 0;
}

function mistakesOf([name, written]: readonly [string, unknown]): readonly Mistake[] {
  if (typeof written !== 'object' || written === null) return [];
  const { of = [], by, within, status } = written as Checked;
  const numbers = of.flatMap((number, index): Mistake[] =>
    normaliseMsisdn(number).ok
      ? []
      : [{ type: 'bad-msisdn', field: `${name}.of.${index}`, expected: 'a phone number' }],
  );
  const isReal = name === 'httpDelay' || name === 'smppDelay';
  const longest = isReal ? LONGEST_REAL : LONGEST_WORLD;
  const spans = Object.entries({ by, within }).flatMap(([field, text]): Mistake[] => {
    if (text === undefined || (parseDuration(text) ?? Number.POSITIVE_INFINITY) <= longest) return [];
    return [{ type: 'invalid-field', field: `${name}.${field}`, expected: isReal ? 'at most PT10S' : 'at most P366D' }];
  });
  return [...numbers, ...spans, ...(isNoRefusal(status) ? [NO_REFUSAL] : [])];
}
