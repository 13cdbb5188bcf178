/** The bonus calls of the API: one operation of a program's core per call. */
import type { Account, Core, Membership, Operation } from '../bonus/types.ts';
import type { Service } from '../session/types.ts';
import { act } from './act.ts';
import type { BonusView, BonusWrite, Call, Gift, JournalEntryView, PageOf, Result } from './api.ts';
import { bonusAnswer } from './bonusAnswer.ts';
import { isoTime } from './clock.ts';
import { confirm } from './confirm.ts';
import type { FlowDeps } from './deps.ts';
import { bonusEvent, effectsOf } from './effects.ts';
import { coreInStep } from './faults/core.ts';
import { type Lose, unlessLost } from './lostAnswer.ts';
import { msisdnOf } from './numbers.ts';
import type { Plan } from './plan.ts';
import { refusalProblem } from './refusalDetail.ts';
import { ok, problem } from './results.ts';
import { coreContext, languageOf } from './stepContext.ts';
import { type NeedPeer, transact } from './transact.ts';
import { programIn, type View } from './view.ts';

/** The phone is where it was: its own wire has nothing to do with this call. */
const NOT_THE_PHONE = {};

type Known = { readonly core: Core; readonly service: Service; readonly msisdn: string };

/** Both names of a bonus path, or what is wrong with them. */
function lookUp(deps: FlowDeps, program: string, rawMsisdn: string): Result<Known> {
  const known = deps.definitions().programs.get(program);
  if (known === undefined) return problem('unknown-program', `There is no program "${program}" here.`);
  const number = msisdnOf(rawMsisdn, 'msisdn');
  return number.ok ? ok({ ...known, msisdn: number.value }) : number;
}

/** Carries out an operation; its SMS and journal entries are committed with it. */
export async function bonusWrite(
  deps: FlowDeps,
  call: Call,
  program: string,
  rawMsisdn: string,
  write: BonusWrite,
): Promise<Result<Readonly<Record<string, unknown>>>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  const operation = operationOf(write);
  if (!operation.ok) return operation;
  if (operation.value.op === 'confirm') return confirm(deps, call, known.value, operation.value);
  const request = call.idempotency?.key ?? deps.random.id();
  return unlessLost((lose) => {
    const step = (view: View) => operated(deps, view, known.value, operation.value, request, lose);
    return act(deps, call, known.value.msisdn, step, NOT_THE_PHONE);
  });
}

function operationOf(write: BonusWrite): Result<Operation> {
  if (write.op !== 'transfer') return ok(write);
  const to = msisdnOf(write.to, 'to');
  return to.ok ? ok({ ...write, to: to.value }) : to;
}

function operated(
  deps: FlowDeps,
  view: View,
  known: Known,
  operation: Operation,
  request: string,
  lose: Lose,
): Plan<Result<Readonly<Record<string, unknown>>>> | NeedPeer {
  const { core: sound, service } = programIn(view, known);
  const { core, lost } = coreInStep(view, sound);
  const by = 'channel' in operation ? operation.channel : 'api';
  const decision = core.decide(view.account, operation, coreContext(deps, view, by, request));
  if (decision.needPeer !== undefined) return { needPeer: { program: core.program, msisdn: decision.needPeer } };
  lose(lost());
  const { outcome } = decision;
  const result =
    outcome.name === 'ok'
      ? ok(bonusAnswer(operation, outcome.data))
      : ({ ok: false, problem: refusalProblem(outcome) } as const);
  return { result, ...effectsOf(view, service, decision), events: () => [bonusEvent(core, operation, outcome.name)] };
}

/** @returns balance and lots, or `not-a-member` */
export async function bonus(
  deps: FlowDeps,
  call: Call,
  program: string,
  rawMsisdn: string,
): Promise<Result<BonusView>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  return transact(deps, call.world, known.value.msisdn, (view) => {
    const { core } = programIn(view, known.value);
    const membership = view.account.programs[program];
    if (membership === undefined || membership.status === 'left') {
      return { result: problem('not-a-member', 'The subscriber is not a member. Register first.') };
    }
    return { result: ok(bonusView(core, view.account, membership, view.now)) };
  });
}

function bonusView(core: Core, account: Account, membership: Membership, now: number): BonusView {
  const lots = core.list(account, 'lots', now).map(({ points, expiresAt }) => ({
    points: Number(points),
    expiresAt: expiresAt === undefined ? null : isoTime(Number(expiresAt)),
  }));
  return {
    member: membership.status === 'member',
    balance: lots.reduce((sum, lot) => sum + lot.points, 0),
    lots,
    reserved: membership.reservations.reduce(
      (sum, { lots: held }) => sum + held.reduce((all, lot) => all + lot.points, 0),
      0,
    ),
    since: isoTime(membership.since),
    ...(membership.status === 'pending' ? { status: 'pending', activeAt: isoTime(membership.activeAt ?? now) } : {}),
  };
}

/** The gifts with their names in the subscriber's language. */
export async function catalogue(
  deps: FlowDeps,
  call: Call,
  program: string,
  rawMsisdn: string,
): Promise<Result<{ gifts: readonly Gift[] }>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  return transact(deps, call.world, known.value.msisdn, (view) => {
    const { core, service } = programIn(view, known.value);
    const texts = service.texts[languageOf(service, view)];
    const gifts = core.list(view.account, 'catalogue', view.now).map((item) => ({
      code: String(item.code),
      name: texts?.format(String(item.nameKey)) ?? String(item.code),
      price: Number(item.price),
      basePrice: Number(item.basePrice),
    }));
    return { result: ok({ gifts }) };
  });
}

/** Journal entries, oldest first; `cursor` is the number of the first entry wanted. */
export async function journal(
  deps: FlowDeps,
  call: Call,
  program: string,
  rawMsisdn: string,
  query: { cursor?: string; limit?: number },
): Promise<Result<PageOf<JournalEntryView>>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  const offset = query.cursor === undefined ? 0 : Number(query.cursor);
  if (!Number.isSafeInteger(offset) || offset < 0)
    return problem('invalid-field', 'cursor must be one that a page gave as next.', { field: 'cursor' });
  const limit = query.limit ?? 100;
  const { msisdn } = known.value;
  const world = await transact(deps, call.world, msisdn, (view) => ({ result: view.world }));
  const lines = await deps.store.journal(world, msisdn, program, offset, limit + 1);
  const items = lines.slice(0, limit).map(journalView);
  return ok({ items, next: lines.length > limit ? String(offset + limit) : null });
}

function journalView(line: string): JournalEntryView {
  const entry = JSON.parse(line);
  return { ...entry, at: isoTime(entry.at) };
}
