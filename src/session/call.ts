/** One call of the bonus core. */
import type { Core, CoreContext, Decision, Outcome } from '../bonus/types.ts';
import { valuesFor } from './arguments.ts';
import type { Effects, Way } from './course.ts';
import { traced } from './course.ts';
import { type Fields, operationOf } from './operations.ts';
import type { Scene } from './scene.ts';
import { smsIn } from './sms.ts';
import type { Branch, CallState, Notice, OutgoingSms, Service, StepContext } from './types.ts';
import { isEmpty, joined, NOTHING, only, type Values } from './values.ts';

export interface Called {
  readonly effects: Effects;
  readonly way: Way;
}

/**
 * Asks the core under this request id and takes the branch of its outcome. When the core must know of another subscriber
 * first, only `effects.needPeer` counts. Throws where the definition has no branch: the loader refuses that.
 */
export function call(scene: Scene, request: string, effects: Effects, way: Way, state: CallState): Called {
  const { ctx } = scene;
  const operation = operationOf(state.operation, fieldsOf(ctx, state, way.vars));
  const decision = coreOf(ctx.service).decide(effects.account, operation, coreContext(ctx, request));
  if (decision.needPeer !== undefined) return { effects: { ...effects, needPeer: decision.needPeer }, way };
  const { outcome } = decision;
  const branch = branchOf(way.go, state, outcome);
  const messages = messagesOf(scene, way, branch, decision);
  return {
    effects: traced(withDecision(effects, decision, messages), { state: way.go, outcome: outcome.name }),
    way: along(scene, keeping(way, outcome, state.keep), branch, outcome.data),
  };
}

/** Written out, like all that follows on the way of every step: spreads are slow. */
function coreContext({ now, by, peers, newCode, newId }: StepContext, request: string): CoreContext {
  return { now, by, request, peers, newCode, newId };
}

function coreOf(service: Service): Core {
  if (service.core === null) throw new Error(`Service "${service.id}" has no bonus core.`);
  return service.core;
}

/** The fields of the operation, with variables filled in. A variable that is not set leaves its field out. */
function fieldsOf(ctx: StepContext, state: CallState, vars: Values): Fields {
  const fields: Record<string, string | number | boolean> = {};
  for (const name in state.with) {
    const value = state.with[name];
    const filled = typeof value === 'string' && value.startsWith('$') ? variable(ctx, value.slice(1), vars) : value;
    if (filled !== undefined) fields[name] = filled;
  }
  return fields;
}

function variable({ msisdn }: StepContext, name: string, vars: Values): string | number | undefined {
  return name === 'msisdn' ? msisdn : vars[name];
}

function branchOf(name: string, state: CallState, outcome: Outcome): Branch {
  const branch = Object.hasOwn(state.on, outcome.name) ? state.on[outcome.name] : state.otherwise;
  if (branch) return branch;
  throw new Error(`The call "${name}" says nothing about the outcome "${outcome.name}".`);
}

/** The core's own SMS, then the branch's. */
function messagesOf(scene: Scene, { vars, data }: Way, branch: Branch, decision: Decision): OutgoingSms[] {
  const messages = decision.messages.map(({ key, args }) => smsIn(scene, key, args));
  if (branch.sms !== null) messages.push(smsIn(scene, branch.sms, { ...vars, ...data, ...decision.outcome.data }));
  return messages;
}

function withDecision(before: Effects, { account, entries }: Decision, messages: readonly OutgoingSms[]): Effects {
  return {
    account,
    messages: appended(before.messages, messages),
    entries: appended(before.entries, entries),
    trace: before.trace,
  };
}

function appended<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return more.length === 0 ? before : [...before, ...more];
}

function keeping(way: Way, { name, data }: Outcome, keep: readonly string[]): Way {
  return name === 'ok' && keep.length > 0 ? { ...way, vars: joined(way.vars, only(data, keep)) } : way;
}

/** A notice takes the outcome's data with it; without one they are for the ending ahead. */
function along(scene: Scene, way: Way, { go, notice }: Branch, data: Values): Way {
  if (notice === null) return { go, back: way.back, vars: way.vars, notice: way.notice, data: joined(way.data, data) };
  return { ...way, go, notice: noticeOf(scene, notice, data), data: NOTHING };
}

function noticeOf({ texts }: Scene, key: string, data: Values): Notice {
  const args = valuesFor(texts, key, data);
  return isEmpty(args) ? { key } : { key, args };
}
