/** Deliberately broken copies of the core and of its driver. Each breaks one promise; the checker must notice each. */
import { createCore } from '../../src/bonus/core.ts';
import type {
  Account,
  Core,
  CoreContext,
  Decision,
  JournalEntry,
  Membership,
  Operation,
} from '../../src/bonus/types.ts';
import { type Driver, GOOD_DRIVER } from './stage.ts';
import { CLOSING_SOON, CORE, compile, PROGRAM, programFile } from './support.ts';

export interface Mutant {
  readonly name: string;
  readonly core: Core;
  readonly driver?: Driver;
  /** Plays on the program that closes. */
  readonly dated?: true;
}

type Ops = Operation['op'];
type Spoil = (decision: Decision, account: Account, operation: Operation, context: CoreContext) => Decision;

const ID = PROGRAM.id;

/** Spoils decisions on one operation with one outcome. */
function spoiled(op: Ops, outcome: string, spoil: Spoil): Core {
  const decide: Core['decide'] = (account, operation, context) => {
    const decision = CORE.decide(account, operation, context);
    const hit = operation.op === op && decision.outcome.name === outcome && decision.needPeer === undefined;
    return hit ? spoil(decision, account, operation, context) : decision;
  };
  return { ...CORE, decide };
}

/** Lets the good core decide on something else than what it was asked. */
function misled(
  mislead: (account: Account, operation: Operation, context: CoreContext) => [Account, Operation, CoreContext],
): Core {
  return { ...CORE, decide: (...asked) => CORE.decide(...mislead(...asked)) };
}

function membershipOf(account: Account): Membership {
  const membership = account.programs[ID];
  if (!membership) throw new Error('There is nothing to spoil.');
  return membership;
}

function edit(account: Account, change: (membership: Membership) => Partial<Membership>): Account {
  const membership = account.programs[ID];
  if (!membership) return account;
  return { ...account, programs: { ...account.programs, [ID]: { ...membership, ...change(membership) } } };
}

/** Writes something else into the account than was decided. */
function stored(
  op: Ops,
  outcome: string,
  change: (after: Membership, before: Membership, operation: Operation) => Partial<Membership>,
): Core {
  return spoiled(op, outcome, (decision, account, operation) => {
    return { ...decision, account: edit(decision.account, (after) => change(after, membershipOf(account), operation)) };
  });
}

/** Writes something else into the journal than was decided. */
function written(op: Ops, change: (entries: readonly JournalEntry[]) => readonly JournalEntry[]): Core {
  return spoiled(op, 'ok', (decision) => ({ ...decision, entries: change(decision.entries) }));
}

/** Obeys other figures than those of the program. */
function figured(change: object): Core {
  return createCore(compile(programFile(change)));
}

/** Spoils what the clock does, in `settle` and in whatever settles first. */
function timed(
  spoil: (account: Account, entries: readonly JournalEntry[]) => Pick<Decision, 'account' | 'entries'>,
): Core {
  const apply = <T extends Pick<Decision, 'account' | 'entries'>>(result: T): T => {
    const burns = result.entries.filter(({ kind, by }) => kind === 'burn' && by === 'clock');
    return burns.length > 0 ? { ...result, ...spoil(result.account, result.entries) } : result;
  };
  return { ...CORE, settle: (...asked) => apply(CORE.settle(...asked)) };
}

const FILE = programFile() as { transfers: object; earning: Record<string, object> };
const transfers = (change: object) => figured({ transfers: { ...FILE.transfers, ...change } });
const without = <T extends object>(record: T, key: string): T => {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T;
};
const doubled = (lots: Membership['lots']) => lots.map((lot) => ({ ...lot, points: lot.points * 2 }));
const asRefused = (operation: Operation) => operation.op === 'finish' && operation.refusal !== null;

