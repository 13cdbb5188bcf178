/** What the courier of one wire has before it. */
import type { OutboxEntry, WorldState } from '../../store/port.ts';
import type { WireEnd } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { type Round, wayOf } from './carry.ts';
import { emptyHand, type Hand } from './hand.ts';
import { isKnown, type Lanes, noLanes, type Parcel } from './lanes.ts';
import { createReader, type Reader } from './reader.ts';
import { emptyRemovals, type Removals } from './removals.ts';
import { allUnread, type Unread } from './unread.ts';

/** An entry of this process that is in the store. */
export type Offered = readonly [world: WorldState, entry: OutboxEntry];

export interface Desk {
  readonly deps: () => FlowDeps;
  readonly round: Round;
  readonly lanes: Lanes;
  readonly hand: Hand;
  readonly unread: Unread;
  readonly reader: Reader;
  readonly removals: Removals;
  readonly onError: (error: unknown) => void;
  /** The end in use, or null. */
  end: WireEnd | null;
  /** The world as last seen, or null. */
  seen: WorldState | null;
  /** Looks that began in an earlier life say nothing of this one. */
  life: number;
  /** The look under way. */
  looking: Promise<void> | null;
  /** What was committed during the look under way; it may have seen it or not. */
  late: Offered[];
  /** Place of the first that came after as many as `late` keeps; Infinity = none. */
  lateFrom: number;
  /** When the store is next read from the beginning, for what other processes wrote; ms of the monotonic clock. */
  lookAt: number;
  /** Looks since it was last read from the beginning. */
  looks: number;
  /** No looks before, unless it is time for that: the last one brought nothing. */
  quietUntil: number;
}

/** @param onRemoved there is room for more on its way out of the store */
export function openDesk(deps: () => FlowDeps, round: Round, onRemoved: () => void): Desk {
  const onError = (error: unknown) => deps().onError(error, 'the outbox of a wire could not be served');
  const lanes = noLanes();
  return {
    deps,
    round,
    lanes,
    hand: emptyHand(lanes),
    unread: allUnread(),
    reader: createReader(deps, round, (world, { lane, entry }) => isKnown(lanes, lane, world, entry)),
    removals: emptyRemovals({ store: () => deps().store, wire: round.wire, onError, onRemoved }),
    onError,
    end: null,
    seen: null,
    life: 0,
    looking: null,
    late: [],
    lateFrom: Number.POSITIVE_INFINITY,
    lookAt: Number.NEGATIVE_INFINITY,
    looks: 0,
    quietUntil: Number.NEGATIVE_INFINITY,
  };
}

/** These are another's to see to: what they refer to may be changed again. */
export function letGoOf({ round }: Desk, parcels: readonly Parcel[]): void {
  for (const { content, ended } of parcels) {
    if (content.kind === 'message' && ended !== undefined) round.onTheirWay.delete(wayOf(round.world, content.id));
  }
}
