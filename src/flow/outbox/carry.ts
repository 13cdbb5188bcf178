/** One try to deliver: by the wire's end; of a message with a home, as its home says now, and it says afterwards how it ended. */
import { StoreUnavailable, UnknownWorld } from '../../store/port.ts';
import type { Delivery, Queued, WireEnd } from '../api.ts';
import { worldNow } from '../clock.ts';
import type { FlowDeps } from '../deps.ts';
import { acknowledge } from '../submissions/end.ts';
import { readHome } from '../submissions/home.ts';
import { queuedOf } from '../submissions/message.ts';
import { giveUp } from '../submissions/orphan.ts';
import type { Content } from './entries.ts';
import type { Parcel } from './hand.ts';

/** `done`: the entry has served its purpose; else as `Delivery` says. */
export type Carried = 'done' | 'later' | 'lost';

/** Whom a courier serves. */
export interface Round {
  readonly world: string;
  readonly wire: string;
  /** This process. */
  readonly holder: string;
  /** Messages on their way now, of all couriers, by world and id. */
  readonly onTheirWay: Set<string>;
}

type Reference = Extract<Content, { readonly kind: 'message' }>;

/** The home of a message is written right after its entry: without one for so long (ms) the entry is of nothing. */
const ORPHAN = 10_000;

/** Never rejects. */
export async function carry(deps: FlowDeps, round: Round, parcel: Parcel, end: WireEnd): Promise<Carried> {
  const { content } = parcel;
  if (content.kind === 'queued') return carryQueued(deps, round, parcel, content.queued, end);
  const name = wayOf(round.world, content.id);
  round.onTheirWay.add(name);
  try {
    return await carryMessage(deps, round, parcel, content, end);
  } catch (error) {
    if (!(error instanceof StoreUnavailable || error instanceof UnknownWorld)) {
      deps.onError(error, 'a message could not be delivered');
    }
    return 'later';
  } finally {
    // What has been delivered, and only that could not be written down, is not to be changed any more.
    if (parcel.ended === undefined) round.onTheirWay.delete(name);
  }
}

/** Name of a message among those on their way. */
export function wayOf(world: string, messageId: string): string {
  return `${world} ${messageId}`;
}

async function carryQueued(
  deps: FlowDeps,
  round: Round,
  parcel: Parcel,
  queued: Queued,
  end: WireEnd,
): Promise<Carried> {
  const delivery = await handOver(deps, queued, end);
  if (delivery === 'later' || delivery === 'lost') return delivery;
  tell(deps, round, parcel, queued, delivery);
  return 'done';
}

async function carryMessage(
  deps: FlowDeps,
  round: Round,
  parcel: Parcel,
  reference: Reference,
  end: WireEnd,
): Promise<Carried> {
  if (parcel.ended !== undefined) return writeDown(deps, round, parcel, reference.id, parcel.ended);
  const { message, now } = await readHome(deps, round.world, reference.id);
  if (message === null) return leaveOrphan(deps, round, parcel, reference);
  if (message.state !== 'ENROUTE' || message.queuedIn?.id !== parcel.entry.id) return 'done';
  if (now >= message.expiresAt) return 'later';
  const queued = queuedOf(message);
  const delivery = await handOver(deps, queued, end);
  if (delivery === 'later' || delivery === 'lost') return delivery;
  tell(deps, round, parcel, queued, delivery);
  parcel.ended = { delivery, revision: message.revision };
  return writeDown(deps, round, parcel, reference.id, parcel.ended);
}

/** Where another text or time was put in its place while it was on its way, that is what is to be delivered yet. */
async function writeDown(
  deps: FlowDeps,
  round: Round,
  parcel: Parcel,
  id: string,
  { delivery, revision }: NonNullable<Parcel['ended']>,
): Promise<Carried> {
  const state = delivery === 'taken' ? 'DELIVERED' : 'UNDELIVERABLE';
  const isOver = await acknowledge(deps, round.world, id, revision, state);
  delete parcel.ended;
  return isOver ? 'done' : 'later';
}

/** Counted by our own clock, from when we first saw it: the clocks of two machines may differ by more. */
async function leaveOrphan(deps: FlowDeps, round: Round, parcel: Parcel, { id, phone }: Reference): Promise<Carried> {
  const now = deps.stopwatch();
  parcel.orphanSince ??= now;
  if (now - parcel.orphanSince < ORPHAN) return 'later';
  const entry = { ...parcel.entry, queue: round.wire };
  return (await giveUp(deps, round.world, { id, phone, entry })) ? 'done' : 'later';
}

/** An end that fails against its word has lost what it was given. */
export async function handOver(deps: FlowDeps, queued: Queued, end: WireEnd): Promise<Delivery> {
  try {
    return await end.deliver(queued);
  } catch (error) {
    deps.onError(error, 'a wire failed while something was handed over to it');
    return 'lost';
  }
}

function tell(
  deps: FlowDeps,
  { world, wire }: Round,
  parcel: Parcel,
  queued: Queued,
  delivery: 'taken' | 'refused',
): void {
  if (!deps.hub.isHeard()) return;
  const at = worldNow(parcel.world.clock, deps.machineTime());
  const type = `${queued.kind === 'receipt' ? 'receipt' : 'sms'}.${delivery}`;
  const phone = queued.kind === 'to-application' ? queued.from : queued.to;
  deps.hub.publish(type, world, at, phone, { messageId: queued.id, wire });
}
