/**
 * The bonus core as a definition may use it: its operations with what they take, what can come of them and with which
 * figures, and the lists with their fields. The compiler checks every call, list and text against these tables.
 */

export interface OperationShape {
  /** Fields a call must give under `with`. */
  readonly takes: readonly string[];
  /** Figures of the outcome `ok`. */
  readonly gives: readonly string[];
  /** Refusals beyond those that any operation may answer with. */
  readonly refusals: readonly string[];
}

/** Refusals with their figures. */
export const REFUSALS: Readonly<Record<string, readonly string[]>> = {
  'not-a-member': [],
  'already-a-member': [],
  pending: [],
  'bad-value': ['field', 'expected'],
  'not-positive': ['field'],
  'over-limit': ['field', 'limit'],
  'unknown-gift': [],
  'too-few-points': ['missing', 'price', 'balance'],
  'number-blocked': [],
  'transfer-to-self': [],
  'recipient-not-a-member': [],
  'over-daily-limit': ['limit', 'left'],
  'other-recipient-today': ['to'],
  'over-monthly-limit': ['limit'],
  'too-many-requests': ['limit'],
  'wrong-code': ['triesLeft'],
  'too-many-tries': [],
  'transfer-expired': [],
  'unknown-transfer': [],
  'not-available': [],
  frozen: ['balance'],
  closed: [],
};

const MEMBERS_ONLY = ['not-a-member', 'pending'];
const TRANSFER_LIMITS = [
  'number-blocked',
  'recipient-not-a-member',
  'too-few-points',
  'over-daily-limit',
  'other-recipient-today',
  'over-monthly-limit',
];

/** What any operation may answer, whatever the program. */
export const COMMON_REFUSALS = ['not-available', 'frozen', 'closed'] as const;

export const OPERATIONS: Readonly<Record<string, OperationShape>> = {
  balance: { takes: [], gives: ['balance', 'expiring', 'expiringAt'], refusals: ['not-a-member'] },
  register: { takes: ['channel'], gives: ['balance', 'status', 'activeAt'], refusals: ['already-a-member', 'pending'] },
  deactivate: { takes: ['channel'], gives: ['burned'], refusals: ['not-a-member'] },
  order: {
    takes: ['code'],
    gives: ['order', 'code', 'nameKey', 'price', 'balance'],
    refusals: [...MEMBERS_ONLY, 'number-blocked', 'unknown-gift', 'too-few-points'],
  },
  transfer: {
    takes: ['to', 'points'],
    gives: ['id', 'expiresAt', 'to', 'points'],
    refusals: [
      ...MEMBERS_ONLY,
      ...TRANSFER_LIMITS,
      'transfer-to-self',
      'not-positive',
      'over-limit',
      'too-many-requests',
    ],
  },
  confirm: {
    takes: ['id', 'code'],
    gives: ['id', 'to', 'points', 'balance'],
    refusals: [
      ...MEMBERS_ONLY,
      ...TRANSFER_LIMITS,
      'wrong-code',
      'too-many-tries',
      'transfer-expired',
      'unknown-transfer',
    ],
  },
};

/** Figures that an outcome has only sometimes: a text may use them where another figure says that they are there. */
export const SOMETIMES: ReadonlySet<string> = new Set(['expiringAt', 'activeAt']);

/** Fields of the rows of a list. */
export const LISTS: Readonly<Record<string, readonly string[]>> = {
  catalogue: ['code', 'nameKey', 'price', 'basePrice', 'category'],
  history: ['at', 'kind', 'delta'],
  lots: ['points', 'expiresAt'],
};

/** SMS of the core that every service with a program words, with their figures. */
export const CORE_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'core.registered': ['balance'],
  'core.left': ['burned'],
  'core.ordered': ['code', 'nameKey', 'price', 'balance'],
  'core.transfer-code': ['code', 'to', 'points', 'minutes'],
  'core.transfer-sent': ['to', 'points', 'balance'],
  'core.transfer-received': ['from', 'points', 'balance'],
  'core.transfer-failed': ['to', 'points', 'balance'],
  'core.closed': ['burned'],
};

/** Texts that the machine itself shows, with the figures it gives them. */
export const MACHINE_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'nav.next': [],
  'nav.back': [],
  'nav.main': [],
  'wrong-code-dialled': [],
  'service-changed': [],
};

/** Every outcome that an operation can have: `ok`, its own refusals, the common ones. */
export function outcomesOf(operation: string): readonly string[] {
  return ['ok', ...(OPERATIONS[operation]?.refusals ?? []), ...COMMON_REFUSALS];
}

/** The figures that come with an outcome of an operation. */
export function figuresOf(operation: string, outcome: string): readonly string[] {
  return (outcome === 'ok' ? OPERATIONS[operation]?.gives : REFUSALS[outcome]) ?? [];
}
