/** The world clock as pure data: what time it is in a world, and how a change of the clock changes the data. */
import { Temporal } from 'temporal-polyfill';
import type { ClockState } from '../store/port.ts';
import type { ClockChange, ClockView, Problem } from './api.ts';

/** Years outside these help nobody and overflow the calendars behind. */
const EARLIEST_CLOCK = Date.UTC(1970, 0, 1);
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** World time (epoch ms) at machine time `machineNow` (epoch ms). */
export function worldNow(clock: ClockState, machineNow: number): number {
  return clock.frozenAt ?? machineNow + clock.offset;
}

/** Machine time (epoch ms) at which a deadline came that is due by this clock. */
export function cameDue({ offset, setAt = Number.NEGATIVE_INFINITY }: ClockState, deadline: number): number {
  return Math.max(deadline - offset, setAt);
}

/** A clock that shows `at` when the machine shows `machineNow`, and runs. */
export function runningFrom(at: number, machineNow: number): ClockState {
  return { offset: at - machineNow, frozenAt: null };
}

/** The clock as the API shows it: ISO 8601 with offset (UTC). */
export function clockView(clock: ClockState, machineNow: number): ClockView {
  return { now: isoTime(worldNow(clock, machineNow)), frozen: clock.frozenAt !== null };
}

/** Epoch ms → ISO 8601 in UTC. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/**
 * Reads an ISO 8601 instant with offset.
 * @returns epoch ms, or null if it is not one or lies outside 1900…2199
 */
export function parseInstant(text: string): number | null {
  try {
    const at = Temporal.Instant.from(text).epochMilliseconds;
    return at >= EARLIEST && at < LATEST ? at : null;
  } catch {
    return null;
  }
}

/** An instant that a world clock can show, epoch ms, or null. */
export function clockInstant(text: string): number | null {
  const at = parseInstant(text);
  return at !== null && at >= EARLIEST_CLOCK ? at : null;
}

/**
 * Applies a change: set and advance keep frozen or running as it is.
 * @returns the new clock, or the problem with the change
 */
export function applyChange(clock: ClockState, change: ClockChange, machineNow: number): ClockState | Problem {
  const now = worldNow(clock, machineNow);
  if ('set' in change) return moveTo(clock, clockInstant(change.set), machineNow, BAD_SET);
  if ('advance' in change) return moveTo(clock, advanced(now, change.advance), machineNow, BAD_ADVANCE);
  if ('freeze' in change) return { offset: clock.offset, frozenAt: now };
  return runningFrom(now, machineNow);
}

const BAD_SET: Problem = {
  type: 'bad-clock',
  detail: 'set takes an instant with an offset between 1970 and 2199, such as 2019-05-14T23:59:59+03:00.',
  data: { field: 'set' },
};

const BAD_ADVANCE: Problem = {
  type: 'bad-clock',
  detail:
    'advance takes a positive ISO 8601 duration of days, hours, minutes, seconds, such as P1D or PT181S, ending before 2200.',
  data: { field: 'advance' },
};

function moveTo(clock: ClockState, at: number | null, machineNow: number, problem: Problem): ClockState | Problem {
  if (at === null) return problem;
  return clock.frozenAt === null ? runningFrom(at, machineNow) : { offset: at - machineNow, frozenAt: at };
}

/** P1D is 24 hours (DESIGN); months and years have no fixed length and are refused, and so are parts of a millisecond. */
function advanced(now: number, text: string): number | null {
  try {
    const duration = Temporal.Duration.from(text);
    const at = now + duration.total('milliseconds');
    return duration.sign > 0 && Number.isInteger(at) && at < LATEST ? at : null;
  } catch {
    return null;
  }
}