export const MUTANTS: readonly Mutant[] = [
  // postings of an entry sum to zero
  {
    name: 'an entry loses a posting',
    core: written('order', (entries) => entries.map((one) => ({ ...one, postings: one.postings.slice(1) }))),
  },
  { name: 'an entry posts a point more', core: written('event', (entries) => entries.map(onePointMore)) },
  // replayed journal = stored balance
  { name: 'an entry is not written', core: written('order', (entries) => entries.slice(0, -1)) },
  { name: 'an entry is written twice', core: written('event', (entries) => [...entries, ...entries]) },
  { name: 'a number is given twice', core: stored('event', 'ok', ({ entries }) => ({ entries: entries - 1 })) },
  { name: 'earned points are stored twice', core: stored('event', 'ok', ({ lots }) => ({ lots: doubled(lots) })) },
  {
    name: 'a membership opens with twice the points',
    core: spoiled('open', 'ok', (decision) => {
      return { ...decision, account: edit(decision.account, ({ lots }) => ({ lots: doubled(lots) })) };
    }),
  },
  { name: 'an order does not take its price', core: stored('order', 'ok', (_after, { lots }) => ({ lots })) },
  { name: 'the latest expiry is spent first', core: latestFirst() },
  // balances + in transit = earned − spent − burned; a reservation ends once; one effect per id
  { name: 'reserving leaves the points', core: stored('confirm', 'ok', (_after, { lots }) => ({ lots })) },
  {
    name: 'reserving forgets the reservation',
    core: stored('confirm', 'ok', (_after, { reservations }) => ({ reservations })),
  },
  { name: 'a credit is applied twice', core: CORE, driver: { ...GOOD_DRIVER, honoursMarks: false } },
  {
    name: 'a credit doubles the lots',
    core: stored('credit', 'ok', ({ lots }, before) => ({ lots: [...doubled(lots), ...before.lots] })),
  },
  {
    name: 'a credit loses the expiry',
    core: misled((account, op, ctx) => [
      account,
      op.op === 'credit' ? { ...op, lots: op.lots.map((lot) => ({ ...lot, expiresAt: null })) } : op,
      ctx,
    ]),
  },
  { name: 'a release without a tombstone', core: CORE, driver: { ...GOOD_DRIVER, writesTombstones: false } },
  {
    name: 'a release also burns',
    core: stored('finish', 'ok', (after, before, op) => (asRefused(op) ? { lots: before.lots } : after)),
  },
  {
    name: 'a release keeps the reservation',
    core: stored('finish', 'ok', (after, before, op) =>
      asRefused(op) ? { reservations: before.reservations } : after,
    ),
  },
  {
    name: 'a posting keeps the reservation',
    core: stored('finish', 'ok', (after, before, op) =>
      asRefused(op) ? after : { reservations: before.reservations },
    ),
  },
  {
    name: 'what was posted is released',
    core: misled((account, op, ctx) => [account, op.op === 'finish' ? { ...op, refusal: 'closed' } : op, ctx]),
  },
  { name: 'leaving forgets what is on its way', core: stored('deactivate', 'ok', () => ({ reservations: [] })) },
  { name: 'leaving keeps the points', core: stored('deactivate', 'ok', (_after, { lots }) => ({ lots })) },
  {
    name: 'what comes back to one who left is theirs again',
    core: stored('deactivate', 'ok', ({ reservations }) => ({
      reservations: reservations.map(({ forfeited: _gone, ...one }) => one),
    })),
  },
  // the year's burn happens once, and is part of every read
  {
    name: 'a burn is written twice',
    core: timed((account, entries) => ({ account, entries: [...entries, ...entries] })),
  },
  { name: 'a burn takes all lots', core: burnsAll() },
  {
    name: 'a burn is only written down',
    core: settledBy((before, after) => edit(after, () => ({ lots: before.programs[ID]?.lots ?? [] }))),
  },
  { name: 'nothing ever burns', core: figured({ expiry: { rule: 'never' } }) },
  {
    name: 'points burn a millisecond late',
    core: stored('event', 'ok', ({ lots }) => ({
      lots: lots.map((lot) => ({ ...lot, expiresAt: (lot.expiresAt ?? 0) + 1 })),
    })),
  },
  {
    name: 'the subscriber lives in Moscow',
    core: misled((account, op, ctx) => [{ ...account, profile: without(account.profile, 'timeZone') }, op, ctx]),
  },
  {
    name: 'a read does not settle',
    core: {
      ...CORE,
      decide: (account, op, ctx) =>
        op.op === 'balance'
          ? { ...CORE.decide(account, op, ctx), account, entries: [] }
          : CORE.decide(account, op, ctx),
    },
  },
  { name: 'the program does not close', core: CORE, dated: true },
  // limits never exceeded; a release gives back the original period
  { name: 'transfers are not counted', core: stored('confirm', 'ok', () => ({ limits: [] })) },
  { name: 'a day has more points', core: transfers({ perDay: 6000 }) },
  { name: 'an operation has more points', core: transfers({ perOperation: 3001, perDay: 3001 }) },
  { name: 'a day has many recipients', core: transfers({ oneRecipientADay: false }) },
  {
    name: 'a month has more transfers',
    core: stored('confirm', 'ok', ({ limits = [] }) => ({ limits: limits.map((use) => ({ ...use, count: 1 })) })),
  },
  {
    name: 'a release gives nothing back',
    core: stored('finish', 'ok', (after, { limits }, op) => (asRefused(op) && limits ? { limits } : after)),
  },
  {
    name: 'a release gives back to today',
    core: stored('finish', 'ok', (after, { limits = [] }, op) =>
      asRefused(op) ? { limits: limits.slice(0, -1) } : after,
    ),
  },
  { name: 'leaving forgets the limits', core: stored('deactivate', 'ok', () => ({ limits: [] })) },
  // a code confirms its transfer
  { name: 'tries are not counted', core: stored('confirm', 'wrong-code', (_after, { requests }) => ({ requests })) },
  {
    name: 'the last wrong code cancels nothing',
    core: stored('confirm', 'too-many-tries', (_after, { requests }) => ({ requests })),
  },
  {
    name: 'any code will do',
    core: misled((account, op, ctx) => [account, op.op === 'confirm' ? { ...op, code: '1234' } : op, ctx]),
  },
  { name: 'a code holds for a day', core: transfers({ codeLifetime: 'P1D' }) },
  { name: 'points can be given to oneself', core: toOneself() },
  { name: 'a used code works again', core: stored('confirm', 'ok', (_after, { requests }) => ({ requests })) },
  // bonuses and remainders
  { name: 'the remainder is dropped', core: stored('event', 'ok', () => ({ carry: {} })) },
  {
    name: 'the remainder is kept after its use',
    core: stored('event', 'ok', ({ carry }, before) => ({ carry: { ...before.carry, ...carry, shop: 2 } })),
  },
  {
    name: 'the bonus of the card comes again',
    core: stored('event', 'ok', ({ granted }) => ({ granted: without(granted, 'card.bonus') })),
  },
  {
    name: 'a birthday comes more than once a year',
    core: stored('event', 'ok', ({ granted }) => ({ granted: without(granted, 'birthday') })),
  },
  { name: 'joining again brings the bonuses again', core: stored('deactivate', 'ok', () => ({ granted: {} })) },
  { name: 'a new owner keeps the points', core: stored('change-owner', 'ok', (_after, { lots }) => ({ lots })) },
  // single decisions
  { name: 'a refusal costs a point', core: stored('order', 'too-few-points', ({ lots }) => ({ lots: lots.slice(1) })) },
  {
    name: 'a blocked number spends',
    core: misled((account, op, ctx) => [{ ...account, profile: without(account.profile, 'blocked') }, op, ctx]),
  },
  { name: 'an order is not told', core: spoiled('order', 'ok', (decision) => ({ ...decision, messages: [] })) },
  {
    name: 'the receiver is told twice',
    core: spoiled('credit', 'ok', (decision) => ({
      ...decision,
      messages: [...decision.messages, ...decision.messages],
    })),
  },
];

