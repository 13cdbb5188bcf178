/** The couriers of this process: one for each wire that is attached in a world. */

import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import type { WireBoard } from '../wires.ts';
import { wayOf } from './carry.ts';
import { type Courier, createCourier } from './courier.ts';
import type { Outbox } from './types.ts';

/** How often couriers look at the monotonic clock, ms. */
const TICK = 200;
/** The smallest step of machine time between two entries, ms: a power of two, so that sums stay exact. */
const STEP = 2 ** -10;

export interface Couriers extends Outbox {
  /** What time brings to all couriers; resolves when they have read what they had to. */
  tick(): Promise<void>;
  /** Removes what was taken; resolves when it is out of the store, or the store is away. */
  flush(): Promise<void>;
  /** No more couriers: `flush`, and nothing ticks any more. */
  stop(): Promise<void>;
}

/**
 * @param deps asked for when the first wire attaches, or the first SMS is sent
 * @param holder this process, among all on its store: without `|`
 */
export function openOutbox(wires: WireBoard, deps: () => FlowDeps, holder: string): Couriers {
  const couriers = new Map<string, Courier>();
  const onTheirWay = new Set<string>();
  let lastAt = 0;
  let timer: NodeJS.Timeout | null = null;

  const keyOf = (world: string, wire: string) => `${world} ${wire}`;

  const courierFor = (world: string, wire: string): Courier => {
    const key = keyOf(world, wire);
    const courier = couriers.get(key) ?? createCourier(deps, { world, wire, holder, onTheirWay });
    couriers.set(key, courier);
    timer ??= setInterval(() => void tick(), TICK);
    return courier;
  };

  const tick = async () => {
    await Promise.all([...couriers.values()].map((courier) => courier.tick()));
    for (const [key, courier] of couriers) if (courier.isIdle() && !isAttached(key)) couriers.delete(key);
    if (couriers.size === 0) endTimer();
  };

  const isAttached = (key: string) => {
    const space = key.indexOf(' ');
    return wires.end(key.slice(0, space), key.slice(space + 1)) !== null;
  };

  const endTimer = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };

  const deaf = wires.onEnd((world, wire, end) => courierFor(world, wire).use(end));

  return {
    holderOf: (world, queue) => (wires.end(world, queue) === null ? '' : holder),
    at() {
      lastAt = Math.max(deps().machineTime(), lastAt + STEP);
      return lastAt;
    },
    offer: (world, queue, entry) => couriers.get(keyOf(world.id, queue))?.offer(world, entry),
    handOnce(world, wire, make) {
      const clock = couriers.get(keyOf(world, wire))?.world()?.clock;
      const machineNow = deps().machineTime();
      const now = clock === undefined ? machineNow : worldNow(clock, machineNow);
      const queued = make(now);
      // As with a courier: first the id, then the receipt.
      setImmediate(() => void wires.end(world, wire)?.deliver(queued));
    },
    isOnItsWay: (world, messageId) => onTheirWay.has(wayOf(world, messageId)),
    forget(world) {
      for (const [key, courier] of couriers) if (key.startsWith(`${world} `)) courier.forget();
    },
    tick,
    async flush() {
      await Promise.all([...couriers.values()].map((courier) => courier.flush()));
    },
    async stop() {
      deaf();
      endTimer();
      await Promise.all([...couriers.values()].map((courier) => courier.stop()));
      couriers.clear();
    },
  };
}
