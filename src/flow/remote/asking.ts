/**
 * How a step begins whose core runs elsewhere. What needs nothing of the core is done at once, as anywhere. Else it is put into the store
 * as pending, the core is asked outside of the subscriber's queue, and the caller waits for what comes of it; for as long as a phone
 * can: then it reads that the answer will come by SMS, and the driver goes on.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '../../bonus/types.ts';
import type { Service } from '../../session/types.ts';
import type { Call, Result, UssdAnswer } from '../api.ts';
import { CoreFailed, type CoreFailure } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import { coreInStep } from '../faults/core.ts';
import { type Follow, type FollowedPlan, inTurn } from '../follow.ts';
import { sessionOver } from '../namedDialogue.ts';
import { keep, keyOf } from '../once.ts';
import type { Plan, PlannedEvent } from '../plan.ts';
import { problem } from '../results.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { boardOf, coreOf, type Ended } from './board.ts';
import { driverOf, type Place } from './drivers.ts';
import { NOTHING_KNOWN, type Ran } from './elsewhere.ts';
import { type Pending, pendingKey, pendingRecord, readPending, type Work } from './pending.ts';
import { endedWith, isAtTurn, runUssd, screenPlan, stepOfTurn, type UssdWork, waiting } from './ussdWork.ts';

type Screen = Result<UssdAnswer>;
type ScreenPlan = FollowedPlan<Screen>;

/** What of a dialogue is the caller's to say. */
interface Telling {
  readonly before: () => readonly PlannedEvent[];
  readonly follow?: Follow<Screen> | undefined;
  /** The plan where the core fails before it is asked, which faults make it do. */
  readonly silent: () => ScreenPlan;
}

/** The plan of a dialogue's step. */
export function askUssd(
  deps: FlowDeps,
  call: Call,
  view: View,
  service: Service,
  work: UssdWork,
  { before, follow, silent }: Telling,
): ScreenPlan {
  const setting = { deps, view, service, wire: call.wire };
  const met = meetingFaults(view, (wrap) => runUssd(setting, work, NOTHING_KNOWN, wrap));
  if (met.kind === 'failed') return silent();
  if (met.ran.kind === 'done') {
    const plan = screenPlan(setting, work, met.ran);
    return { ...plan, events: () => [...before(), ...(plan.events?.() ?? [])], follow };
  }
  const pending = pendingOf(deps, call, view, service, work, met.lost);
  const place = placeOf(view, { work, idempotency: call.idempotency });
  const heard = hearing<Screen>(deps, place, pending, () => promise(deps, place, pending, work));
  return {
    result: NOT_YET,
    session: waiting(setting, work),
    records: [pendingRecord(place.key, null, pending)],
    events: before,
    follow: inTurn(follow, heard),
  };
}

/** What a call repeated with the same key hears meanwhile. */
export const NOT_YET = problem(
  'ussd-busy',
  'The bonus core has not answered yet. Repeat the call in a moment, with the same key.',
);

export type Met<T> =
  | { readonly kind: 'ran'; readonly ran: Ran<T>; readonly lost: CoreFailure | null }
  | { readonly kind: 'failed'; readonly how: CoreFailure };

/** A first run, with the faults of cores that this step meets. */
export function meetingFaults<T>(view: View, run: (wrap: (core: Core) => Core) => Ran<T>, of?: string): Met<T> {
  let lost: () => CoreFailure | null = () => null;
  try {
    const ran = run((core) => {
      const asked = coreInStep(view, core, of);
      lost = asked.lost;
      return asked.core;
    });
    return { kind: 'ran', ran, lost: lost() };
  } catch (error) {
    if (error instanceof CoreFailed) return { kind: 'failed', how: error.how };
    throw error;
  }
}

