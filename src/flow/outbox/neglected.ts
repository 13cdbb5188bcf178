/**
 * Outboxes that nobody comes for: what waited in them for too long is dropped. Each outbox that is used has a deadline of its own
 * for that (world time), in a record, which the sweeper works off like any other; an outbox that is empty has none.
 */
import { type Due, type OutboxEntry, StoreUnavailable, UnknownWorld, type WorldState } from '../../store/port.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { LONGEST_WAIT, type ReadEntry } from './entries.ts';
import { isExpired, tellExpired, warnOfExpired } from './expiry.ts';
import { entriesFrom, freshOf } from './reader.ts';
import { END, START } from './unread.ts';

const RECORD = 'outbox';

/** All of an outbox is read to find what is old: not more often than this, ms of world time. */
const RARELY = 3 * 60 * 60 * 1000;

/** Entries that are read at once. */
const PAGE = 500;

/** More outboxes than these are not remembered: it costs a look whether they are watched. */
const MOST_WATCHED = 10_000;

export interface Neglected {
  /** An outbox is in use: sooner or later somebody looks whether anything in it is too old. */
  watch(world: WorldState, wire: string): void;
}

/** Knows which outboxes have their deadline, by incarnation and wire. */
export function neglected(deps: () => FlowDeps): Neglected {
  const watched = new Map<string, number>();

  const setDeadline = async (key: string, world: string, wire: string) => {
    try {
      watched.set(key, await transact(deps(), world, homeOf(wire), deadlineSet, { records: [RECORD] }));
    } catch (error) {
      watched.delete(key);
      if (!(error instanceof StoreUnavailable || error instanceof UnknownWorld)) {
        deps().onError(error, 'an outbox could not be given its deadline');
      }
    }
  };

  return {
    watch(world, wire) {
      const key = `${world.incarnation} ${wire}`;
      const now = worldNow(world.clock, deps().machineTime());
      if (isAhead(watched.get(key) ?? now, now)) return;
      if (watched.size >= MOST_WATCHED) watched.clear();
      watched.set(key, now + LONGEST_WAIT);
      void setDeadline(key, world.id, wire);
    },
  };
}

/** The wire whose outbox this deadline is of, or null: other records fall due as well. */
export function outboxDue({ msisdn, key }: Pick<Due, 'msisdn' | 'key'>): string | null {
  return key === RECORD && msisdn.startsWith('#') ? msisdn.slice(1) : null;
}

/** Drops what is too old, and looks again when more of it may be; of several processes one. @param at the deadline, world time */
export async function sweepOutbox(deps: FlowDeps, world: WorldState, wire: string, at: number): Promise<void> {
  const set = (step: (view: View) => Plan<number>) =>
    transact(deps, world.id, homeOf(wire), step, { records: [RECORD] });
  // Were this process killed, somebody would look again then.
  const claimed = await set((view) =>
    deadlineOf(view) === at ? deadlinePlan(view, view.now + RARELY) : { result: at },
  );
  if (claimed === at) return;
  const next = await dropExpired(deps, world, wire);
  if (next === END) return deps.store.dropRecord(world, homeOf(wire), RECORD, claimed);
  if (next > claimed) await set((view) => (deadlineOf(view) === claimed ? deadlinePlan(view, next) : { result: next }));
}

/** @returns when the next of them is too old, world time; END = it is empty */
async function dropExpired(deps: FlowDeps, world: WorldState, wire: string): Promise<number> {
  let next = END;
  let count = 0;
  for (let from = START; from < END; ) {
    const page = await entriesFrom(deps.store, world, wire, from, PAGE);
    const { old, rest } = parted(deps, world, page);
    await drop(deps, world, wire, old);
    count += old.length;
    for (const { expiresAt } of rest) next = Math.min(next, expiresAt ?? START);
    from = page.length < PAGE ? END : (page.at(-1) as OutboxEntry).at;
  }
  warnOfExpired(deps, world, wire, count);
  return next;
}

type Read = ReadEntry & { readonly entry: OutboxEntry };

function parted(deps: FlowDeps, world: WorldState, page: readonly OutboxEntry[]) {
  const old: Read[] = [];
  const rest: Read[] = [];
  for (const one of page.map(freshOf)) (isExpired(deps, world, one.expiresAt) ? old : rest).push(one);
  return { old, rest };
}

async function drop(deps: FlowDeps, world: WorldState, wire: string, old: readonly Read[]): Promise<void> {
  const entries = old.map(({ entry }) => entry);
  await deps.store.removeOutbox(world, wire, entries);
  const dropped = old.flatMap(({ content }) => (content.kind === 'queued' ? [content.queued] : []));
  tellExpired(deps, world, wire, dropped);
}

function homeOf(wire: string): string {
  return `#${wire}`;
}

/** One that somebody set before the clock was turned back may lie too far ahead. */
function isAhead(deadline: number, now: number): boolean {
  return deadline > now && deadline <= now + LONGEST_WAIT;
}

function deadlineSet(view: View): Plan<number> {
  const deadline = deadlineOf(view);
  return isAhead(deadline, view.now) ? { result: deadline } : deadlinePlan(view, view.now + LONGEST_WAIT);
}

/** NaN = it has none. */
function deadlineOf({ records }: View): number {
  return Number(records[0]?.value);
}

function deadlinePlan({ records }: View, deadline: number): Plan<number> {
  const record = { key: RECORD, seen: records[0]?.etag ?? '', value: String(deadline), expiresAt: deadline };
  return { result: deadline, records: [record] };
}
