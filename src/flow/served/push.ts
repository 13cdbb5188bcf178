/**
 * What a core says by itself goes to its gateway: every phone is on one wire, whose outbox keeps an SMS until the gateway has it
 * (ADR 0008). The gateway takes each one once, by its key.
 */
import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CoreText, Delivery, Queued, WireEnd } from '../api.ts';
import type { FlowDeps } from '../deps.ts';

/** Hands an SMS to the gateway. Never rejects. */
export type Push = (
  sms: CoreText & { readonly world: string; readonly msisdn: string; readonly key: string },
) => Promise<Delivery>;

/** The wire of the gateway. */
export const GATEWAY_WIRE = 'link:gateway';

/** On their way at once. */
const CAPACITY = 16;

/** How long an answer waits for the SMS that go before it, ms. */
const LONGEST_WAIT = 1_000;
const LOOK_AGAIN = 5;

export interface Pushing {
  /** SMS of this world go to the gateway from now on. */
  attach(world: string): void;
  detach(world: string): void;
  /**
   * Resolves when what is on its way from this world has come, or the gateway takes its time.
   * @param msisdn only what goes to this phone; absent = to any
   */
  settled(world: string, msisdn?: string): Promise<void>;
}

/** Nobody is told. */
export const NO_PUSHING: Pushing = { attach() {}, detach() {}, settled: () => Promise.resolve() };

/** Pushes through `push`. */
export function pushing(deps: FlowDeps, push: Push): Pushing {
  const attached = new Map<string, () => void>();
  let isAway = false;
  const endOf = (world: string): WireEnd => ({
    capacity: CAPACITY,
    async deliver(queued) {
      const delivery = await handOver(deps, push, world, queued);
      isAway = delivery === 'later';
      return delivery;
    },
    show: () => null,
    cutOff() {},
  });
  return {
    attach(world) {
      if (!attached.has(world)) attached.set(world, deps.wires.attachWire(world, GATEWAY_WIRE, endOf(world)));
    },
    detach(world) {
      attached.get(world)?.();
      attached.delete(world);
    },
    async settled(world, msisdn) {
      const until = deps.stopwatch() + LONGEST_WAIT;
      while (!isAway && isBusy(deps, world, msisdn) && deps.stopwatch() < until) await pause(LOOK_AGAIN);
    },
  };
}

function isBusy({ outbox }: FlowDeps, world: string, msisdn: string | undefined): boolean {
  if (msisdn !== undefined) return outbox.holds(world, GATEWAY_WIRE, msisdn);
  return outbox.loads().some((load) => load.world === world && load.wire === GATEWAY_WIRE && load.inHand > 0);
}

async function handOver(deps: FlowDeps, push: Push, world: string, queued: Queued): Promise<Delivery> {
  if (queued.kind !== 'to-phone') return 'refused';
  const state = await deps.store.world(world).catch(() => null);
  if (state === null) return 'later';
  const { id, to: msisdn, from, text, at } = queued;
  // SMS are numbered; after a reset they are numbered anew, and the secret is another one.
  const key = hash('sha256', `${state.secret} ${msisdn} ${id}`, 'base64url');
  return push({ world, msisdn, key, from, text, ...(at && { at }) });
}
