/**
 * What an entry of an outbox says: what is to be delivered, or whose home says it (a message that can still be changed).
 * Written as `holder|expiry{json}` or `holder|#id phone`.
 */
import type { OutboxWrite } from '../../store/port.ts';
import type { Queued } from '../api.ts';

export type Content =
  | { readonly kind: 'queued'; readonly queued: Queued }
  | { readonly kind: 'message'; readonly id: string; readonly phone: string };

export interface ReadEntry {
  /** The process that wrote it and has it in hand, unless it is gone; '' = none. */
  readonly holder: string;
  readonly content: Content;
  /** Things of one lane are handed over one after the other. */
  readonly lane: string;
  /** World time (epoch ms) after which it is nobody's any more; null = its message knows. */
  readonly expiresAt: number | null;
}

/** How long what has no validity of its own waits for its wire, ms of world time: three days, as a message does that was given none. */
export const LONGEST_WAIT = 3 * 24 * 60 * 60 * 1000;

/** Where an entry is to stand. `at` is machine time of day, epoch ms. */
type Place = Omit<OutboxWrite, 'value'>;

/** An entry that says everything itself. @param now world time, epoch ms */
export function entryOf(place: Place, holder: string, queued: Queued, now: number): OutboxWrite {
  return { ...place, value: `${holder}|${Math.floor(now + LONGEST_WAIT)}${JSON.stringify(queued)}` };
}

/** An entry for a message that has a home of its own. @param phone the MSISDN that it goes to or comes from */
export function referenceTo(place: Place, holder: string, id: string, phone: string): OutboxWrite {
  return { ...place, value: `${holder}|#${id} ${phone}` };
}

/** Reads what these two wrote. */
export function readEntry(value: string): ReadEntry {
  const bar = value.indexOf('|');
  const holder = value.slice(0, bar);
  return value.charAt(bar + 1) === '#' ? readReference(value, holder) : readQueued(value, holder);
}

function readReference(value: string, holder: string): ReadEntry {
  const space = value.indexOf(' ', holder.length);
  const lane = value.slice(space + 1);
  const id = value.slice(holder.length + 2, space);
  return { holder, content: { kind: 'message', id, phone: lane }, lane, expiresAt: null };
}

function readQueued(value: string, holder: string): ReadEntry {
  const brace = value.indexOf('{', holder.length);
  const queued = JSON.parse(value.slice(brace)) as Queued;
  const expiresAt = Number(value.slice(holder.length + 1, brace));
  return { holder, content: { kind: 'queued', queued }, lane: laneOf(queued), expiresAt };
}

/** Whether an entry only refers to a message. */
export function isReference(value: string): boolean {
  return value.charAt(value.indexOf('|') + 1) === '#';
}

/** SMS of one phone keep their order; receipts need none. */
function laneOf(queued: Queued): string {
  if (queued.kind === 'receipt') return `receipt ${queued.id}`;
  return queued.kind === 'to-phone' ? queued.to : queued.from;
}
