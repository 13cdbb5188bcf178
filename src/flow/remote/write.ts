/** Bonus writes of the API to a program whose core runs elsewhere. */
import type { Operation } from '../../bonus/types.ts';
import type { Service } from '../../session/types.ts';
import type { Call, Result } from '../api.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import { IDEMPOTENCY_CONFLICT, keyOf, replay } from '../once.ts';
import type { Plan } from '../plan.ts';
import { transactAsked } from '../transact.ts';
import type { View } from '../view.ts';
import { isLate, meetingFaults, pendingOf, placeOf, soon } from './asking.ts';
import { driverOf } from './drivers.ts';
import { NOTHING_KNOWN, runKnowing } from './elsewhere.ts';
import { type Pending, pendingRecord, readPending } from './pending.ts';

type Answer = Result<Readonly<Record<string, unknown>>>;

interface Known {
  readonly service: Service;
  readonly msisdn: string;
}

type Begun =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'pending'; readonly pending: Pending };

/**
 * Has an operation done by the core, under the caller's key; its SMS are in the inbox when this answers.
 * @throws CoreFailed where the core does not answer in time: it is asked again all the same, until it is known what it did
 */
export async function writeElsewhere(
  deps: FlowDeps,
  call: Call,
  { service, msisdn }: Known,
  operation: Operation,
): Promise<Answer> {
  const { idempotency } = call;
  const work = { kind: 'write', id: idempotency?.key ?? deps.random.id(), operation } as const;
  const begin = (view: View): Plan<Begun> => {
    const replayed = idempotency === undefined ? null : replay<Readonly<Record<string, unknown>>>(view, idempotency);
    if (replayed !== null) return { result: { kind: 'answered', answer: replayed.result } };
    const record = view.records.at(-1);
    const known = readPending(record);
    if (known !== null) return { result: joined(known, idempotency) };
    const pending = pendingOf(deps, call, view, service, work, lostIn(view, service, operation));
    return { result: { kind: 'pending', pending }, records: [pendingRecord(place.key, record, pending)] };
  };
  const place = placeOf({ world: { id: call.world }, msisdn }, { work, idempotency });
  const records = idempotency === undefined ? [place.key] : [keyOf(idempotency), place.key];
  const begun = await transactAsked(deps, call.world, msisdn, begin, { records });
  return begun.kind === 'answered' ? begun.answer : heard(deps, place, begun.pending);
}

/** The same call again, while the first one is on its way. */
function joined(pending: Pending, idempotency: Call['idempotency']): Begun {
  const isSame = pending.idempotency?.fingerprint === idempotency?.fingerprint;
  return isSame ? { kind: 'pending', pending } : { kind: 'answered', answer: IDEMPOTENCY_CONFLICT };
}

/** Faults of cores: throws where it fails before it is asked; else how its answer gets lost. */
function lostIn(view: View, service: Service, operation: Operation): Pending['lost'] | null {
  const met = meetingFaults(view, (wrap) =>
    runKnowing(
      service,
      NOTHING_KNOWN,
      ({ core }) => core?.decide(view.account, operation, { ...NOBODY, now: view.now }),
      wrap,
    ),
  );
  if (met.kind === 'failed') throw new CoreFailed(met.how);
  return met.lost;
}

const NOBODY = { by: 'api', request: '', peers: {}, newCode: unasked, newId: unasked };

function unasked(): never {
  throw new Error('A core elsewhere makes its own ids and codes.');
}

async function heard(deps: FlowDeps, place: ReturnType<typeof placeOf>, pending: Pending): Promise<Answer> {
  const driver = driverOf(deps, place, pending);
  const ended = await soon(deps, pending.program, driver.ended);
  if (isLate(ended) || ended === undefined) throw driver.failure ?? new CoreFailed('core-timeout');
  if (pending.lost !== undefined) throw new CoreFailed(pending.lost);
  return ended.result as Answer;
}
