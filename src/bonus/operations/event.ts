/** `event`: something that earns points. It sends no SMS. */
import type { EarningEvent } from '../earning/block.ts';
import { blockOf } from '../earning/rules.ts';
import { readValues } from '../earning/values.ts';
import { balanceOf, earn } from '../points.ts';
import { causeOf, done, type Handler, patch, refuse, type Turn, zoneOf } from '../turn.ts';

/** ok {earned, balance} · unknown-kind · bad-value, not-positive, over-limit (naming the field) · already-granted */
export const event: Handler<'event'> = (turn, { kind, values: raw }, context) => {
  const rule = turn.program.earning.get(kind);
  if (!rule) return refuse(turn, 'unknown-kind', { kind });
  const block = blockOf(rule);
  const read = readValues(block.fields(rule, turn.program), raw);
  if (!read.ok) return { turn, outcome: read.refusal };
  const result = block.earn(rule, eventOf(turn, kind, read.values, context.now));
  if (!result.ok) return { turn, outcome: result.refusal };
  const start = patch(turn, result.change);
  const after = result.awards.reduce((so, { points, note }) => earn(so, points, causeOf(context), note), start);
  const balance = balanceOf(after);
  return done(after, { earned: balance - balanceOf(turn), balance });
};

function eventOf(turn: Turn, kind: string, values: EarningEvent['values'], now: number): EarningEvent {
  const { membership, profile } = turn;
  return { kind, values, membership, memberSince: profile.memberSince ?? membership.since, now, zone: zoneOf(turn) };
}
