/** The status, worked out again from what was credited: reached at once, held for its term, then by the points of the window. */

import { postedTo } from '../../../src/bonus/ledger.ts';
import type { TiersFile } from '../../../src/bonus/programFile.ts';
import type { JournalEntry, Tier } from '../../../src/bonus/types.ts';
import { dayOf, monthsLater } from './dates.ts';
import { differ, horizon, is, type Law, type Step, was, zoneIn } from './step.ts';

interface Course {
  readonly tiers: TiersFile;
  readonly zone: string;
  /** What other instants than these have done is over. */
  readonly until: number;
  tier: Status | undefined;
  /** How often a term's end has brought another status. */
  changes: number;
}

interface Status {
  name: string;
  until: number;
  points: number;
  days: Map<string, number>;
}

/** See the head of the file. */
export const statuses: Law = (step) => {
  const { tiers } = step.program;
  if (tiers === null) return [];
  const course: Course = {
    tiers,
    zone: zoneIn(step),
    until: horizon(step),
    tier: statusOf(was(step).tier),
    changes: 0,
  };
  passTime(step, course);
  doOperation(step, course);
  const told = step.messages.filter(({ key }) => key === 'core.status').length;
  const low = tooLow(tiers, is(step).tier);
  return [
    ...low,
    ...differ('the status', shown(statusOf(is(step).tier)), shown(course.tier)),
    ...differ('the number of SMS about it', told, course.changes),
  ];
};

/** Within its term a status is never lower than its points. */
function tooLow({ levels }: TiersFile, tier: Tier | undefined): readonly string[] {
  if (tier === undefined) return [];
  const from = levels.find(({ name }) => name === tier.name)?.from ?? 0;
  const reached = Math.max(...levels.map((level) => level.from).filter((least) => least <= tier.points));
  return from < reached ? [`${tier.points} status points and only ${tier.name}`] : [];
}

function passTime(step: Step, course: Course): void {
  const { status, activeAt = Infinity } = was(step);
  const earned = step.entries.filter(({ kind, by }) => kind === 'earn' && by === 'clock');
  let isPending = status === 'pending';
  const activate = (by: number) => {
    if (!isPending || activeAt > by) return;
    isPending = false;
    course.tier = heldAnew(course, activeAt, course.tier);
  };
  for (const entry of earned) {
    activate(entry.at);
    endTerms(course, entry.at - 1);
    credit(course, entry);
  }
  activate(course.until);
  endTerms(course, course.until);
  if (status !== 'left' && step.program.closedAt <= step.now) course.tier = undefined;
}

function doOperation(step: Step, course: Course): void {
  const { operation, outcome, now } = step;
  if (outcome.name !== 'ok') return;
  const isMember = is(step).status === 'member';
  if (['register', 'open', 'change-owner', 'deactivate'].includes(operation.op)) course.tier = undefined;
  if (['register', 'open', 'change-owner'].includes(operation.op) && isMember) {
    course.tier = heldAnew(course, now, undefined);
  }
  for (const entry of step.entries) if (entry.kind === 'earn' && entry.by !== 'clock') credit(course, entry);
}

function credit(course: Course, entry: JournalEntry): void {
  const { tiers, zone } = course;
  const points = postedTo(entry, 'points');
  const tier = course.tier ?? heldAnew(course, entry.at, undefined);
  const day = dayOf(entry.at, zone);
  const days = within(tier.days, windowOf(course, entry.at));
  days.set(day, (days.get(day) ?? 0) + points);
  const more = { ...tier, points: tier.points + points, days };
  const isHigher = levelBy(tiers, more.points).from > (tiers.levels.find(({ name }) => name === tier.name)?.from ?? 0);
  course.tier = isHigher ? heldAnew(course, entry.at, more) : more;
}

function endTerms(course: Course, by: number): void {
  for (let { tier } = course; tier !== undefined && tier.until <= Math.min(by, course.until); tier = course.tier) {
    const days = within(tier.days, windowOf(course, tier.until));
    const points = [...days.values()].reduce((sum, one) => sum + one, 0);
    course.tier = heldAnew(course, tier.until, { ...tier, days, points });
    if (course.tier.name !== tier.name) course.changes += 1;
  }
}

/** The status that these points are enough for, from this instant on. */
function heldAnew({ tiers, zone }: Course, at: number, tier: Status | undefined): Status {
  const { points, days } = tier ?? { points: 0, days: new Map<string, number>() };
  const { name, months } = levelBy(tiers, points);
  return { name, until: monthsLater(at, zone, months), points, days };
}

function levelBy({ levels }: TiersFile, points: number) {
  const [highest] = levels.filter(({ from }) => from <= points).sort((a, b) => b.from - a.from);
  if (highest === undefined) throw new RangeError('No status is low enough.');
  return highest;
}

function windowOf({ tiers, zone }: Course, at: number): string {
  return dayOf(monthsLater(at, zone, -tiers.window), zone);
}

function within(days: ReadonlyMap<string, number>, from: string): Map<string, number> {
  return new Map([...days].filter(([day]) => day > from));
}

function statusOf(tier: Tier | undefined): Status | undefined {
  if (tier === undefined) return undefined;
  const days = new Map<string, number>();
  for (const { day, points } of tier.days) days.set(day, (days.get(day) ?? 0) + points);
  return { name: tier.name, until: tier.until, points: tier.points, days };
}

function shown(status: Status | undefined): unknown {
  return status === undefined ? null : { ...status, days: [...status.days].sort(([a], [b]) => (a < b ? -1 : 1)) };
}
