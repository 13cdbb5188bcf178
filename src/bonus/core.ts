/** The bonus core: a table from operations to their handlers, over the figures of one program. Pure. */
import { isOutdated } from './adopted.ts';
import { nextDue, settleTurn } from './due.ts';
import { refusalOf } from './guard.ts';
import { rowsOf } from './lists.ts';
import { balance } from './operations/balance.ts';
import { changeDates } from './operations/changeDates.ts';
import { changeOwner } from './operations/changeOwner.ts';
import { confirm } from './operations/confirm.ts';
import { credit } from './operations/credit.ts';
import { deactivate } from './operations/deactivate.ts';
import { event } from './operations/event.ts';
import { finish } from './operations/finish.ts';
import { open } from './operations/open.ts';
import { order } from './operations/order.ts';
import { register } from './operations/register.ts';
import { transfer } from './operations/transfer.ts';
import type { Program } from './program.ts';
import { beginTurn, endTurn, type Handler, type Reply, type Turn } from './turn.ts';
import type { Account, Core, CoreContext, Decision, Membership, Operation, Settled } from './types.ts';
import { vocabularyOf } from './vocabulary.ts';

const HANDLERS: { readonly [Name in Operation['op']]: Handler<Name> } = {
  balance,
  register,
  deactivate,
  event,
  order,
  transfer,
  confirm,
  credit,
  finish,
  open,
  'change-owner': changeOwner,
  'change-dates': changeDates,
};

/** The core of one program. Same account, operation and context: the same decision. */
export function createCore(program: Program): Core {
  return {
    program: program.id,
    timeZone: program.timeZone,
    vocabulary: vocabularyOf(program),
    decide: (account, operation, context) => decide(program, account, operation, context),
    settle: (account, now) => settle(program, account, now),
    nextDeadline: (account) => nextDeadline(program, account),
    list: (account, name, now) => rowsOf(settleTurn(beginTurn(program, account), now), name, now),
  };
}

/** An account that knows nothing of its subscriber yet. */
export function emptyAccount(msisdn: string): Account {
  return { msisdn, profile: {}, smsCount: 0, programs: {} };
}

function decide(program: Program, account: Account, operation: Operation, context: CoreContext): Decision {
  const settled = settleTurn(beginTurn(program, account), context.now);
  const refusal = refusalOf(settled, operation, context.now);
  const reply = refusal ? { turn: settled, outcome: refusal } : handle(settled, operation, context);
  const { entries, messages } = reply.turn;
  const decision = { account: endTurn(account, reply.turn), outcome: reply.outcome, messages, entries };
  return reply.needPeer === undefined ? decision : { ...decision, needPeer: reply.needPeer };
}

function handle(turn: Turn, operation: Operation, context: CoreContext): Reply {
  const handler = HANDLERS[operation.op] as Handler<Operation['op']>;
  return handler(turn, operation, context);
}

/** The usual case costs a few comparisons: nothing is due. */
function settle(program: Program, account: Account, now: number): Settled {
  const membership = account.programs[program.id];
  if (!membership || isSettled(membership, program, now)) return { account, messages: [], entries: [] };
  const turn = settleTurn(beginTurn(program, account), now);
  return { account: endTurn(account, turn), messages: turn.messages, entries: turn.entries };
}

function isSettled(membership: Membership, program: Program, now: number): boolean {
  return nextDue(membership, program) > now && !isOutdated(membership, program);
}

/** A transfer on its way is work from the moment of its acceptance: the flow drives it to its end. */
function nextDeadline(program: Program, account: Account): number | null {
  const membership = account.programs[program.id];
  if (!membership) return null;
  let next = nextDue(membership, program);
  for (const { at } of membership.reservations) next = Math.min(next, at);
  return next === Number.POSITIVE_INFINITY ? null : next;
}
