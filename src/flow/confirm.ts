/** Confirming a transfer over the API: accept (reserve) in one commit, drive it to its end, answer with how it ended. */
import type { Core, JournalEntry, Operation } from '../bonus/types.ts';
import type { Service } from '../session/types.ts';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { bonusEvent, effectsOf } from './effects.ts';
import { once } from './once.ts';
import { refusalProblem } from './refusalDetail.ts';
import { ok } from './results.ts';
import { coreContext } from './stepContext.ts';
import { transact } from './transact.ts';
import { driveTransfer, type Finished, requestOf } from './transfers.ts';

interface Known {
  readonly core: Core;
  readonly service: Service;
  readonly msisdn: string;
}

type Confirm = Extract<Operation, { op: 'confirm' }>;

/** @returns `{balance}` once the receiver has the points, or why not */
export async function confirm(
  deps: FlowDeps,
  call: Call,
  known: Known,
  operation: Confirm,
): Promise<Result<Readonly<Record<string, unknown>>>> {
  const accepted = await accept(deps, call, known, operation);
  if (!accepted.ok) return accepted;
  const { refusal, balance } = await endOf(deps, call.world, known, accepted.value);
  return refusal === null ? ok({ balance }) : { ok: false, problem: refusalProblem({ name: refusal, data: {} }) };
}

/** The step that keeps the Idempotency-Key: its answer is the id; the end of the transfer is looked up each time. */
function accept(
  deps: FlowDeps,
  call: Call,
  { core, service, msisdn }: Known,
  operation: Confirm,
): Promise<Result<string>> {
  return once<string>(deps, call, msisdn, (view) => {
    const decision = core.decide(view.account, operation, coreContext(deps, view, 'api', requestOf(operation.id)));
    const { name, data } = decision.outcome;
    const result =
      name === 'ok' ? ok(String(data.id)) : ({ ok: false, problem: refusalProblem(decision.outcome) } as const);
    return { result, ...effectsOf(view, service, decision), events: () => [bonusEvent(core, operation, name)] };
  });
}

/** Drives the transfer on if it is still in reserve, else reads from the journal how it ended. */
async function endOf(deps: FlowDeps, world: string, { core, msisdn }: Known, id: string): Promise<Finished> {
  const { program } = core;
  const { view } = await transact(deps, world, msisdn, (seen) => ({ result: { view: seen } }));
  const reservation = view.account.programs[program]?.reservations.find((held) => held.id === id);
  if (reservation !== undefined) return driveTransfer(deps, { world, program, from: msisdn, reservation });
  const lines = await deps.store.journal(view.world, msisdn, program, -LOOK_BACK, LOOK_BACK);
  const kinds = lines
    .map((line) => JSON.parse(line) as JournalEntry)
    .filter((entry) => entry.request === requestOf(id));
  const released = kinds.some(({ kind }) => kind === 'transfer-release');
  const { balance } = core.decide(view.account, { op: 'balance' }, coreContext(deps, view, 'api', '')).outcome.data;
  return { refusal: released ? 'recipient-not-a-member' : null, balance: Number(balance ?? 0) };
}

/** A confirmation is asked for again within a day: more entries than these in between are not to be expected. */
const LOOK_BACK = 1000;
