/**
 * What an entry of an outbox says: what is to be delivered, or whose home says it (a message that can still be changed).
 * Written as `holder|{json}` or `holder|#id phone`.
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
}

/** Where an entry is to stand. `at` is machine time of day, epoch ms. */
type Place = Omit<OutboxWrite, 'value'>;

/** An entry that says everything itself. */
export function entryOf(place: Place, holder: string, queued: Queued): OutboxWrite {
  return { ...place, value: `${holder}|${JSON.stringify(queued)}` };
}

/** An entry for a message that has a home of its own. @param phone the MSISDN that it goes to or comes from */
export function referenceTo(place: Place, holder: string, id: string, phone: string): OutboxWrite {
  return { ...place, value: `${holder}|#${id} ${phone}` };
}

/** Reads what these two wrote. */
export function readEntry(value: string): ReadEntry {
  const bar = value.indexOf('|');
  const holder = value.slice(0, bar);
  if (value.charAt(bar + 1) === '{') {
    const queued = JSON.parse(value.slice(bar + 1)) as Queued;
    return { holder, content: { kind: 'queued', queued }, lane: laneOf(queued) };
  }
  const space = value.indexOf(' ', bar);
  const phone = value.slice(space + 1);
  return { holder, content: { kind: 'message', id: value.slice(bar + 2, space), phone }, lane: phone };
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
