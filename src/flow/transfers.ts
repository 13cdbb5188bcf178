/**
 * The way of points from one subscriber to another, who may live on different shards: reserve (in the giver's step) → credit → finish.
 *
 * Each leg is one commit and can be run again. The receiver's commit writes a mark with the transfer's id, kept for ever: with
 * the credit, or, where the credit is refused, as a tombstone; only what the mark says ends the reservation. So a crash, a lost
 * reply or a second driver can neither mint points nor lose them. A reservation is a deadline that is due at once: whoever
 * sweeps, drives it on.
 */
import type { Operation, Reservation } from '../bonus/types.ts';
import type { WorldState } from '../store/port.ts';
import type { FlowDeps } from './deps.ts';
import { bonusEvent, effectsOf } from './effects.ts';
import type { Plan } from './plan.ts';
import { coreContext } from './stepContext.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

/** Where points are on their way from. */
export interface Transfer {
  /** The world as it was when the points were seen in reserve: in its next life, after a reset, they are not on their way. */
  readonly world: Pick<WorldState, 'id' | 'incarnation'>;
  readonly program: string;
  readonly from: string;
  readonly reservation: Reservation;
}

/** How a transfer ended for the giver: refusal null = the receiver has the points. */
export interface Finished {
  readonly refusal: string | null;
  readonly balance: number;
}

/** The record at the receiver that says what became of a transfer. */
const markOf = (id: string) => `t${id}`;

/** The request id under which both legs are in the journals. */
export const requestOf = (id: string) => `transfer:${id}`;

/** What the receiver's mark says of a transfer: null = credited (or never driven), else the refusal. */
export async function readMark(deps: FlowDeps, world: string, receiver: string, id: string): Promise<string | null> {
  const { records } = await deps.store.load(world, receiver, [markOf(id)]);
  return records[0] == null ? null : (JSON.parse(records[0].value) as string | null);
}

/** Drives a reserved transfer to its end. Safe to run any number of times, also at once. */
export async function driveTransfer(deps: FlowDeps, transfer: Transfer): Promise<Finished> {
  const refusal = await credit(deps, transfer);
  return finish(deps, transfer, refusal);
}

/** The point of no return: credit and mark in one commit, or the mark of a refusal. @returns the refusal or null */
function credit(deps: FlowDeps, { world, program, from, reservation }: Transfer): Promise<string | null> {
  const key = markOf(reservation.id);
  const step = (view: View): Plan<string | null> => {
    if (view.world.incarnation !== world.incarnation) return { result: 'unknown-transfer' };
    const mark = view.records[0];
    if (mark != null) return { result: JSON.parse(mark.value) as string | null };
    const { id, lots } = reservation;
    const plan = decided(deps, view, program, from, { op: 'credit', id, from, lots });
    const refusal = plan.result === 'ok' ? null : plan.result;
    return { ...plan, result: refusal, records: [{ key, seen: '', value: JSON.stringify(refusal), expiresAt: null }] };
  };
  return transact(deps, world.id, reservation.to, step, { records: [key] });
}

function finish(deps: FlowDeps, transfer: Transfer, refusal: string | null): Promise<Finished> {
  const { world, program, from, reservation } = transfer;
  return transact(deps, world.id, from, (view) => {
    const plan = decided(deps, view, program, reservation.to, { op: 'finish', id: reservation.id, refusal });
    return { ...plan, result: { refusal, balance: balanceOf(deps, view, program, plan) } };
  });
}

function balanceOf(deps: FlowDeps, view: View, program: string, plan: Plan<string>): number {
  const { core } = programOf(view, program);
  const context = coreContext(deps, view, 'api', '');
  return Number(core.decide(plan.account ?? view.account, { op: 'balance' }, context).outcome.data.balance ?? 0);
}

function decided(deps: FlowDeps, view: View, program: string, peer: string, operation: Operation & { id: string }) {
  const { core, service } = programOf(view, program);
  const decision = core.decide(view.account, operation, coreContext(deps, view, peer, requestOf(operation.id)));
  const { name } = decision.outcome;
  return { result: name, ...effectsOf(view, service, decision), events: () => [bonusEvent(core, operation, name)] };
}

function programOf(view: View, program: string) {
  const known = view.definitions.programs.get(program);
  if (known === undefined)
    throw new Error(`Points are on their way in "${program}", but no folder defines that program.`);
  return known;
}
