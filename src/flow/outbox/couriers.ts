/** The couriers of this process: one for each wire that is attached in a world. */

import type { Queued } from '../api.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import type { WireBoard } from '../wires.ts';
import { handOver, wayOf } from './carry.ts';
import { type Courier, createCourier } from './courier.ts';
import { type Neglected, neglected } from './neglected.ts';
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

interface Office {
  readonly deps: () => FlowDeps;
  readonly wires: WireBoard;
  readonly holder: string;
  /** By world and wire. */
  readonly couriers: Map<string, Courier>;
  /** Messages on their way, by world and id. */
  readonly onTheirWay: Set<string>;
  readonly neglected: Neglected;
  timer: NodeJS.Timeout | null;
}

/**
 * @param deps asked for when the first wire attaches, or the first SMS is sent
 * @param holder this process, among all on its store: without `|`
 */
export function openOutbox(wires: WireBoard, deps: () => FlowDeps, holder: string): Couriers {
  const empty = { couriers: new Map(), onTheirWay: new Set<string>(), neglected: neglected(deps), timer: null };
  const office: Office = { deps, wires, holder, ...empty };
  const { couriers, onTheirWay } = office;
  const deaf = wires.onEnd((world, wire, end) => courierFor(office, world, wire).use(end));
  return {
    holderOf: (world, queue) => (wires.end(world, queue) === null ? '' : holder),
    at: rising(() => deps().machineTime()),
    offer(world, queue, entry) {
      const isTaken = couriers.get(keyOf(world.id, queue))?.offer(world, entry) ?? false;
      if (!isTaken) office.neglected.watch(world, queue);
    },
    handOnce: (world, wire, make) => handOnce(office, world, wire, make),
    isOnItsWay: (world, messageId) => onTheirWay.has(wayOf(world, messageId)),
    forget(world) {
      for (const [key, courier] of couriers) if (placeOf(key).world === world) courier.forget();
    },
    holds: (world, wire, msisdn) => couriers.get(keyOf(world, wire))?.holds(msisdn) ?? false,
    loads: () => [...couriers].map(([key, courier]) => ({ ...placeOf(key), ...courier.load() })),
    tick: () => tick(office),
    flush: () => all(couriers, (courier) => courier.flush()),
    async stop() {
      deaf();
      endTimer(office);
      await all(couriers, (courier) => courier.stop());
      couriers.clear();
    },
  };
}

function keyOf(world: string, wire: string): string {
  return `${world} ${wire}`;
}

/** No world has a space in its id. */
function placeOf(key: string): { readonly world: string; readonly wire: string } {
  const space = key.indexOf(' ');
  return { world: key.slice(0, space), wire: key.slice(space + 1) };
}

/** A clock that never shows the same time twice. */
function rising(now: () => number): () => number {
  let last = 0;
  return () => {
    last = Math.max(now(), last + STEP);
    return last;
  };
}

async function all(couriers: ReadonlyMap<string, Courier>, work: (courier: Courier) => Promise<void>): Promise<void> {
  await Promise.all([...couriers.values()].map(work));
}

function courierFor(office: Office, world: string, wire: string): Courier {
  const { deps, holder, couriers, onTheirWay } = office;
  const key = keyOf(world, wire);
  const courier = couriers.get(key) ?? createCourier(deps, { world, wire, holder, onTheirWay });
  couriers.set(key, courier);
  office.timer ??= setInterval(() => void tick(office), TICK);
  return courier;
}

async function tick(office: Office): Promise<void> {
  await all(office.couriers, (courier) => courier.tick());
  for (const [key, courier] of office.couriers) lookAfter(office, key, courier);
  if (office.couriers.size === 0) endTimer(office);
}

/** A courier that has nothing to do any more goes; one that has must not be the only one who knows of its outbox. */
function lookAfter({ couriers, wires, neglected }: Office, key: string, courier: Courier): void {
  const { world, wire } = placeOf(key);
  const seen = courier.world();
  if (wires.end(world, wire) === null && courier.isIdle()) couriers.delete(key);
  else if (seen !== null) neglected.watch(seen, wire);
}

function endTimer(office: Office): void {
  if (office.timer !== null) clearInterval(office.timer);
  office.timer = null;
}

function handOnce(office: Office, world: string, wire: string, make: (now: number) => Queued): void {
  const clock = office.couriers.get(keyOf(world, wire))?.world()?.clock;
  const machineNow = office.deps().machineTime();
  const queued = make(clock === undefined ? machineNow : worldNow(clock, machineNow));
  // As with a courier: first the id, then the receipt.
  setImmediate(() => {
    const end = office.wires.end(world, wire);
    if (end !== null) void handOver(office.deps(), queued, end);
  });
}
