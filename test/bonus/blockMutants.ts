/** Deliberately broken copies of the building blocks: each has one fault in the source, and the laws must notice each. */
import type { Fault } from '../support/brokenSource.ts';

export interface BlockMutant {
  readonly name: string;
  readonly faults: readonly Fault[];
}

/** A mutant with one fault: in a file of src/bonus/, one text for another. */
function mutant(name: string, file: string, from: string, to: string): BlockMutant {
  return { name, faults: [{ file: `bonus/${file}`, from, to }] };
}

const CLAIM_ROW = '  { at: nextClaim, apply: (turn, at) => settleClaims(turn, byClock(at)) },\n';
const BILL_ROW = '  { at: nextBill, apply: (turn, at) => payBill(turn, byClock(at)) },\n';
const GOAL_ROW = '  { at: nextGoal, apply: (turn, at) => topUp(turn, byClock(at)) },\n';

export const BLOCK_MUTANTS: readonly BlockMutant[] = [
  // what falls due, in its order
  moved('the bill is paid before points come', CLAIM_ROW, BILL_ROW),
  moved('goals are paid before the bill', BILL_ROW, GOAL_ROW),
  mutant(
    'what is due is done now, not at its instant',
    'due.ts',
    'settled = applyDue(settled, at);',
    'settled = applyDue(settled, at); if (at < now - 86_400_000) return settled;',
  ),
  mutant('what is due now waits for another millisecond', 'due.ts', 'while (at <= now)', 'while (at < now)'),
  // points that come later
  mutant(
    'a credit stays after it has come',
    'credits.ts',
    'credits: credits.filter(({ at }) => at !== cause.at)',
    'credits: credits.map((one) => (one.at === cause.at ? { ...one, at: one.at + 86_400_000 * 365 } : one))',
  ),
  mutant('credits of one date replace each other', 'credits.ts', 'points: points + (same?.points ?? 0)', 'points'),
  mutant(
    'a credit is not told',
    'credits.ts',
    "return say(after, cause.at, 'core.credited', { points, balance: balanceOf(after) });",
    'return points < 0 ? say(after, cause.at, "", {}) : after;',
  ),
  mutant(
    'the date of a credit is a month late',
    'earning/rate.ts',
    'dayOfMonth(now, zone, credited.months, credited.day)',
    'dayOfMonth(now, zone, credited.months + 1, credited.day)',
  ),
  mutant(
    'the date of a credit is a day late',
    'earning/rate.ts',
    'dayOfMonth(now, zone, credited.months, credited.day)',
    'dayOfMonth(now, zone, credited.months, credited.day + 1)',
  ),
  mutant('the minimum is ignored', 'earning/rate.ts', 'rub < (rule.minimum ?? 0)', 'rub < 0'),
  mutant(
    'the minimum itself is too little',
    'earning/rate.ts',
    'rub < (rule.minimum ?? 0)',
    'rub <= (rule.minimum ?? 0)',
  ),
  mutant('the remainder is lost', 'earning/rate.ts', '[kind]: sum % rule.rub', '[kind]: 0'),
  mutant(
    'the welcome comes again to who joins again',
    'operations/register.ts',
    'if (gift === null || granted[key]) return turn;',
    'if (gift === null) return turn;',
  ),
  mutant(
    'the welcome counts from the application',
    'operations/register.ts',
    'const at = activeAt + gift.after;',
    'const at = context.now + gift.after;',
  ),
  mutant(
    'the bonus of joining comes again as an event',
    'earning/fixed.ts',
    'joining === undefined ? kind : joiningGrant(joining)',
    'joining === undefined ? kind : kind',
  ),
  // claims
  mutant(
    'a claim is credited when it is confirmed',
    'events/confirm.ts',
    'dayOfMonth(now, zoneOf(turn), rule.credited.months, rule.credited.day)',
    'now + 1',
  ),
  mutant(
    'a claim is credited twice',
    'claims/due.ts',
    'const credited = earn(change(marked, one.id, accrued), one.points, cause, one.kind);',
    'const credited = earn(earn(change(marked, one.id, accrued), one.points, cause, one.kind), one.points, cause, one.kind);',
  ),
  mutant(
    'a claim stays pending after its credit',
    'claims/due.ts',
    'change(marked, one.id, accrued)',
    'change(marked, one.id, (claim) => ({ ...claim, dueAt: cause.at + 86_400_000 * 365 }))',
  ),
  mutant(
    'a claim that nobody confirmed is credited',
    'claims/due.ts',
    'confirmed === true && claimRule',
    'confirmed !== false && claimRule',
  ),
  mutant('a claim runs out a day late', 'earning/claim.ts', '?.days ?? rule.days', '?.days ?? rule.days + 1'),
  mutant(
    'a partner’s own days are ignored',
    'earning/claim.ts',
    'exceptionOf(rule, partner)?.days ?? rule.days',
    'rule.days',
  ),
  mutant(
    'a partner’s own percentage is ignored',
    'earning/claim.ts',
    'exceptionOf(rule, partner)?.percent ?? rule.percent',
    'rule.percent',
  ),
  mutant(
    'points of a claim are rounded up',
    'earning/claim.ts',
    'Math.floor((rub * numberIn',
    'Math.ceil((rub * numberIn',
  ),
  mutant(
    'any number of claims may wait',
    'earning/claim.ts',
    'claims.filter(isOpen).length >= rule.open',
    'claims.length < 0',
  ),
  mutant(
    'claims pile up',
    'claims/states.ts',
    'if (tooMany <= 0) return claims;',
    'if (tooMany <= 1000) return claims;',
  ),
  mutant(
    'the first claim’s bonus comes with each',
    'claims/due.ts',
    'membership.granted[firstOf(kind)] ? 0',
    'membership.granted.nothing ? 0',
  ),
  mutant(
    'a claim is confirmed twice',
    'events/confirm.ts',
    "state !== 'pending' || confirmed ?",
    "state !== 'pending' ?",
  ),
  mutant(
    'a rejected claim is credited all the same',
    'events/reject.ts',
    'const without = change(turn, entry, rejected);',
    'const without = found.confirmed ? turn : change(turn, entry, rejected);',
  ),
  mutant(
    'a rejected claim is rejected again',
    'events/reject.ts',
    "if (found.state === 'rejected')",
    'if (found.rub < 0)',
  ),
  mutant(
    'what was credited is not taken back',
    'events/reject.ts',
    "found.state !== 'pending'",
    "found.state === 'accrued' && found.left === 0",
  ),
  mutant(
    'only what is left of a claim is taken back',
    'events/reject.ts',
    'found.points, causeOf(context)',
    'found.left ?? 0, causeOf(context)',
  ),
  mutant(
    'points that leave were of no claim',
    'points.ts',
    'claims: used(claims, points) }',
    'claims: points < 0 ? used(claims, points) : claims }',
  ),
  mutant('points that are given away were of no claim', 'points.ts', ', ...withoutUsed(turn, points) }', ' }'),
  mutant(
    'claims outlive points that burn',
    'points.ts',
    'claims ?? []) - totalOf(left)',
    'claims ?? []) - totalOf(left) - 1e9',
  ),
  mutant('a claim is forgotten that can be rejected', 'claims/states.ts', ' && one.at < since', ''),
  // debts
  mutant('what is missing is not owed', 'points.ts', 'points - there;', '0;'),
  mutant(
    'points are taken back below zero',
    'points.ts',
    'const there = Math.min(points, balanceOf(turn));',
    'const there = points;',
  ),
  mutant(
    'the next points do not pay what is owed',
    'points.ts',
    'return owed === 0 ? turn : takeBack',
    'return owed >= 0 ? turn : takeBack',
  ),
  mutant(
    'points that another gives do not pay what is owed',
    'points.ts',
    'return repaid(burnExpired(credited, cause), cause);',
    'return burnExpired(credited, cause);',
  ),
  mutant(
    'what pays a debt is not told',
    'byItself.ts',
    'const points = earnedIn(after.entries.slice(turn.entries.length));',
    'const points = balanceOf(after) - balanceOf(turn) + 0 * earnedIn(after.entries);',
  ),
  mutant('leaving cancels the debt', 'endings.ts', '...(owed && { owed })', '...(owed && {})'),
  mutant('a new owner has the debt', 'operations/changeOwner.ts', 'credits, claims, owed,', 'credits, claims,'),
  mutant('a new owner has the claims', 'operations/changeOwner.ts', 'credits, claims,', 'credits,'),
  mutant('a new owner has the status', 'operations/changeOwner.ts', ' tier,', ''),
  // statuses
  mutant('a status needs more than its points', 'tiers.ts', 'from <= points', 'from < points || from === 0'),
  mutant(
    'a term has a month less',
    'tiers.ts',
    'addMonths(at, months, zoneOf(turn))',
    'addMonths(at, months - 1, zoneOf(turn))',
  ),
  mutant('the window has a month less', 'tiers.ts', 'addMonths(at, -window, zone)', 'addMonths(at, 1 - window, zone)'),
  mutant(
    'a term’s end counts a day that is over',
    'tiers.ts',
    'const days = tier.days.filter(({ day }) => day > from);',
    'const days = tier.days.filter(({ day }) => day >= from);',
  ),
  mutant(
    'days of the status pile up',
    'tiers.ts',
    'const recent = tier.days.filter(({ day }) => day > from);',
    "const recent = tier.days.filter(({ day }) => day > '' || day > from);",
  ),
  mutant(
    'a status that ends is not told',
    'tiers.ts',
    'if (next.name === tier.name) return anew;',
    'if (next.name !== tier.name) return anew;',
  ),
  mutant(
    'who waits for a membership has no status',
    'operations/balance.ts',
    'tier = firstTier(turn, activeAt ?? since).membership.tier }',
    'tier = activeAt === undefined ? firstTier(turn, since).membership.tier : undefined }',
  ),
  mutant(
    'spending lowers the status',
    'points.ts',
    "return taken(turn, 'order', points, cause, note);",
    "const lower = turn.membership.tier === undefined ? turn : patch(turn, { tier: { ...turn.membership.tier, points: turn.membership.tier.points - points } });\n  return taken(lower, 'order', points, cause, note);",
  ),
  mutant('the discount is rounded up', 'lists.ts', 'Math.ceil((price *', 'Math.floor((price *'),
  // what comes by itself
  mutant(
    'a birthday that is told of later has no date',
    'operations/changeDates.ts',
    "turn.membership.status === 'member'",
    "turn.membership.status === 'pending'",
  ),
  mutant(
    'it is looked once',
    'byItself.ts',
    'return scheduled(told, cause.at);',
    'return { ...told, membership: { ...told.membership, lookAt: cause.at + 86_400_000 * 10_000 } };',
  ),
  mutant(
    'a year’s bonus comes again after the clock was set back',
    'earning/grants.ts',
    'last !== undefined && last >= period',
    'last === period',
  ),
  mutant(
    'a year’s bonus comes by itself after an event brought it',
    'byItself.ts',
    'points === 0 || wasGiven(turn.membership, kind, period)',
    'points === 0',
  ),
  mutant(
    'a month’s bonus is the next month’s',
    'byItself.ts',
    'localDay(cause.at - 1, zone).month',
    'localDay(cause.at, zone).month',
  ),
  // bills, goals, certificates
  mutant(
    'a bill stays after it was paid',
    'events/bill.ts',
    'writeOff({ ...turn, membership }, points',
    'writeOff(patch(turn, { bill: { ...one, dueAt: cause.at + 86_400_000 * 365 } }), points',
  ),
  mutant(
    'a bill is paid a month late',
    'events/bill.ts',
    'dayOfMonth(now, zoneOf(turn), paid.months, paid.day)',
    'dayOfMonth(now, zoneOf(turn), paid.months + 1, paid.day)',
  ),
  mutant(
    'bills add up',
    'events/bill.ts',
    "rub: numberIn(values, 'rub'), dueAt",
    "rub: numberIn(values, 'rub') + (turn.membership.bill?.rub ?? 0), dueAt",
  ),
  mutant(
    'a number is topped up again and again',
    'goalsDue.ts',
    'writeOff(without(turn, goal), points',
    'writeOff(putOff(turn, goal, cause.at), points',
  ),
  mutant(
    'a number is topped up with the last point more',
    'goalsDue.ts',
    'totalOf(membership.lots) >= rub',
    'totalOf(membership.lots) > rub',
  ),
  mutant('a blocked number tops up another', 'goalsDue.ts', ' && !profile.blocked', ''),
  mutant(
    'a goal that points do not reach is dropped',
    'goalsDue.ts',
    'if (date === null) return',
    'if (date !== null) return',
  ),
  mutant('a certificate leaves its goal', 'events/certificate.ts', 'reached < 0 ? turn', 'reached < 1 ? turn'),
  mutant(
    'a certificate costs a point less',
    'events/certificate.ts',
    'spend(turn, rub, causeOf(context)',
    'spend(turn, rub - 1, causeOf(context)',
  ),
  // exchanges
  mutant(
    'a second exchange in a month',
    'operations/order.ts',
    'exchangesIn(turn, now) >= perMonth',
    'exchangesIn(turn, now) > perMonth',
  ),
  mutant('leaving forgets the exchange', 'endings.ts', '...(orders && { orders })', '...(orders && {})'),
  mutant(
    'the month of an exchange is forgotten with the clock set back',
    'operations/order.ts',
    'orders.month >= localDay',
    'orders.month === localDay',
  ),
  mutant('debts do not matter', 'operations/order.ts', 'refusedInDebt && debt > 0', 'refusedInDebt && debt < 0'),
  mutant(
    'each gift as often as one likes',
    'operations/order.ts',
    'once === true && membership',
    'once !== true && membership',
  ),
  mutant('one gift twice in one exchange', 'operations/order.ts', ' || gifts.indexOf(gift) < index', ''),
  mutant(
    'any number of gifts in one exchange',
    'operations/order.ts',
    'gifts.length > most',
    'gifts.length > most + 1',
  ),
];

/** Rows of the table of what falls due: the second one goes before the first. */
function moved(name: string, first: string, second: string): BlockMutant {
  const file = 'bonus/due.ts';
  return {
    name,
    faults: [
      { file, from: second, to: '' },
      { file, from: first, to: `${second}${first}` },
    ],
  };
}