function onePointMore(entry: JournalEntry): JournalEntry {
  return {
    ...entry,
    postings: entry.postings.map((one) => (one.account === 'points' ? { ...one, points: one.points + 1 } : one)),
  };
}

function latestFirst(): Core {
  return misled((account, op, ctx) => [
    op.op === 'order' ? edit(account, ({ lots }) => ({ lots: [...lots].reverse() })) : account,
    op,
    ctx,
  ]);
}

function toOneself(): Core {
  const decide: Core['decide'] = (account, op, ctx) => {
    const decision = CORE.decide(op.op === 'transfer' ? { ...account, msisdn: 'somebody else' } : account, op, ctx);
    return { ...decision, account: { ...decision.account, msisdn: account.msisdn } };
  };
  return { ...CORE, decide };
}

/** Settles first, spoils what came of it, and only then decides. */
function settledBy(spoil: (before: Account, after: Account) => Account): Core {
  const settle: Core['settle'] = (account, now) => {
    const settled = CORE.settle(account, now);
    const burns = settled.entries.some(({ kind }) => kind === 'burn');
    return burns ? { ...settled, account: spoil(account, settled.account) } : settled;
  };
  const decide: Core['decide'] = (account, op, ctx) => {
    const settled = settle(account, ctx.now);
    const decision = CORE.decide(settled.account, op, ctx);
    return {
      ...decision,
      entries: [...settled.entries, ...decision.entries],
      messages: [...settled.messages, ...decision.messages],
    };
  };
  return { ...CORE, settle, decide };
}

function burnsAll(): Core {
  return settledBy((_before, after) => edit(after, () => ({ lots: [] })));
}

/** The figures that are the law for a mutant. */
export function lawOf({ dated }: Mutant) {
  return dated ? CLOSING_SOON : PROGRAM;
}
