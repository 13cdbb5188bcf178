/**
 * Where several processes serve a wire, one at a time takes what waits in its outbox: the others hand over what they
 * themselves have just committed. Else all that waited would be handed over once by each of them.
 */
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';

/** How long the right lasts, ms of machine time: so long nobody reads after its holder was killed. */
const TERM = 3_000;

const RECORD = 'keeper';

interface Right {
  readonly holder: string;
  /** Machine time of day, epoch ms. */
  readonly until: number;
}

export interface Keeper {
  /** Whether this process has the right now. */
  holds(): boolean;
  /** Takes the right, or keeps it longer. @returns false where another process has it */
  hold(): Promise<boolean>;
  /** Another process may have it at once. */
  letGo(): Promise<void>;
}

/** @param holder this process */
export function createKeeper(deps: () => FlowDeps, world: string, wire: string, holder: string): Keeper {
  let until = Number.NEGATIVE_INFINITY;

  const write = async (next: Right): Promise<boolean> => {
    const { machineTime } = deps();
    const step = (view: View) => taken(view, next, machineTime());
    const isTaken = await transact(deps(), world, `#${wire}`, step, { records: [RECORD] });
    until = isTaken ? next.until : Number.NEGATIVE_INFINITY;
    return isTaken;
  };

  return {
    holds: () => until > deps().machineTime(),
    async hold() {
      const now = deps().machineTime();
      return until - now > TERM / 2 || write({ holder, until: now + TERM });
    },
    async letGo() {
      if (until > deps().machineTime()) await write({ holder, until: 0 });
    },
  };
}

function taken({ records }: View, next: Right, now: number): Plan<boolean> {
  const found = records[0] ?? null;
  const last = found === null ? null : (JSON.parse(found.value) as Right);
  if (last !== null && last.holder !== next.holder && last.until > now) return { result: false };
  const record = { key: RECORD, seen: found?.etag ?? '', value: JSON.stringify(next), expiresAt: null };
  return { result: true, records: [record] };
}
