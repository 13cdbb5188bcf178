/**
 * Drivers ask for what a pending work needs, again and again with the same ids, until it is finished. They work outside of the
 * subscriber's queue; two of them at once, in two processes, do no harm: the core has one effect for an id, and one commit ends the work.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Item, Operation } from '../../bonus/types.ts';
import { StoreUnavailable, UnknownWorld, type WorldState } from '../../store/port.ts';
import type { Result } from '../api.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import type { Speech } from '../lastWire.ts';
import { keep, keyOf } from '../once.ts';
import type { Plan } from '../plan.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { backOff } from './backOff.ts';
import { boardOf, coreOf, type Driver, type Ended } from './board.ts';
import type { Known } from './elsewhere.ts';
import { askOf } from './inStep.ts';
import { DONE_AT, doneRecord, isTooLate, type Pending, pendingRecord, readPending } from './pending.ts';
import type { CoreAnswer, CoreSubject } from './port.ts';
import { failedPlan, NO_MORE, type Progress, progressOf } from './progress.ts';
import type { Question } from './question.ts';

/** Where a pending work is. */
export interface Place {
  readonly world: string;
  readonly msisdn: string;
  readonly key: string;
}

type Next =
  | { readonly kind: 'asks'; readonly question: Question; readonly world: WorldState }
  | { readonly kind: 'ended'; readonly ended: Ended; readonly world: WorldState };

interface Memory {
  readonly operations: Record<string, CoreAnswer>;
  readonly rows: Map<string, readonly Item[]>;
}

/** The driver of a pending work in this process: the one that is there, or a new one. */
export function driverOf(deps: FlowDeps, place: Place, pending: Pending): Driver {
  const { drivers } = boardOf(deps);
  const name = nameOf(place);
  const known = drivers.get(name);
  if (known !== undefined && !known.isOver) return known;
  const before = known?.ended ?? Promise.resolve(undefined);
  const driver: Driving = { ended: before, failure: null, isOver: false };
  driver.ended = before
    .then(() => drive(deps, place, pending, driver))
    .catch((error) => tell(deps, error))
    .finally(() => drivers.get(name) === driver && drivers.delete(name));
  drivers.set(name, driver);
  return driver;
}

type Driving = { -readonly [Field in keyof Driver]: Driver[Field] };

/** Name of a pending work's driver on the board. */
export function nameOf({ world, msisdn, key }: Place): string {
  return `${world} ${msisdn} ${key}`;
}

/** A store that is away says so elsewhere; the sweeper finds the work again. */
function tell({ onError }: FlowDeps, error: unknown): undefined {
  if (error instanceof StoreUnavailable || error instanceof UnknownWorld) return;
  onError(error, 'a step that waits for a bonus core could not be taken');
}

/** Resolves when no work of a world is on its way any more, or after as long as a phone would wait. */
export async function driversIn(deps: FlowDeps, world: string): Promise<void> {
  const { drivers, patience } = boardOf(deps);
  const ended = [...drivers].filter(([name]) => name.startsWith(`${world} `)).map(([, driver]) => driver.ended);
  if (ended.length > 0) await Promise.race([Promise.all(ended), pause(patience, null, { ref: false })]);
}

async function drive(deps: FlowDeps, place: Place, begun: Pending, driver: Driving): Promise<Ended> {
  const memory: Memory = { operations: {}, rows: new Map() };
  const { stopping } = boardOf(deps);
  for (let failures = 0; !stopping.aborted; ) {
    const next = await step(deps, place, begun, (view) => advance(deps, view, place.key, memory, driver.failure));
    if (next.kind === 'ended') return over(deps, place, begun, driver, next);
    try {
      await answer(deps, place, begun.program, next, memory);
      failures = 0;
    } catch (error) {
      if (!(error instanceof CoreFailed)) throw error;
      driver.failure = error;
      if (error.end === 'final') continue;
      failures += 1;
      await pause(backOff(failures), null, { signal: stopping, ref: false }).catch(() => {});
    }
  }
  return undefined;
}

/** What is committed is over; what begins under its key from now on needs another driver. */
async function over(
  deps: FlowDeps,
  { msisdn, key }: Place,
  { program, work }: Pending,
  driver: Driving,
  { ended, world }: Next & { kind: 'ended' },
): Promise<Ended> {
  driver.isOver = true;
  if (work.kind === 'profile' && ended?.result.ok === false) notTold(deps, program, world.id);
  await deps.store.dropRecord(world, msisdn, key, DONE_AT);
  return ended;
}

/** Ends a work for which it is too late, though its core is not known here: whoever waits for it hears that nobody knows. */
export async function endUnasked(deps: FlowDeps, place: Place, pending: Pending): Promise<void> {
  const nothing: Memory = { operations: {}, rows: new Map() };
  const { kind, world } = await step(deps, place, pending, (view) => advance(deps, view, place.key, nothing, null));
  if (kind === 'ended') await deps.store.dropRecord(world, place.msisdn, place.key, DONE_AT);
}

