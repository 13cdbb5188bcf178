/** What wires tell the event stream. They know no world's clock, and must not wait for a store to be heard. */
import type { ClockState } from '../store/port.ts';
import { worldNow } from './clock.ts';
import type { FlowDeps } from './deps.ts';

/** How long a world's clock is believed to run on as it did, ms of the machine's clock: another process may set it. */
const BELIEVED = 1_000;

/** More than so many that wait for the first look at a clock are not told. */
const WAITING = 1_000;

type More = Readonly<Record<string, unknown>>;

export interface WireEvents {
  publish(world: string, type: string, msisdn: string | undefined, more: More): void;
  /** The clock of this world was changed here. */
  forget(world: string): void;
}

/** What is known of a world's clock; without one yet, `waiting` holds what was published meanwhile, in order. */
interface Known {
  clock: ClockState | null;
  readAt: number;
  waiting: ((at: number) => void)[];
}

/** Publishes at once where the clock is known; the first event of a world waits until it has been read. Events of unknown worlds are nobody's. */
export function wireEvents(deps: FlowDeps): WireEvents {
  const worlds = new Map<string, Known>();

  const read = async (world: string, known: Known) => {
    known.readAt = deps.stopwatch();
    const state = await deps.store.world(world).catch(() => null);
    if (state === null) return void worlds.delete(world);
    known.clock = state.clock;
    for (const tell of known.waiting.splice(0)) tell(worldNow(state.clock, deps.machineTime()));
  };

  const knownOf = (world: string) => {
    const known = worlds.get(world);
    if (known !== undefined && deps.stopwatch() - known.readAt < BELIEVED) return known;
    const fresh = known ?? { clock: null, readAt: 0, waiting: [] };
    worlds.set(world, fresh);
    void read(world, fresh);
    return fresh;
  };

  return {
    publish(world, type, msisdn, more) {
      if (!deps.hub.isHeard()) return;
      const { clock, waiting } = knownOf(world);
      if (clock !== null) deps.hub.publish(type, world, worldNow(clock, deps.machineTime()), msisdn, more);
      else if (waiting.length < WAITING) waiting.push((at) => deps.hub.publish(type, world, at, msisdn, more));
    },
    forget: (world) => void worlds.delete(world),
  };
}
