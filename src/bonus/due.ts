/** What falls due by itself: points burn, codes run out, applications are done, the program ends. In order of time. */
import { endMembership } from './endings.ts';
import { nextBurn } from './expiry.ts';
import { balanceOf, burnExpired } from './points.ts';
import type { Program } from './program.ts';
import { type Cause, patch, say, type Turn } from './turn.ts';
import type { Membership } from './types.ts';

/** `at` = when it falls due next (Infinity = never); `apply` does it at that instant. */
interface Due {
  readonly at: (membership: Membership, program: Program) => number;
  readonly apply: (turn: Turn, at: number) => Turn;
}

const NEVER = Number.POSITIVE_INFINITY;
const LAPSED_KEPT = 10;

/** Where two fall due at the same instant, the upper one goes first: what burnt at midnight does not burn by the closing. */
const DUES: readonly Due[] = [
  { at: ({ lots }, program) => nextBurn(program, lots), apply: (turn, at) => burnExpired(turn, byClock(at)) },
  { at: nextLapse, apply: lapseRequests },
  { at: ({ status }, { closedAt }) => (status === 'left' ? NEVER : closedAt), apply: close },
  { at: ({ activeAt }) => activeAt ?? NEVER, apply: activate },
];

/** When something falls due next, epoch ms; Infinity = never. */
export function nextDue(membership: Membership, program: Program): number {
  let next = NEVER;
  for (const due of DUES) next = Math.min(next, due.at(membership, program));
  return next;
}

/** Does all that fell due by `now`, each at its own instant. Twice is the same as once. */
export function settleTurn(turn: Turn, now: number): Turn {
  let settled = turn;
  let at = nextDue(settled.membership, settled.program);
  while (at <= now) {
    settled = applyDue(settled, at);
    at = nextDue(settled.membership, settled.program);
  }
  return settled;
}

function applyDue(turn: Turn, at: number): Turn {
  const due = DUES.find((one) => one.at(turn.membership, turn.program) === at);
  return due ? due.apply(turn, at) : turn;
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
  return say(member, at, 'core.registered', { balance: balanceOf(member) });
}

function close(turn: Turn, at: number): Turn {
  const { turn: ended, burned } = endMembership(turn, byClock(at), 'closed');
  return say(ended, at, 'core.closed', { burned });
}
