/** What falls due by itself, in order of time: points burn or come, codes run out, applications are done, bills are paid, the program ends. */
import { adopted } from './adopted.ts';
import { begun } from './beginnings.ts';
import { look, nextLook } from './byItself.ts';
import { nextClaim, settleClaims } from './claims/due.ts';
import { nextCredit, settleCredits } from './credits.ts';
import { endMembership } from './endings.ts';
import { nextBill, payBill } from './events/bill.ts';
import { nextBurn } from './expiry.ts';
import { nextGoal, topUp } from './goalsDue.ts';
import { balanceOf, burnExpired } from './points.ts';
import type { Program } from './program.ts';
import { endTerm, nextTerm } from './tiers.ts';
import { type Cause, patch, say, type Turn } from './turn.ts';
import type { Membership } from './types.ts';

/** `at` = when it falls due next (Infinity = never); `apply` does it at that instant. */
interface Due {
  readonly at: (membership: Membership, program: Program) => number;
  readonly apply: (turn: Turn, at: number) => Turn;
}

const NEVER = Number.POSITIVE_INFINITY;
const LAPSED_KEPT = 10;

/**
 * Where two fall due at the same instant, the upper one goes first: what burnt at midnight does not burn by the closing; what is
 * credited on the day of the bill pays it; the term of a status ends after what its last instant has brought.
 */
const DUES: readonly Due[] = [
  { at: ({ lots }, program) => nextBurn(program, lots), apply: burn },
  { at: nextLapse, apply: lapseRequests },
  { at: ({ status }, { closedAt }) => (status === 'left' ? NEVER : closedAt), apply: close },
  { at: ({ activeAt }) => activeAt ?? NEVER, apply: activate },
  { at: nextClaim, apply: (turn, at) => settleClaims(turn, byClock(at)) },
  { at: nextCredit, apply: (turn, at) => settleCredits(turn, byClock(at)) },
  { at: nextLook, apply: (turn, at) => look(turn, byClock(at)) },
  { at: nextBill, apply: (turn, at) => payBill(turn, byClock(at)) },
  { at: nextGoal, apply: (turn, at) => topUp(turn, byClock(at)) },
  { at: nextTerm, apply: endTerm },
];

/** When something falls due next, epoch ms; Infinity = never. */
export function nextDue(membership: Membership, program: Program): number {
  let next = NEVER;
  for (const due of DUES) next = Math.min(next, due.at(membership, program));
  return next;
}

/** Does all that fell due by `now`, each at its own instant. Twice is the same as once. */
export function settleTurn(turn: Turn, now: number): Turn {
  let settled = adopted(turn, now);
  let at = nextDue(settled.membership, settled.program);
  while (at <= now) {
    settled = applyDue(settled, at);
    at = nextDue(settled.membership, settled.program);
  }
  return settled;
}

function applyDue(turn: Turn, at: number): Turn {
  const due = DUES.find((one) => one.at(turn.membership, turn.program) === at);
  if (due === undefined) return turn;
  const after = due.apply(turn, at);
  // It would go on for ever, and no other subscriber would get a turn.
  if (due.at(after.membership, after.program) <= at) throw new RangeError(`Something is still due at ${at}.`);
  return after;
}

function burn(turn: Turn, at: number): Turn {
  const after = burnExpired(turn, byClock(at));
  const balance = balanceOf(after);
  const burned = balanceOf(turn) - balance;
  return burned === 0 ? after : say(after, at, 'core.burned', { burned, balance });
}

function byClock(at: number): Cause {
  return { at, by: 'clock', request: `clock.${at}` };
}

function nextLapse({ requests }: Membership): number {
  let next = NEVER;
  for (const { expiresAt } of requests) next = Math.min(next, expiresAt);
  return next;
}

function lapseRequests(turn: Turn, at: number): Turn {
  const { requests, lapsed = [] } = turn.membership;
  const gone = requests.filter((request) => request.expiresAt <= at).map((request) => request.id);
  return patch(turn, {
    requests: requests.filter((request) => request.expiresAt > at),
    lapsed: [...lapsed, ...gone].slice(-LAPSED_KEPT),
  });
}

function activate(turn: Turn, at: number): Turn {
  const { activeAt: _done, ...membership } = turn.membership;
  const member: Turn = { ...turn, membership: { ...membership, status: 'member', since: at } };
  return say(begun(member, at), at, 'core.registered', { balance: balanceOf(member) });
}

function close(turn: Turn, at: number): Turn {
  const { turn: ended, burned } = endMembership(turn, byClock(at), 'closed');
  return say(ended, at, 'core.closed', { burned });
}
