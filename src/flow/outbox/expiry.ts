/** What waited for its wire for too long is dropped, and that is told: each to the event stream, their number to the log. */
import type { WorldState } from '../../store/port.ts';
import type { Queued } from '../api.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';

/** Whether its time is over. @param expiresAt world time, epoch ms; null = not by itself */
export function isExpired(deps: FlowDeps, { clock }: WorldState, expiresAt: number | null): boolean {
  return expiresAt !== null && expiresAt <= worldNow(clock, deps.machineTime());
}

/** Tells the event stream what was dropped. */
export function tellExpired(deps: FlowDeps, world: WorldState, wire: string, dropped: readonly Queued[]): void {
  if (!deps.hub.isHeard()) return;
  const at = worldNow(world.clock, deps.machineTime());
  for (const queued of dropped) {
    deps.hub.publish(typeOf(queued), world.id, at, phoneOf(queued), { messageId: queued.id, wire });
  }
}

/** Tells the log how many were dropped together. */
export function warnOfExpired(deps: FlowDeps, { id: world }: WorldState, wire: string, count: number): void {
  if (count > 0) deps.onWarning('SMS that nobody came for were dropped from an outbox.', { world, wire, count });
}

function typeOf({ kind }: Queued): string {
  return kind === 'receipt' ? 'receipt.expired' : 'sms.expired';
}

function phoneOf({ kind, from, to }: Queued): string {
  return kind === 'to-application' ? from : to;
}
