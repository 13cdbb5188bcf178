/** The cores that run elsewhere, and what this process has going on with them. */
import { setMaxListeners } from 'node:events';
import type { Result } from '../api.ts';
import type { CoreFailed } from '../coreFailed.ts';
import type { RemoteCore } from './port.ts';

/** How a pending work ended; undefined = another process ended it, or this one stops. */
export type Ended = { readonly result: Result<unknown> } | undefined;

/** Somebody of this process asks for what a pending step needs, until it is finished. */
export interface Driver {
  /** Never rejects. */
  readonly ended: Promise<Ended>;
  /** How asking failed last. */
  failure: CoreFailed | null;
  /** What it was there for is in the store. */
  readonly isOver: boolean;
}

export interface RemoteBoard {
  readonly cores: ReadonlyMap<string, RemoteCore>;
  /** How long a phone or a caller waits for a core, ms of the machine's clock: less than any network gives USSD. */
  readonly patience: number;
  /** By world, subscriber and key of the pending step. */
  readonly drivers: Map<string, Driver>;
  /** By address and world: the mark that the core was told last. */
  readonly marks: Map<string, string>;
  readonly stopping: AbortSignal;
  /** No more asking; resolves when nobody does. What is pending stays so in the store. */
  stop(): Promise<void>;
}

/** Eight seconds: of the ten that gateways of the field give an application. */
export const PATIENCE = 8_000;

/** @returns null where there are none */
export function remoteBoard(cores: readonly RemoteCore[], patience: number = PATIENCE): RemoteBoard | null {
  if (cores.length === 0) return null;
  const end = new AbortController();
  // As many as there are works under way: no leak.
  setMaxListeners(0, end.signal);
  const drivers = new Map<string, Driver>();
  return {
    cores: new Map(cores.map((core) => [core.program, core])),
    patience,
    drivers,
    marks: new Map(),
    stopping: end.signal,
    async stop() {
      end.abort();
      for (const core of cores) core.close();
      await Promise.all([...drivers.values()].map(({ ended }) => ended));
    },
  };
}

/** A core with all that it keeps for this gateway. */
export interface CorePlace {
  readonly core: RemoteCore;
  readonly programs: ReadonlySet<string>;
}

/** The cores, each address once: two programs at one have one world of a name there. */
export function placesOf({ cores }: RemoteBoard): readonly CorePlace[] {
  const places = new Map<string, { core: RemoteCore; programs: Set<string> }>();
  for (const core of cores.values()) {
    const known = places.get(core.address);
    if (known === undefined) places.set(core.address, { core, programs: new Set([core.program]) });
    else known.programs.add(core.program);
  }
  return [...places.values()];
}

/** The board, where there must be one: who gets here has found a program on it. */
export function boardOf({ remote }: { readonly remote: RemoteBoard | null }): RemoteBoard {
  if (remote === null) throw new Error('No core runs elsewhere.');
  return remote;
}

/** The core of a program that runs elsewhere. */
export function coreOf(deps: { readonly remote: RemoteBoard | null }, program: string): RemoteCore {
  const core = boardOf(deps).cores.get(program);
  if (core === undefined) throw new Error(`The core of "${program}" does not run elsewhere.`);
  return core;
}