function notTold({ onWarning }: FlowDeps, program: string, world: string): void {
  onWarning('a bonus core does not know what was changed of a subscriber', { program, world });
}

/** A commit with the records that it is about: the caller's key first, where there is one. */
function step<T>(deps: FlowDeps, place: Place, pending: Pending, plan: (view: View) => Plan<T>): Promise<T> {
  const { idempotency } = pending;
  const records = idempotency === undefined ? [place.key] : [keyOf(idempotency), place.key];
  return transact(deps, place.world, place.msisdn, plan, { ...speechOf(pending), records });
}

/** As the subscriber spoke who set it going: their SMS go that way. */
function speechOf({ work, wire }: Pending): Speech {
  if (work.kind === 'sms') return { wire, texts: true };
  return work.kind === 'ussd' ? { wire } : {};
}

/** @param failure how the core failed last */
function advance(deps: FlowDeps, view: View, key: string, memory: Memory, failure: CoreFailed | null): Plan<Next> {
  const { world } = view;
  const record = view.records.at(-1);
  const pending = readPending(record);
  if (pending === null) return { result: { kind: 'ended', ended: undefined, world } };
  const operations = { ...pending.answers, ...memory.operations };
  const end = endOf(deps, view, pending, failure);
  if (end !== null) return ended(view, key, pending, failedPlan(deps, view, pending, operations, end));
  const progress = progressWith(deps, view, pending, { operations, rows: memory.rows });
  if (progress.kind === 'plan') return ended(view, key, pending, progress.plan);
  const result = { ...progress, world };
  if (Object.keys(operations).length === Object.keys(pending.answers).length) return { result };
  return { result, records: [pendingRecord(key, record, { ...pending, answers: operations })] };
}

/** A step that its core's answers do not fit, for all that they were checked, is over; what was done is told. */
function progressWith(deps: FlowDeps, view: View, pending: Pending, known: Known): Progress {
  try {
    return progressOf(deps, view, pending, known);
  } catch (error) {
    deps.onError(error, 'the answer of a bonus core does not fit its service');
    const failure = new CoreFailed('core-garbage');
    return { kind: 'plan', plan: failedPlan(deps, view, pending, known.operations, failure) };
  }
}

/** Why the core is not asked any more, or null. */
function endOf(deps: FlowDeps, { now }: View, pending: Pending, failure: CoreFailed | null): CoreFailed | null {
  if (failure?.end === 'final') return failure;
  const isLate = isTooLate(pending, now, deps.machineTime());
  return isLate ? new CoreFailed(failure?.how ?? 'core-timeout', { end: 'given-up' }) : null;
}

/** The plan that ends the work, with the answer to the caller's key. */
function ended(view: View, key: string, { idempotency }: Pending, plan: Plan<Result<unknown>>): Plan<Next> {
  const kept = idempotency === undefined ? plan : keep(view, idempotency, plan);
  const records = [...(kept.records ?? []), doneRecord(key, view.records.at(-1))];
  return { ...kept, records, result: { kind: 'ended', ended: { result: plan.result }, world: view.world } };
}

/** Asks once, and remembers what was answered. */
async function answer(
  deps: FlowDeps,
  { msisdn }: Place,
  program: string,
  { question, world }: Next & { kind: 'asks' },
  memory: Memory,
): Promise<void> {
  const core = coreOf(deps, program);
  const ask = <T>(one: (subject: CoreSubject) => Promise<T>) => askOf(deps, core, world, msisdn, one);
  switch (question.kind) {
    case 'operation':
      memory.operations[question.key] = knownIn(
        deps,
        program,
        question.operation,
        await ask((subject) => core.operate(subject, question.key, question.operation)),
      );
      return;
    case 'list':
      memory.rows.set(question.key, await ask((subject) => core.list(subject, question.name)));
      return;
    case 'profile':
      await ask((subject) => core.putSubscriber(subject, question.key, question.change)).catch(
        unlessRefused(deps, program, world.id),
      );
      memory.operations[question.key] = NO_MORE;
  }
}

/** A change that the core does not understand keeps none of the later ones back. */
function unlessRefused(deps: FlowDeps, program: string, world: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof CoreFailed) || error.end !== 'final') throw error;
    notTold(deps, program, world);
  };
}

/** The answer, if its word is one that the program can say. */
function knownIn({ definitions }: FlowDeps, program: string, { op }: Operation, answer: CoreAnswer): CoreAnswer {
  const words = definitions().programs.get(program)?.core.vocabulary.outcomes[op] ?? {};
  const { name } = answer.outcome;
  if (name === 'ok' || answer.accepted !== undefined || Object.hasOwn(words, name)) return answer;
  throw new CoreFailed('core-garbage', {
    end: 'final',
    why: `it refuses with ${name}, which the program does not know`,
  });
}
