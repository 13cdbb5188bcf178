/** What a definition must know of its program: what it says, what it can be told, and how it calls things. */
import type { Program } from '../../bonus/program.ts';
import { statusKey } from '../../bonus/tiers.ts';
import type { Claim, Goal } from '../../bonus/types.ts';
import { vocabularyOf } from '../../bonus/vocabulary.ts';
import type { Path } from '../../yaml/path.ts';
import { UNREADABLE, type Unread } from '../../yaml/unread.ts';
import type { Words } from './operations.ts';

const STATES: readonly Claim['state'][] = ['pending', 'accrued', 'rejected', 'written-off'];
const GOALS: readonly GoalName[] = ['bill', 'certificate', 'number'];

type GoalName = 'bill' | Goal['goal'];

/** The texts that name the state of an entry, and a goal. */
export const ENTRY_KEYS: readonly string[] = STATES.map((state) => `entry.${state}`);
export const GOAL_KEYS: readonly string[] = GOALS.map(goalKey);

/** What is said with and without such a field of a gift differs. */
const OF_GIFTS = ['once', 'runs', 'thenPaid', 'promoCode'];

const OF_ORDERS = ['perMonth', 'most', 'refusedInDebt', 'refusalCodes'];

/**
 * The words of a program.
 * @param unread what of its file cannot be read
 * @returns null where it cannot be told, for want of a part of the file that decides it
 */
export function wordsOf(program: Program, unread: Unread): Words | null {
  if (tellingPlaces(program).some((place) => unread.touches(place))) return null;
  const kinds = [...program.earning.keys(), ...program.events.keys()];
  return { ...vocabularyOf(program), kinds, names: namesOf(program) };
}

/** An unreadable name asks for what a part is in, and not for what else is in that. */
function tellingPlaces({ earning, events, gifts }: Program): Path[] {
  return [
    ['dates', UNREADABLE],
    ...['opened', 'frozen', 'closed'].map((date) => ['dates', date]),
    ['leaving'],
    ['tiers', UNREADABLE],
    ['tiers', 'levels'],
    ...OF_ORDERS.map((field) => ['orders', field]),
    ['earning', UNREADABLE],
    ...[...earning.keys()].map((kind) => ['earning', kind, 'rule']),
    ['events', UNREADABLE],
    ...[...events.keys()].map((kind) => ['events', kind, 'rule']),
    ...gifts.flatMap((_, index) => OF_GIFTS.map((field) => ['gifts', index, field])),
  ];
}

function namesOf(program: Program): Words['names'] {
  return {
    statusKey: (program.tiers?.levels ?? []).map(({ name }) => statusKey(name)),
    stateKey: program.hasClaims ? ENTRY_KEYS : [],
    goalKey: goalsOf(program).map(goalKey),
  };
}

function goalKey(goal: GoalName): string {
  return `goal.${goal}`;
}

function goalsOf({ events }: Program): GoalName[] {
  return [...events.values()].flatMap((rule) => {
    if (rule.rule === 'bill') return ['bill'];
    return rule.rule === 'goal' ? GOALS.filter((goal) => goal !== 'bill' && rule[goal] !== undefined) : [];
  });
}
