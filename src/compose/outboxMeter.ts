/** How much waits for wires, for whoever collects figures: as the couriers here know it, the store is not asked. */
import type { Outbox } from '../flow/outbox/types.ts';
import type { MeterSource } from '../http/metrics.ts';

/** One figure for each wire that is attached here, and one that says whether more waits in the store. */
export function outboxMeters(outbox: Pick<Outbox, 'loads'>): readonly MeterSource[] {
  const labelNames = ['world', 'wire'];
  const read = (value: (load: ReturnType<Outbox['loads']>[number]) => number) => () =>
    outbox.loads().map((load) => [{ world: load.world, wire: load.wire }, value(load)] as const);
  return [
    {
      name: 'starhash_outbox_in_hand',
      help: 'SMS and receipts that this process has in hand for a wire.',
      type: 'gauge',
      labelNames,
      read: read(({ inHand }) => inHand),
    },
    {
      name: 'starhash_outbox_behind',
      help: '1 where more may wait for a wire in the store than is in hand.',
      type: 'gauge',
      labelNames,
      read: read(({ isBehind }) => (isBehind ? 1 : 0)),
    },
  ];
}
