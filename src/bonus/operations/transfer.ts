/** `transfer`: asking to give points to another member. Nothing moves before the code that goes to the giver by SMS comes back. */
import { readAmount } from '../earning/values.ts';
import { balanceOf } from '../points.ts';
import type { Transfers } from '../program.ts';
import { brokenLimit, periodOf } from '../transferLimits.ts';
import { done, type Handler, patch, refuse, say, type Turn } from '../turn.ts';
import type { CoreContext, Operation, Outcome, TransferRequest } from '../types.ts';

type Transfer = Extract<Operation, { op: 'transfer' }>;

const MINUTE = 60_000;

/** ok {id, expiresAt, to, points}, or the limit or fact that stands against it (`outcomes.ts`) */
export const transfer: Handler<'transfer'> = (turn, operation, context) => {
  const rules = turn.program.transfers;
  if (!rules) return refuse(turn, 'not-available');
  const { to, points } = operation;
  const refusal = wrongInItself(turn, rules, operation) ?? tooMuch(turn, rules, to, points, context.now);
  if (refusal) return { turn, outcome: refusal };
  if (turn.membership.requests.length >= rules.waiting) {
    return refuse(turn, 'too-many-requests', { limit: rules.waiting });
  }
  const isMember = Object.hasOwn(context.peers, to) ? context.peers[to] : undefined;
  if (isMember === undefined) return { ...refuse(turn, 'recipient-not-a-member', { to }), needPeer: to };
  return isMember ? ask(turn, rules, operation, context) : refuse(turn, 'recipient-not-a-member', { to });
};

/** What stands against moving so many points now; asked again when the code comes back. */
export function tooMuch(turn: Turn, rules: Transfers, to: string, points: number, now: number): Outcome | null {
  const limit = brokenLimit(rules, turn.membership.limits ?? [], periodOf(turn, now), to, points);
  if (limit) return limit;
  const balance = balanceOf(turn);
  if (points <= balance) return null;
  return { name: 'too-few-points', data: { missing: points - balance, price: points, balance } };
}

function wrongInItself(turn: Turn, rules: Transfers, { to, points }: Transfer): Outcome | null {
  if (to === turn.msisdn) return { name: 'transfer-to-self', data: {} };
  return readAmount('points', points, rules.perOperation);
}

function ask(turn: Turn, rules: Transfers, { to, points }: Transfer, context: CoreContext) {
  const { now, newId, newCode } = context;
  const expiresAt = now + rules.codeLifetime;
  const request: TransferRequest = {
    id: newId(),
    to,
    points,
    code: newCode(rules.codeDigits),
    expiresAt,
    triesLeft: rules.tries,
  };
  const asked = patch(turn, { requests: [...turn.membership.requests, request] });
  const minutes = Math.ceil(rules.codeLifetime / MINUTE);
  const told = say(asked, now, 'core.transfer-code', { code: request.code, to, points, minutes });
  return done(told, { id: request.id, expiresAt, to, points });
}
