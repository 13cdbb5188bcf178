/** SMS that a fault made late come to their phones. */
import type { WorldState } from '../store/port.ts';
import type { FlowDeps } from './deps.ts';
import type { Plan } from './plan.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

/** What is in the record of one that has come, until the record is dropped. */
const COME = 'null';

interface DueSms {
  readonly msisdn: string;
  readonly key: string;
  /** World time, epoch ms. */
  readonly at: number;
}

/** Brings a late SMS whose moment has come, once, however often and wherever this is called. */
export async function bringLateSms(deps: FlowDeps, world: WorldState, { msisdn, key, at }: DueSms): Promise<void> {
  await transact(deps, world.id, msisdn, (view) => arrival(view, key, at), { records: [key], until: at });
  await deps.store.dropRecord(world, msisdn, key, at);
}

function arrival({ records: [record] }: View, key: string, at: number): Plan<void> {
  if (record == null || record.value === COME) return { result: undefined };
  const { from, text } = JSON.parse(record.value) as { from: string; text: string };
  return {
    result: undefined,
    messages: [{ from, text, at, isLate: true }],
    records: [{ key, seen: record.etag, value: COME, expiresAt: at }],
  };
}
