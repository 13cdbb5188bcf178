/** `event`: something that earns points, or that a program heeds otherwise. It sends an SMS only where its rule says so. */
import { credited } from '../credits.ts';
import type { Award, Earned, EarningEvent } from '../earning/block.ts';
import { blockOf } from '../earning/rules.ts';
import { readValues, type Values } from '../earning/values.ts';
import { eventBlockOf } from '../events/rules.ts';
import { balanceOf, earn } from '../points.ts';
import type { EarningRule, EventRule } from '../programFile.ts';
import { causeOf, done, type Handler, patch, type Reply, refuse, say, type Turn, zoneOf } from '../turn.ts';
import type { CoreContext, Operation } from '../types.ts';

type Asked = Extract<Operation, { op: 'event' }>;

/** ok {earned, balance, creditsAt?, …} · unknown-kind · bad-value, not-positive, over-limit (naming the field) · what the rule refuses */
export const event: Handler<'event'> = (turn, operation, context) => {
  const earning = turn.program.earning.get(operation.kind);
  if (earning) return earned(turn, earning, operation, context);
  const rule = turn.program.events.get(operation.kind);
  return rule ? heeded(turn, rule, operation, context) : refuse(turn, 'unknown-kind', { kind: operation.kind });
};

function heeded(turn: Turn, rule: EventRule, { values: raw }: Asked, context: CoreContext): Reply {
  const block = eventBlockOf(rule);
  const read = readValues(block.fields(rule, turn.program), raw);
  return read.ok ? block.run(turn, rule, read.values, context) : { turn, outcome: read.refusal };
}

function earned(turn: Turn, rule: EarningRule, { kind, values: raw }: Asked, context: CoreContext): Reply {
  const block = blockOf(rule);
  const read = readValues(block.fields(rule, turn.program), raw);
  if (!read.ok) return { turn, outcome: read.refusal };
  const result = block.earn(rule, eventOf(turn, kind, read.values, context));
  return result.ok ? awarded(turn, result, context) : { turn, outcome: result.refusal };
}

/** `earned` counts what comes later, too; what is owed is paid from it. */
function awarded(turn: Turn, result: Extract<Earned, { ok: true }>, context: CoreContext): Reply {
  const { awards, change, data, message } = result;
  const after = awards.reduce((so, award) => withAward(so, award, context), patch(turn, change));
  const told = message === undefined ? after : say(after, context.now, message.key, message.args);
  const points = awards.reduce((sum, award) => sum + award.points, 0);
  const creditsAt = awards.find(({ at, points: later }) => at !== undefined && later > 0)?.at;
  const date = creditsAt === undefined ? {} : { creditsAt };
  return done(told, { earned: points, balance: balanceOf(told), ...date, ...data });
}

function withAward(turn: Turn, { points, note, at }: Award, context: CoreContext): Turn {
  return at === undefined ? earn(turn, points, causeOf(context), note) : credited(turn, { at, points, note });
}

function eventOf(turn: Turn, kind: string, values: Values, { now, newId }: CoreContext): EarningEvent {
  const { membership, profile } = turn;
  const memberSince = profile.memberSince ?? membership.since;
  return { kind, values, membership, memberSince, now, zone: zoneOf(turn), newId };
}
