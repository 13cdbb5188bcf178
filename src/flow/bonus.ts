/** The bonus calls of the API: one operation of a program's core per call. */

import type { Core, Operation, Outcome } from '../bonus/types.ts';
import { normaliseMsisdn } from '../code/msisdn.ts';
import type { OutgoingSms, Service } from '../session/types.ts';
import { act } from './act.ts';
import type { BonusView, BonusWrite, Call, Gift, JournalEntryView, PageOf, Result } from './api.ts';
import { bonusAnswer } from './bonusAnswer.ts';
import { bonusView } from './bonusView.ts';
import { isoTime } from './clock.ts';
import { confirm } from './confirm.ts';
import type { FlowDeps } from './deps.ts';
import { bonusEvent, effectsOf } from './effects.ts';
import { coreInStep } from './faults/core.ts';
import { type Lose, unlessLost } from './lostAnswer.ts';
import { msisdnOf } from './numbers.ts';
import type { Plan } from './plan.ts';
import { refusalProblem } from './refusalDetail.ts';
import { isElsewhere } from './remote/elsewhere.ts';
import { bonusElsewhere, catalogueElsewhere, journalElsewhere } from './remote/reads.ts';
import { writeElsewhere } from './remote/write.ts';
import { ok, problem } from './results.ts';
import { coreContext, languageOf } from './stepContext.ts';
import { type NeedPeer, transact } from './transact.ts';
import { programIn, type View } from './view.ts';

/** The phone is where it was: its own wire has nothing to do with this call. */
const NOT_THE_PHONE = {};

export type Known = { readonly core: Core; readonly service: Service; readonly msisdn: string };

/** What a caller is told of an operation, and what is left for the subscriber's inbox. */
export interface Told {
  readonly result: Result<Readonly<Record<string, unknown>>>;
  readonly messages: readonly OutgoingSms[];
}

/** How operations are answered: by a gateway here, by a core in `served/`. */
export interface Manner {
  tell(operation: Operation, outcome: Outcome, messages: readonly OutgoingSms[]): Told;
  /** What a confirmed transfer is told besides the balance. */
  confirmed: Parameters<typeof confirm>[4];
}

const AS_GATEWAY: Manner = {
  tell(operation, outcome, messages) {
    if (outcome.name === 'ok') return { result: ok(bonusAnswer(operation, outcome.data)), messages };
    return { result: { ok: false, problem: refusalProblem(outcome) }, messages };
  },
  confirmed: () => ({}),
};

/** Both names of a bonus path, or what is wrong with them. */
export function lookUp(deps: FlowDeps, program: string, rawMsisdn: string): Result<Known> {
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
  manner: Manner = AS_GATEWAY,
): Promise<Result<Readonly<Record<string, unknown>>>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  const operation = operationOf(write);
  if (!operation.ok) return operation;
  if (isElsewhere(deps, known.value)) return writeElsewhere(deps, call, known.value, operation.value);
  if (operation.value.op === 'confirm') return confirm(deps, call, known.value, operation.value, manner.confirmed);
  const request = call.idempotency?.key ?? deps.random.id();
  return unlessLost((lose) => {
    const step = (view: View) =>
      operated(deps, view, known.value, { operation: operation.value, request, manner, lose });
    return act(deps, call, known.value.msisdn, step, NOT_THE_PHONE);
  });
}

type Values = Extract<BonusWrite, { op: 'event' }>['values'];

/** A number of somebody else in the form in which accounts have it; what is none is the core's to refuse. */
function withMsisdn(values: Values): Values {
  const read = typeof values.msisdn === 'string' ? normaliseMsisdn(values.msisdn) : null;
  return read?.ok ? { ...values, msisdn: read.msisdn } : values;
}

function operationOf(write: BonusWrite): Result<Operation> {
  if (write.op === 'event') return ok({ ...write, values: withMsisdn(write.values) });
  if (write.op !== 'transfer') return ok(write);
  const to = msisdnOf(write.to, 'to');
  return to.ok ? ok({ ...write, to: to.value }) : to;
}

interface Operating {
  readonly operation: Operation;
  readonly request: string;
  readonly manner: Manner;
  readonly lose: Lose;
}

function operated(
  deps: FlowDeps,
  view: View,
  known: Known,
  { operation, request, manner, lose }: Operating,
): Plan<Result<Readonly<Record<string, unknown>>>> | NeedPeer {
  const { core: sound, service } = programIn(view, known);
  const { core, lost } = coreInStep(view, sound);
  const by = 'channel' in operation ? operation.channel : 'api';
  const decision = core.decide(view.account, operation, coreContext(deps, view, by, request));
  if (decision.needPeer !== undefined) return { needPeer: { program: core.program, msisdn: decision.needPeer } };
  lose(lost());
  const { outcome } = decision;
  const effects = effectsOf(view, service, decision);
  const told = manner.tell(operation, outcome, effects.messages);
  return { ...effects, ...told, events: () => [bonusEvent(core, operation, outcome.name)] };
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
  if (isElsewhere(deps, known.value)) return bonusElsewhere(deps, call, program, known.value.msisdn);
  return transact(deps, call.world, known.value.msisdn, (view) => {
    const { core } = programIn(view, known.value);
    const membership = view.account.programs[program];
    if (membership === undefined || membership.status === 'left') {
      return { result: problem('not-a-member', 'The subscriber is not a member. Register first.') };
    }
    return { result: ok(bonusView(core, view.account, membership, view.now)) };
  });
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
  if (isElsewhere(deps, known.value)) return catalogueElsewhere(deps, call, program, known.value.msisdn);
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
  if (isElsewhere(deps, known.value)) return journalElsewhere(deps, call, program, known.value.msisdn, query);
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