/** The pending work of a step that begins now. */
export function pendingOf(
  { machineTime }: FlowDeps,
  { wire, idempotency }: Call,
  { now }: View,
  { core, id }: Pick<Service, 'core' | 'id'>,
  work: Work,
  lost: CoreFailure | null = null,
): Pending {
  if (core === null) throw new Error(`Service "${id}" has no bonus core.`);
  return {
    program: core.program,
    work,
    wire,
    answers: {},
    ...beginning(now, machineTime()),
    ...(lost === null ? {} : { lost }),
    ...(idempotency === undefined ? {} : { idempotency }),
  };
}

/** The times of a work that begins. @param now world time, epoch ms @param machineNow machine time of day, epoch ms */
export function beginning(now: number, machineNow: number): Pick<Pending, 'begunAt' | 'since' | 'askedAt'> {
  return { begunAt: now, since: machineNow, askedAt: machineNow };
}

/** Where it is kept: a session has one step at a time, a text and a write have ids of their own. */
export function placeOf(
  { world, msisdn }: { readonly world: { readonly id: string }; readonly msisdn: string },
  { work, idempotency }: { readonly work: AskedWork; readonly idempotency: Pending['idempotency'] | undefined },
): Place {
  return { world: world.id, msisdn, key: pendingKey(idOf(work, idempotency)) };
}

/** What somebody asked a service or the API for. */
type AskedWork = Exclude<Work, { kind: 'profile' }>;

function idOf(work: AskedWork, idempotency: Pending['idempotency'] | undefined): string {
  switch (work.kind) {
    case 'ussd':
      // An answer may still be on its way when its dialogue is taken up again on that very step.
      return `${work.nonce}.${work.take.how === 'resume' ? 'r.' : ''}${stepOfTurn(work)}`;
    case 'sms':
      return work.text.messageId;
    case 'write':
      // The same call again finds it.
      return idempotency === undefined ? work.id : keyOf(idempotency);
  }
}

const LATE = 'late';
type Late = typeof LATE;

/** Waits for the end of a pending work, for as long as a phone can. @param late has the last word where that was too long */
export function hearing<T>(deps: FlowDeps, place: Place, pending: Pending, late: () => Promise<T | null>): Follow<T> {
  return {
    async run(result) {
      const { ended } = driverOf(deps, place, pending);
      const first = await soon(deps, pending.program, ended);
      if (first !== LATE) return first === undefined ? result : (first.result as T);
      const last = await late();
      if (last !== null) return last;
      return ((await ended)?.result ?? result) as T;
    },
  };
}

/** What comes of it in time; a core that is known to be down is not waited for. */
export async function soon(deps: FlowDeps, program: string, ended: Promise<Ended>): Promise<Ended | Late> {
  const { patience } = boardOf(deps);
  const end = new AbortController();
  const wait = coreOf(deps, program).isDown() ? 0 : patience;
  const late = pause<Late>(wait, LATE, { signal: end.signal }).catch((): Late => LATE);
  try {
    return await Promise.race([ended, late]);
  } finally {
    end.abort();
  }
}

/** Whether that is what came: nothing in time. */
export function isLate(ended: Ended | Late): ended is Late {
  return ended === LATE;
}

/** The phone is told that the answer will come by SMS. Null: it is there meanwhile. */
function promise(deps: FlowDeps, place: Place, begun: Pending, work: UssdWork): Promise<Screen | null> {
  const { idempotency } = begun;
  const step = (view: View): Plan<Screen | null> => {
    const record = view.records.at(-1);
    const pending = readPending(record);
    if (pending === null) return { result: null };
    if (!isAtTurn(view, work)) return { result: sessionOver() };
    const plan = endedWith(view, work, 'answer-by-sms');
    const kept = idempotency === undefined ? plan : keep(view, idempotency, plan);
    const promised = pendingRecord(place.key, record, { ...pending, isPromised: true });
    return { ...kept, records: [...(kept.records ?? []), promised] };
  };
  const records = idempotency === undefined ? [place.key] : [keyOf(idempotency), place.key];
  return transact(deps, place.world, place.msisdn, step, { wire: begun.wire, records });
}
