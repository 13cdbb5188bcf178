/** What each operation of a program can answer, with the figures that come along: for linters of definitions and for readers. */
import type { Program } from './program.ts';
import type { EventRule } from './programFile.ts';
import type { Operation, Vocabulary } from './types.ts';

/** Outcome → names of its data; a trailing `?` marks what is not always there. */
export type Outcomes = Readonly<Record<string, readonly string[]>>;

const NONE: Outcomes = {};

/** The outcomes of a program. */
export function outcomesOf(program: Program): Vocabulary['outcomes'] {
  const guarded = guardedBy(program);
  const forMembers = { ...guarded, 'not-a-member': [], pending: ['activeAt'] };
  const builders: { readonly [Name in Operation['op']]: Outcomes } = {
    balance: { ok: figuresOfBalance(program), ...opening(program), closed: [], 'not-a-member': [] },
    register: { ok: ['balance', 'status', 'activeAt?'], ...guarded, ...JOINED, 'not-available': [] },
    deactivate: { ...(program.mayLeave && LEFT), ...guarded, 'not-a-member': [], 'not-available': [] },
    event: { ok: EVENT, ...forMembers, ...ofEvents(program) },
    order: { ok: ORDERED, ...forMembers, 'number-blocked': [], 'unknown-gift': ['code'], ...ofOrders(program) },
    transfer: { ok: ['id', 'expiresAt', 'to', 'points'], ...forMembers, ...MOVES_POINTS, ...OF_TRANSFER },
    confirm: { ok: ['id', 'to', 'points', 'balance'], ...forMembers, ...MOVES_POINTS, ...OF_CODE },
    credit: { ok: [], ...guarded, 'recipient-not-a-member': [] },
    finish: { ok: [] },
    open: { ok: ['balance'], ...opening(program), closed: [], ...JOINED },
    'change-owner': { ok: ['burned'] },
    'change-dates': { ok: [] },
  };
  return builders;
}

const JOINED = { 'already-a-member': [], pending: ['activeAt'] } as const;

const LEFT = { ok: ['burned'] } as const;

const ORDERED = ['order', 'code', 'nameKey', 'price', 'balance'];

const EVENT = ['earned', 'balance', 'entry?', 'creditsAt?', 'takenBack?', 'owed?', 'paidAt?', 'order?', 'rub?'];

const TOO_FEW = ['missing', 'price', 'balance'];

const WRONG_VALUES = {
  'bad-value': ['field', 'expected'],
  'not-positive': ['field'],
  'over-limit': ['field', 'limit'],
} as const;

const MOVES_POINTS = {
  'number-blocked': [],
  'not-available': [],
  'other-recipient-today': ['to'],
  'over-daily-limit': ['limit', 'left'],
  'over-monthly-limit': ['limit'],
  'too-few-points': TOO_FEW,
} as const;

const OF_TRANSFER = {
  ...WRONG_VALUES,
  'transfer-to-self': [],
  'recipient-not-a-member': ['to'],
  'too-many-requests': ['limit'],
} as const;

const OF_CODE = {
  'wrong-code': ['triesLeft'],
  'too-many-tries': [],
  'transfer-expired': [],
  'unknown-transfer': [],
} as const;

function opening({ hasOpening }: Program): Outcomes {
  return hasOpening ? { 'not-open-yet': ['opensAt', 'opensOn'] } : NONE;
}

function guardedBy(program: Program): Outcomes {
  return { ...opening(program), closed: [], frozen: ['balance', 'frozenAt', 'frozenOn'] };
}

function figuresOfBalance({ hasClaims, tiers }: Program): readonly string[] {
  return [
    'balance',
    'expiring',
    'expiringAt?',
    ...(hasClaims ? ['waiting', 'owed'] : []),
    ...(tiers === null ? [] : ['statusKey', 'statusPoints', 'statusUntilAt']),
  ];
}

function ofOrders({ orders, gifts }: Program): Outcomes {
  const code = (word: string) => (orders.refusalCodes?.[word] === undefined ? [] : ['refusalCode']);
  return {
    'too-few-points': [...TOO_FEW, ...code('too-few-points')],
    ...(orders.refusedInDebt && { 'in-debt': ['debt', ...code('in-debt')] }),
    ...(gifts.some(({ once }) => once) && { 'already-ordered': ['code', 'nameKey', ...code('already-ordered')] }),
    ...((orders.most ?? 1) > 1 && { 'too-many-gifts': ['limit'] }),
    ...(orders.perMonth !== undefined && { 'over-monthly-limit': ['limit', ...code('over-monthly-limit')] }),
  };
}

const OF_EVENTS: { readonly [Rule in EventRule['rule']]: Outcomes } = {
  confirm: { 'unknown-entry': ['entry'], 'already-confirmed': ['entry'], 'already-rejected': ['entry'] },
  reject: { 'unknown-entry': ['entry'], 'already-rejected': ['entry'] },
  bill: NONE,
  goal: {
    'no-such-sum': ['field', 'below', 'above'],
    'foreign-number': ['msisdn'],
    'number-blocked': [],
    'goal-exists': [],
    'too-many-goals': ['limit'],
  },
  certificate: { 'no-such-sum': ['field', 'below', 'above'], 'number-blocked': [], 'too-few-points': TOO_FEW },
};

function ofEvents({ earning, events, hasClaims }: Program): Outcomes {
  let outcomes: Outcomes = { 'unknown-kind': ['kind'], ...WRONG_VALUES, 'already-granted': ['period'] };
  const states = [...earning.values()].some(({ rule }) => rule === 'stated');
  if (states) outcomes = { ...outcomes, 'under-limit': ['field', 'limit'] };
  if (hasClaims) outcomes = { ...outcomes, 'too-many-claims': ['limit'] };
  for (const { rule } of events.values()) outcomes = { ...outcomes, ...OF_EVENTS[rule] };
  return outcomes;
}
