/** Gifts can be told apart, and what their SMS say of their time makes sense. */
import { Temporal } from 'temporal-polyfill';
import type { Gift, ProgramFile } from '../programFile.ts';
import { errorAt, type Place, type ProgramError, repeated } from './error.ts';

/** The network keeps this code for itself: it is never a gift. */
const NEVER_A_GIFT = '999';

/** Codes first, then what gifts run for. */
export function checkGifts({ gifts = [] }: ProgramFile): readonly ProgramError[] {
  return [...checkCodes(gifts), ...gifts.flatMap((gift, index) => checkTime(['gifts', index], gift))];
}

function checkCodes(gifts: readonly Gift[]): readonly ProgramError[] {
  const codes = gifts.map(({ code }) => code);
  const fix = 'Give it another code.';
  const twice = repeated(codes).map((index) =>
    errorAt(['gifts', index, 'code'], `Gift code ${codes[index]} is taken by a gift above.`, fix),
  );
  const reserved = codes.flatMap((code, index) =>
    code === NEVER_A_GIFT ? [errorAt(['gifts', index, 'code'], '999 is never a gift.', fix)] : [],
  );
  return [...twice, ...reserved];
}

function checkTime(path: Place, { runs, thenPaid }: Gift): readonly ProgramError[] {
  const errors: ProgramError[] = [];
  if (runs !== undefined && runs !== 'next-month' && !isCalendarTime(runs)) {
    const message = `"${runs}" is not a length of time.`;
    errors.push(errorAt([...path, 'runs'], message, 'Write it like PT48H, P14D or P2M, or write next-month.'));
  }
  if (thenPaid && (runs === undefined || runs === 'next-month')) {
    const message = 'Nothing says from when on this gift must be paid for.';
    const fix = 'Write under "runs" how long it runs from the order, or remove thenPaid.';
    errors.push(errorAt([...path, 'thenPaid'], message, fix, [...path, 'runs']));
  }
  return errors;
}

/** ISO 8601, years and months too. */
function isCalendarTime(text: string): boolean {
  try {
    return Temporal.Duration.from(text).sign > 0;
  } catch {
    return false;
  }
}
