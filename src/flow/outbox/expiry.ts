/** What waited for its wire for too long is dropped, and that is told: each to the event stream, their number to the log. */
import type { WorldState } from '../../store/port.ts';
import type { Queued } from '../api.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';

/** Whether its time is over. @param expiresAt world time, epoch ms; null = not by itself */
export function isExpired(deps: FlowDeps, { clock }: WorldState, expiresAt: number | null): boolean {
  return expiresAt !== null && expiresAt <= worldNow(clock, deps.machineTime());
}

/** Tells of what was dropped together. */
export function tellExpired(deps: FlowDeps, world: WorldState, wire: string, dropped: readonly Queued[]): void {
  if (dropped.length === 0) return;
  const at = worldNow(world.clock, deps.machineTime());
  for (const queued of dropped) {
    const phone = phoneOf(queued);
    deps.hub.publish(typeOf(queued), world.id, at, phone, { messageId: queued.id, wire });
  }
  deps.onWarning('Nobody came for SMS that waited for a wire: they were dropped.', {
    world: world.id,
    wire,
    count: dropped.length,
  });
}

function typeOf({ kind }: Queued): string {
  return kind === 'receipt' ? 'receipt.expired' : 'sms.expired';
}

function phoneOf({ kind, from, to }: Queued): string {
  return kind === 'to-application' ? from : to;
}
