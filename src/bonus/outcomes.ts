/** What each operation can answer, with the figures that come along: for linters of definitions and for readers. */
import type { Operation } from './types.ts';

/** Outcome → names of its data; a trailing `?` marks what is not always there. */
export type Outcomes = Readonly<Record<string, readonly string[]>>;

const GUARDED = { closed: [], frozen: ['balance'] } as const;
const FOR_MEMBERS = { ...GUARDED, 'not-a-member': [], pending: ['activeAt'] } as const;
const MOVES_POINTS = {
  'number-blocked': [],
  'not-available': [],
  'other-recipient-today': ['to'],
  'over-daily-limit': ['limit', 'left'],
  'over-monthly-limit': ['limit'],
  'too-few-points': ['missing', 'price', 'balance'],
} as const;

export const OUTCOMES: { readonly [Name in Operation['op']]: Outcomes } = {
  balance: { ok: ['balance', 'expiring', 'expiringAt?'], closed: [], 'not-a-member': [] },
  register: {
    ok: ['balance', 'status', 'activeAt?'],
    ...GUARDED,
    'already-a-member': [],
    pending: ['activeAt'],
    'not-available': [],
  },
  deactivate: { ok: ['burned'], ...GUARDED, 'not-a-member': [], 'not-available': [] },
  event: {
    ok: ['earned', 'balance'],
    ...FOR_MEMBERS,
    'unknown-kind': ['kind'],
    'bad-value': ['field', 'expected'],
    'not-positive': ['field'],
    'over-limit': ['field', 'limit'],
    'already-granted': ['period'],
  },
  order: {
    ok: ['order', 'code', 'nameKey', 'price', 'balance'],
    ...FOR_MEMBERS,
    'number-blocked': [],
    'unknown-gift': ['code'],
    'too-few-points': ['missing', 'price', 'balance'],
  },
  transfer: {
    ok: ['id', 'expiresAt', 'to', 'points'],
    ...FOR_MEMBERS,
    ...MOVES_POINTS,
    'bad-value': ['field', 'expected'],
    'not-positive': ['field'],
    'over-limit': ['field', 'limit'],
    'transfer-to-self': [],
    'recipient-not-a-member': ['to'],
    'too-many-requests': ['limit'],
  },
  confirm: {
    ok: ['id', 'to', 'points', 'balance'],
    ...FOR_MEMBERS,
    ...MOVES_POINTS,
    'wrong-code': ['triesLeft'],
    'too-many-tries': [],
    'transfer-expired': [],
    'unknown-transfer': [],
  },
  credit: { ok: [], ...GUARDED, 'recipient-not-a-member': [] },
  finish: { ok: [] },
  open: { ok: ['balance'], closed: [], 'already-a-member': [], pending: ['activeAt'] },
  'change-owner': { ok: ['burned'] },
};
