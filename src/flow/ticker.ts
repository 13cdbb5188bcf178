/** The world clocks run by themselves: this works off deadlines when they come, in every world that anybody uses. */
import { type ClockState, StoreUnavailable, UnknownWorld } from '../store/port.ts';
import { worldNow } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { storeWatch } from './storeWatch.ts';
import { type Left, sweep } from './sweep.ts';
import { worldWatch } from './worldWatch.ts';

/** How often known deadlines are compared with the clocks, ms of machine time. */
const TICK = 200;
/** How long a world is believed to be what it was, and its clock to run on as it did, ms: anybody may change it. */
const READ_CLOCKS = 1000;
/** How often the store is asked for deadlines that other processes set, ms. */
const LOOK_AROUND = 15_000;

export interface Ticker {
  /** A commit of this process set a deadline. */
  hint(worldId: string, at: number): void;
  /** Ends the timer; resolves when the sweep under way, if any, is done. */
  stop(): Promise<void>;
}

/** @param onError hears of anything but a store that is away (the next tick tries again anyway) */
export function startTicker(deps: () => FlowDeps, onError: (error: unknown) => void): Ticker {
  const hints = new Map<string, number>();
  const clocks = new Map<string, ClockState>();
  const left = new Map<string, Left>();
  const lookAtWorlds = worldWatch(deps);
  const { look } = storeWatch((what) => deps().onWarning(what, {}));
  let lookedAround = Number.NEGATIVE_INFINITY;
  let readClocks = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  const hint = (world: string, at: number) => {
    if (at < (hints.get(world) ?? Number.POSITIVE_INFINITY)) hints.set(world, at);
  };

  const tick = async () => {
    if (deps().stopwatch() - readClocks >= READ_CLOCKS) {
      readClocks = deps().stopwatch();
      clocks.clear();
      await look(lookAtWorlds());
    }
    if (deps().stopwatch() - lookedAround >= LOOK_AROUND) {
      lookedAround = deps().stopwatch();
      for (const id of await look(deps().store.worlds())) hint(id, Number.NEGATIVE_INFINITY);
    }
    for (const [id, at] of [...hints]) await visit(id, at).catch((error) => fail(error, id));
  };

  const visit = async (id: string, at: number) => {
    const known = clocks.get(id);
    if (known !== undefined && worldNow(known, deps().machineTime()) < at) return;
    const world = await look(deps().store.world(id));
    if (world === null) {
      hints.delete(id);
      left.delete(id);
      return;
    }
    clocks.set(id, world.clock);
    const now = worldNow(world.clock, deps().machineTime());
    if (now < at) return;
    hints.delete(id);
    left.set(id, await sweep(deps(), world, now, { left: left.get(id) }));
    const next = await deps().store.nextDue(world);
    if (next !== null) hint(id, next);
  };

  /** What failed is tried again at the next look around; a store that is away says so elsewhere. */
  const fail = (error: unknown, world?: string) => {
    if (world === undefined || error instanceof StoreUnavailable) lookedAround = Number.NEGATIVE_INFINITY;
    if (!(error instanceof StoreUnavailable || error instanceof UnknownWorld)) onError(error);
  };

  const work = () => {
    running ??= tick()
      .catch((error) => fail(error))
      .finally(() => {
        running = null;
      });
  };
  // Wires keep the process alive; where there is none, as in somebody's tests, deadlines alone do not.
  const timer = setInterval(work, TICK).unref();

  return {
    hint,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
