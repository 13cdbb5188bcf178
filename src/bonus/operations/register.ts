/** `register`: joining over a channel, at once or after an application. */
import { begun } from '../beginnings.ts';
import { credited } from '../credits.ts';
import { joiningGrant } from '../earning/fixed.ts';
import { formerMember } from '../endings.ts';
import { balanceOf, earn } from '../points.ts';
import type { Joining } from '../program.ts';
import { causeOf, done, type Handler, patch, refuse, say, type Turn } from '../turn.ts';
import type { CoreContext, Membership, Operation } from '../types.ts';

type Register = Extract<Operation, { op: 'register' }>;

/** ok {balance, status, activeAt?} · already-a-member · pending {activeAt} · not-available (this channel) */
export const register: Handler<'register'> = (turn, operation, context) => {
  const { status, activeAt } = turn.membership;
  if (status === 'member') return refuse(turn, 'already-a-member');
  if (status === 'pending') return refuse(turn, 'pending', { activeAt: activeAt ?? 0 });
  const way = turn.program.joining.get(operation.channel);
  if (!way) return refuse(turn, 'not-available');
  const joined = { ...turn, membership: newMembership(turn.membership, way, context.now) };
  const begins = joined.membership.status === 'member' ? begun(joined, context.now) : joined;
  const given = giveWelcome(giveBonuses(begins, way, operation, context), way, context);
  return welcome(sendPassword(given, way, context), context);
};

function newMembership(former: Membership, { delay }: Joining, now: number): Membership {
  const fresh = { ...formerMember(former), since: now };
  return delay > 0 ? { ...fresh, status: 'pending', activeAt: now + delay } : { ...fresh, status: 'member' };
}

function sendPassword(turn: Turn, { password }: Joining, { now, newCode }: CoreContext): Turn {
  return password === 0 ? turn : say(turn, now, 'core.password', { password: newCode(password) });
}

/** Points for joining come so long after the membership has begun. */
function giveWelcome(turn: Turn, { welcome: gift }: Joining, context: CoreContext): Turn {
  const key = joiningGrant('welcome');
  const { granted, activeAt = context.now } = turn.membership;
  if (gift === null || granted[key]) return turn;
  const marked = patch(turn, { granted: { ...granted, [key]: 'once' } });
  const at = activeAt + gift.after;
  return at > context.now
    ? credited(marked, { at, points: gift.points, note: key })
    : earn(marked, gift.points, causeOf(context), key);
}

/** Each bonus once, or a person who leaves and joins again would live on them. */
function giveBonuses(turn: Turn, way: Joining, application: Register, context: CoreContext): Turn {
  let given = turn;
  for (const { field, points } of way.bonuses) {
    const key = joiningGrant(field);
    if (!isGiven(application, field) || given.membership.granted[key]) continue;
    const granted = { ...given.membership.granted, [key]: 'once' };
    given = patch(earn(given, points, causeOf(context), key), { granted });
  }
  return given;
}

function isGiven(application: Register, field: string): boolean {
  return Boolean(new Map<string, unknown>(Object.entries(application)).get(field));
}

function welcome(turn: Turn, { now }: CoreContext) {
  const { status, activeAt } = turn.membership;
  const balance = balanceOf(turn);
  if (activeAt !== undefined) return done(turn, { balance, status, activeAt });
  return done(say(turn, now, 'core.registered', { balance }), { balance, status });
}
