/** Delivery receipts: what a submitter's wire is told of a message's end. */
import type { OutboxWrite } from '../../store/port.ts';
import type { ReceiptWish } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { entryOf } from '../outbox/entries.ts';
import { isBindWire } from '../wires.ts';
import { isWanted, type Receipted, receiptOf } from './message.ts';

/** The receipt as an entry of the submitter's outbox; none where nobody asked, or the wire has no outbox. */
export function receiptEntry(
  { outbox }: Pick<FlowDeps, 'outbox'>,
  world: string,
  wire: string,
  wish: ReceiptWish | null | undefined,
  receipted: Receipted,
): readonly OutboxWrite[] {
  if (!isWanted(wish, receipted.state) || !isBindWire(wire)) return [];
  const place = { queue: wire, id: `r${receipted.id}`, at: outbox.at() };
  return [entryOf(place, outbox.holderOf(world, wire), receiptOf(receipted), receipted.finalAt)];
}
