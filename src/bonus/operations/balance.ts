/** `balance`: the points, how many of them burn first and when; what waits, what is owed, and the status, where the program has these. */
import { isOpen } from '../claims/states.ts';
import { byDay, nextBurn } from '../expiry.ts';
import { balanceOf } from '../points.ts';
import { firstTier, statusKey } from '../tiers.ts';
import { done, type Handler, type Turn, zoneOf } from '../turn.ts';
import type { Data } from '../types.ts';

/** ok {balance, expiring, expiringAt?} and {waiting, owed}, {statusKey, statusPoints, statusUntilAt} */
export const balance: Handler<'balance'> = (turn) =>
  done(turn, { balance: balanceOf(turn), ...expiringOf(turn), ...waitingOf(turn), ...statusOf(turn) });

/** All that burns on the local day of the first that does. */
function expiringOf(turn: Turn): Data {
  const { lots } = turn.membership;
  const expiringAt = nextBurn(turn.program, lots);
  if (expiringAt === Number.POSITIVE_INFINITY) return { expiring: 0 };
  return { expiring: byDay(lots, zoneOf(turn))[0]?.points ?? 0, expiringAt };
}

function waitingOf({ program, membership: { claims = [], owed = 0 } }: Turn): Data {
  if (!program.hasClaims) return {};
  return { waiting: claims.filter(isOpen).reduce((sum, { points }) => sum + points, 0), owed };
}

/** Who has none yet is told the one that membership begins with. */
function statusOf(turn: Turn): Data {
  const { activeAt, since, tier = firstTier(turn, activeAt ?? since).membership.tier } = turn.membership;
  if (tier === undefined) return {};
  return { statusKey: statusKey(tier.name), statusPoints: tier.points, statusUntilAt: tier.until };
}
