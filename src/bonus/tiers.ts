/** Statuses by status points: one is reached at once, holds for its term, and is worked out anew when that ends. */
import { addMonths, localDay } from './calendar.ts';
import type { Program } from './program.ts';
import type { TierLevel, TiersFile } from './programFile.ts';
import { patch, say, type Turn, zoneOf } from './turn.ts';
import type { Membership, Tier } from './types.ts';

/** The key of the text that names a status. */
export function statusKey(name: string): string {
  return `status.${name}`;
}

/** What a member begins with: the first status and no status points, but for those that came with the application. */
export function firstTier(turn: Turn, at: number): Turn {
  const { tiers } = turn.program;
  if (tiers === null) return turn;
  const { points = 0, days = [] } = turn.membership.tier ?? {};
  return patch(turn, { tier: { ...heldFrom(turn, levelAt(tiers, points), at), points, days } });
}

/** Whether the program has statuses, and none that is this member's. */
export function hasLostStatus({ tier }: Membership, { tiers }: Program): boolean {
  return tiers !== null && !tiers.levels.some(({ name }) => name === tier?.name);
}

/** The turn with the status that its points are worth now, for what is left of the term, or a new one. */
export function regraded(turn: Turn, now: number): Turn {
  const anew = firstTier(turn, now);
  const { tier } = turn.membership;
  if (tier === undefined || anew.membership.tier === undefined) return anew;
  return patch(anew, { tier: { ...anew.membership.tier, until: tier.until } });
}

/** The level that a member has; null where the program has none, or the file has lost it. */
export function levelOf({ program, membership }: Turn): TierLevel | null {
  return program.tiers?.levels.find(({ name }) => name === membership.tier?.name) ?? null;
}

/** Counts points that are credited; a higher status holds from now on. */
export function counted(turn: Turn, points: number, at: number): Turn {
  const { tiers } = turn.program;
  if (tiers === null || points === 0) return turn;
  const begun = turn.membership.tier === undefined ? firstTier(turn, at) : turn;
  const { tier } = begun.membership;
  if (tier === undefined) return turn;
  const zone = zoneOf(turn);
  const from = windowOf(tiers, at, zone);
  const recent = tier.days.filter(({ day }) => day > from);
  const days = addDay(recent, localDay(at, zone).day, points);
  const more = { ...tier, points: tier.points + points, days };
  const level = levelAt(tiers, more.points);
  const isHigher = rankOf(tiers, level.name) > rankOf(tiers, tier.name);
  return patch(begun, { tier: isHigher ? { ...more, ...heldFrom(turn, level, at) } : more });
}

/** When the status is worked out anew; Infinity = never. It stands still in a frozen program. */
export function nextTerm({ tier }: Membership, { tiers, frozenAt }: Program): number {
  if (tier === undefined || tiers === null || tier.until >= frozenAt) return Number.POSITIVE_INFINITY;
  return tier.until;
}

/** Works the status out anew from the status points of the window; another one than before is told of. */
export function endTerm(turn: Turn, at: number): Turn {
  const { tiers } = turn.program;
  const { tier } = turn.membership;
  if (tiers === null || tier === undefined) return turn;
  const from = windowOf(tiers, at, zoneOf(turn));
  const days = tier.days.filter(({ day }) => day > from);
  const points = days.reduce((sum, one) => sum + one.points, 0);
  const level = levelAt(tiers, points);
  const next: Tier = { ...heldFrom(turn, level, at), points, days };
  const anew = patch(turn, { tier: next });
  if (next.name === tier.name) return anew;
  return say(anew, at, 'core.status', { statusKey: statusKey(next.name), statusUntilAt: next.until });
}

/** The last local day that a working-out at this instant does not look at: what was credited on it is over. */
function windowOf({ window }: TiersFile, at: number, zone: string): string {
  return localDay(addMonths(at, -window, zone), zone).day;
}

function heldFrom(turn: Turn, { name, months }: TierLevel, at: number) {
  return { name, until: addMonths(at, months, zoneOf(turn)) };
}

function levelAt({ levels }: TiersFile, points: number): TierLevel {
  const level = levels.findLast(({ from }) => from <= points) ?? levels[0];
  if (level === undefined) throw new RangeError('A program with statuses has at least one.');
  return level;
}

function rankOf({ levels }: TiersFile, name: string): number {
  return levels.findIndex((level) => level.name === name);
}

/** In order of days, also where the clock was set back. */
function addDay(days: Tier['days'], day: string, points: number): Tier['days'] {
  const before = days.find((one) => one.day === day)?.points ?? 0;
  const others = days.filter((one) => one.day !== day);
  const after = others.findIndex((one) => one.day > day);
  const index = after < 0 ? others.length : after;
  return [...others.slice(0, index), { day, points: before + points }, ...others.slice(index)];
}
