/** The flow with what it needs: clocks, randomness, wires, the timer that works off deadlines. */
import { performance } from 'node:perf_hooks';
import { worldNow } from '../flow/clock.ts';
import type { FlowDeps } from '../flow/deps.ts';
import { NO_DESTINATIONS } from '../flow/destinations.ts';
import { eventHub } from '../flow/events.ts';
import { faultBoard } from '../flow/faults/board.ts';
import { knownWorlds } from '../flow/knownWorlds.ts';
import { openOutbox } from '../flow/outbox/couriers.ts';
import { keyedQueue } from '../flow/queue.ts';
import { systemRandom } from '../flow/random.ts';
import { startTicker } from '../flow/ticker.ts';
import { wireBoard } from '../flow/wires.ts';

/** What a flow needs, with the timer that works off deadlines and the couriers; `stop` ends both. */
export interface Engine {
  readonly deps: FlowDeps;
  stop(): Promise<void>;
}

type Given = Pick<FlowDeps, 'store' | 'definitions'> &
  Partial<
    Pick<FlowDeps, 'destinations' | 'machineTime' | 'stopwatch' | 'random' | 'onWarning' | 'remote' | 'phonesOn'>
  >;

/** Puts store, definitions, clocks and randomness together; tests hand in their own of each. */
export function startEngine(given: Given, onError: (error: unknown, what: string) => void): Engine {
  const ticker = startTicker(
    () => deps,
    (error) => onError(error, 'working off deadlines failed'),
  );
  const { random = systemRandom } = given;
  const queue = keyedQueue();
  const wires = wireBoard();
  const processId = random.id();
  const outbox = openOutbox(wires, () => deps, processId);
  const deps: FlowDeps = {
    processId,
    destinations: NO_DESTINATIONS,
    wires,
    outbox,
    remote: null,
    machineTime: Date.now,
    stopwatch: () => performance.now(),
    random,
    hub: eventHub((error) => onError(error, 'an event listener failed')),
    queue,
    knownWorlds: knownWorlds(() => deps),
    faults: faultBoard(
      (world, fault, msisdn) => {
        deps.hub.publish('fault', world.id, worldNow(world.clock, deps.machineTime()), msisdn, { fault });
      },
      () => deps.stopwatch(),
    ),
    onError,
    onWarning: () => {},
    onDeadline: ticker.hint,
    ...given,
  };
  const stop = async () => {
    await ticker.stop();
    await deps.remote?.stop();
    // Steps that are under way, like those that end the dialogues of binds that have just gone.
    await queue.idle();
    await outbox.stop();
  };
  return { deps, stop };
}
