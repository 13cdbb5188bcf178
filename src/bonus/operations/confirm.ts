/** `confirm`: the code of a transfer has come back. The points leave the giver's lots and are on their way. */
import { balanceOf, reserve } from '../points.ts';
import { countTransfer, periodOf } from '../transferLimits.ts';
import { causeOf, done, type Handler, patch, type Reply, refuse, type Turn } from '../turn.ts';
import type { CoreContext, TransferRequest } from '../types.ts';
import { tooMuch } from './transfer.ts';

/** ok {id, to, points, balance} · wrong-code {triesLeft} · too-many-tries · transfer-expired · unknown-transfer · any limit */
export const confirm: Handler<'confirm'> = (turn, { id, code }, context) => {
  const request = findRequest(turn, id);
  if (!request) return refuse(turn, hasLapsed(turn, id) ? 'transfer-expired' : 'unknown-transfer');
  return code === request.code ? accept(turn, request, context) : countWrongCode(turn, request);
};

/** No id = the latest: who types a code without naming a transfer means the one just asked for. */
function findRequest(turn: Turn, id: string): TransferRequest | undefined {
  const { requests } = turn.membership;
  return id === '' ? requests.at(-1) : requests.find((request) => request.id === id);
}

function hasLapsed({ membership: { lapsed = [] } }: Turn, id: string): boolean {
  return id === '' ? lapsed.length > 0 : lapsed.includes(id);
}

function countWrongCode(turn: Turn, request: TransferRequest): Reply {
  const triesLeft = request.triesLeft - 1;
  const requests = turn.membership.requests.flatMap((one) => {
    if (one !== request) return [one];
    return triesLeft > 0 ? [{ ...one, triesLeft }] : [];
  });
  const counted = patch(turn, { requests });
  return triesLeft > 0 ? refuse(counted, 'wrong-code', { triesLeft }) : refuse(counted, 'too-many-tries');
}

function accept(turn: Turn, request: TransferRequest, context: CoreContext): Reply {
  const { transfers: rules } = turn.program;
  if (!rules) return refuse(turn, 'not-available');
  const { id, to, points } = request;
  const refusal = tooMuch(turn, rules, to, points, context.now);
  if (refusal) return { turn, outcome: refusal };
  const period = periodOf(turn, context.now);
  const reserved = reserve(turn, { id, to, at: context.now, ...period }, points, causeOf(context));
  const accepted = patch(reserved, {
    requests: turn.membership.requests.filter((one) => one !== request),
    limits: countTransfer(rules, turn.membership.limits ?? [], period, to, points),
  });
  return done(accepted, { id, to, points, balance: balanceOf(accepted) });
}
