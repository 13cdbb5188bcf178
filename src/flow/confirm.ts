/** Confirming a transfer over the API: accept (reserve) in one commit, drive it to its end, answer with how it ended. */
import type { Core, JournalEntry, Operation } from '../bonus/types.ts';
import type { Service } from '../session/types.ts';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { bonusEvent, effectsOf } from './effects.ts';
import { coreInStep } from './faults/core.ts';
import { type Lose, unlessLost } from './lostAnswer.ts';
import { keep, keyOf, once } from './once.ts';
import type { Plan } from './plan.ts';
import { refusalProblem } from './refusalDetail.ts';
import { ok } from './results.ts';
import { coreContext } from './stepContext.ts';
import { transact } from './transact.ts';
import { driveTransfer, type Finished, readMark, requestOf } from './transfers.ts';
import { programIn, type View } from './view.ts';

interface Known {
  readonly core: Core;
  readonly service: Service;
  readonly msisdn: string;
}

type Confirm = Extract<Operation, { op: 'confirm' }>;

/**
 * @param more what is told besides the balance
 * @returns `{balance}` once the receiver has the points, or why not
 */
export async function confirm(
  deps: FlowDeps,
  call: Call,
  known: Known,
  operation: Confirm,
  more: (accepted: Accepted) => Readonly<Record<string, unknown>>,
): Promise<Result<Readonly<Record<string, unknown>>>> {
  const accepted = await unlessLost((lose) =>
    once<Accepted>(deps, call, known.msisdn, (view) => accept(deps, view, known, operation, lose)),
  );
  if (!accepted.ok) return accepted;
  if (accepted.value.id === undefined) return ok(accepted.value);
  const { refusal, balance } = await endOf(deps, call.world, known, accepted.value.id);
  const answer = ended(refusal, balance, more(accepted.value));
  return call.idempotency === undefined ? answer : record(deps, call, known.msisdn, answer);
}

function ended(refusal: string | null, balance: number, more: Readonly<Record<string, unknown>>): Result<Accepted> {
  if (refusal === null) return ok({ balance, ...more });
  const problem = refusalProblem({ name: refusal, data: { balance } });
  return { ok: false, problem: { ...problem, data: { ...problem.data, ...more } } };
}

/** The answer kept with an Idempotency-Key: the id while the points are on their way, the balance when they have arrived. */
export interface Accepted {
  readonly id?: string;
  readonly balance?: number;
  readonly [more: string]: unknown;
}

function accept(deps: FlowDeps, view: View, known: Known, operation: Confirm, lose: Lose): Plan<Result<Accepted>> {
  const { core: sound, service } = programIn(view, known);
  const { core, lost } = coreInStep(view, sound);
  const decision = core.decide(view.account, operation, coreContext(deps, view, 'api', requestOf(operation.id)));
  lose(lost());
  const { name, data } = decision.outcome;
  const result: Result<Accepted> =
    name === 'ok' ? ok({ ...data, id: String(data.id) }) : { ok: false, problem: refusalProblem(decision.outcome) };
  return { result, ...effectsOf(view, service, decision), events: () => [bonusEvent(core, operation, name)] };
}

/** Keeps how it ended in place of the id, so that a repetition is answered to the letter. */
function record(deps: FlowDeps, call: Call, msisdn: string, answer: Result<Accepted>): Promise<Result<Accepted>> {
  const idempotency = call.idempotency as NonNullable<Call['idempotency']>;
  const step = (view: View): Plan<Result<Accepted>> => keep(view, idempotency, { result: answer });
  return transact(deps, call.world, msisdn, step, { records: [keyOf(idempotency)] });
}

/** Drives the transfer on if it is still in reserve, else reads how it ended. */
async function endOf(deps: FlowDeps, world: string, known: Known, id: string): Promise<Finished> {
  const { program } = known.core;
  const { msisdn } = known;
  const view = await transact(deps, world, msisdn, (seen) => ({ result: seen }));
  const reservation = view.account.programs[program]?.reservations.find((held) => held.id === id);
  if (reservation !== undefined) return driveTransfer(deps, { world: view.world, program, from: msisdn, reservation });
  const { core } = programIn(view, known);
  const { balance } = core.decide(view.account, { op: 'balance' }, coreContext(deps, view, 'api', '')).outcome.data;
  return { refusal: await refusalOf(deps, view, program, id), balance: Number(balance ?? 0) };
}

/** The receiver's mark says why a transfer was refused; the giver's journal says who the receiver was. */
async function refusalOf(deps: FlowDeps, { world, msisdn }: View, program: string, id: string): Promise<string | null> {
  const length = await deps.store.journalLength(world, msisdn, program);
  for (let end = length; end > 0; end -= PAGE) {
    const lines = await deps.store.journal(world, msisdn, program, Math.max(0, end - PAGE), Math.min(PAGE, end));
    const finish = lines.map((line) => JSON.parse(line) as JournalEntry).find((entry) => isFinish(entry, id));
    if (finish !== undefined) return readMark(deps, world.id, finish.by, id);
  }
  // An accepted transfer that no journal knows: the world has been reset since.
  return 'unknown-transfer';
}

function isFinish({ kind, transfer }: JournalEntry, id: string): boolean {
  return transfer === id && (kind === 'transfer-post' || kind === 'transfer-release');
}

const PAGE = 500;
