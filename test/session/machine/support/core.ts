/** A small bonus core of the tests: one program, points that never expire, gifts of 60 points. */
import type {
  Account,
  Core,
  CoreContext,
  CoreMessage,
  Decision,
  Item,
  JournalEntry,
  Membership,
  Operation,
  Outcome,
} from '../../../../src/bonus/types.ts';

export const PROGRAM = 'toy';

const NOBODY: Membership = {
  status: 'left',
  since: 0,
  lots: [],
  requests: [],
  reservations: [],
  carry: {},
  totals: {},
  granted: {},
  recent: [],
  entries: 0,
};

export const STRANGER: Account = { msisdn: '79161234567', profile: {}, smsCount: 0, programs: {} };

/** The stranger as a member with so many points. */
export function member(points: number, profile: Account['profile'] = {}): Account {
  return {
    ...STRANGER,
    profile,
    programs: { [PROGRAM]: { ...NOBODY, status: 'member', lots: [{ points, expiresAt: null }] } },
  };
}

export function balanceOf(account: Account): number | null {
  const membership = account.programs[PROGRAM];
  return membership?.status === 'member' ? (membership.lots[0]?.points ?? 0) : null;
}

const GIFTS: readonly Item[] = Array.from({ length: 12 }, (_, index) => ({
  code: String(11 + index),
  nameKey: index % 2 === 0 ? 'gift.minutes' : 'gift.data',
  price: 60 + index,
  category: index % 2 === 0 ? 'voice' : 'data',
}));

/** The machine asks for none of it. */
const NOTHING: Core['vocabulary']['outcomes'] = {
  balance: {},
  register: {},
  deactivate: {},
  event: {},
  order: {},
  transfer: {},
  confirm: {},
  credit: {},
  finish: {},
  open: {},
  'change-owner': {},
  'change-dates': {},
};

type Handler<O extends Operation['op']> = (
  account: Account,
  operation: Extract<Operation, { op: O }>,
  context: CoreContext,
) => Decision;

function refused(account: Account, name: string, data: Outcome['data'] = {}): Decision {
  return { account, outcome: { name, data }, messages: [], entries: [] };
}

function changed(
  account: Account,
  points: number,
  context: CoreContext,
  kind: string,
): Pick<Decision, 'account' | 'entries'> {
  const before = account.programs[PROGRAM] ?? NOBODY;
  const delta = points - (balanceOf(account) ?? 0);
  const entry: JournalEntry = {
    program: PROGRAM,
    seq: before.entries,
    at: context.now,
    kind,
    by: context.by,
    request: context.request,
    postings: [
      { account: 'points', points: delta },
      { account: 'spent', points: -delta },
    ],
  };
  const membership: Membership = {
    ...before,
    status: 'member',
    lots: [{ points, expiresAt: null }],
    entries: before.entries + 1,
  };
  return { account: { ...account, programs: { ...account.programs, [PROGRAM]: membership } }, entries: [entry] };
}

const register: Handler<'register'> = (account, _operation, context) => {
  if (balanceOf(account) !== null) return refused(account, 'already-a-member');
  const message: CoreMessage = { key: 'core.registered', args: { balance: 0 } };
  return {
    ...changed(account, 0, context, 'join'),
    outcome: { name: 'ok', data: { balance: 0 } },
    messages: [message],
  };
};

const balance: Handler<'balance'> = (account) => {
  const points = balanceOf(account);
  return points === null ? refused(account, 'not-a-member') : refused(account, 'ok', { balance: points });
};

const order: Handler<'order'> = (account, { codes: [code = ''] }, context) => {
  const points = balanceOf(account);
  if (points === null) return refused(account, 'not-a-member');
  const gift = GIFTS.find((row) => row.code === code);
  if (gift === undefined) return refused(account, 'unknown-gift');
  const price = Number(gift.price);
  if (points < price) return refused(account, 'too-few-points', { missing: price - points, price, balance: points });
  const data = { order: context.newId(), code, nameKey: String(gift.nameKey), price, balance: points - price };
  const message: CoreMessage = { key: 'core.ordered', args: data };
  return { ...changed(account, points - price, context, 'order'), outcome: { name: 'ok', data }, messages: [message] };
};

const transfer: Handler<'transfer'> = (account, { to, points }, context) => {
  if (balanceOf(account) === null) return refused(account, 'not-a-member');
  if (points > 3000) return refused(account, 'over-limit', { field: 'points', limit: 3000 });
  const known = context.peers[to];
  if (known === undefined) return { ...refused(account, 'ok'), needPeer: to };
  if (!known) return refused(account, 'recipient-not-a-member');
  const code = context.newCode(4);
  const data = { id: context.newId(), expiresAt: context.now + 300_000, to, points };
  const message: CoreMessage = { key: 'core.transfer-code', args: { code, to, points, minutes: 5 } };
  return { ...refused(account, 'ok', data), messages: [message] };
};

/** Every request has the id of the test's `newId`; the code is 1234. */
const confirm: Handler<'confirm'> = (account, { id, code }, context) => {
  if (id !== 'id') return refused(account, 'unknown-transfer');
  if (code !== '1234') return refused(account, 'wrong-code', { triesLeft: 2 });
  const left = (balanceOf(account) ?? 0) - 10;
  return {
    ...changed(account, left, context, 'transfer'),
    outcome: { name: 'ok', data: { id, balance: left } },
    messages: [],
  };
};

function decide(account: Account, operation: Operation, context: CoreContext): Decision {
  switch (operation.op) {
    case 'balance':
      return balance(account, operation, context);
    case 'register':
      return register(account, operation, context);
    case 'order':
      return order(account, operation, context);
    case 'transfer':
      return transfer(account, operation, context);
    case 'confirm':
      return confirm(account, operation, context);
    default:
      return refused(account, 'not-available');
  }
}

export const toyCore: Core = {
  program: PROGRAM,
  timeZone: 'Europe/Moscow',
  decide,
  settle: (account) => ({ account, messages: [], entries: [] }),
  nextDeadline: () => null,
  vocabulary: { texts: {}, outcomes: NOTHING },
  list: (_account, name) => (name === 'catalogue' ? GIFTS : []),
};
