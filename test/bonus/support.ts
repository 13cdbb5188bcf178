/** What the tests of the bonus room share: the shipped program, contexts, and short ways to ask a core. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createCore, emptyAccount } from '../../src/bonus/core.ts';
import { compileProgram, type Program } from '../../src/bonus/program.ts';
import { STRANGER } from '../../src/bonus/turn.ts';
import type {
  Account,
  Core,
  CoreContext,
  Decision,
  JournalEntry,
  Membership,
  Operation,
  Outcome,
  Profile,
} from '../../src/bonus/types.ts';

export const GIVER = '79161234567';
export const RECEIVER = '79167654321';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Epoch ms of a wall-clock time in Moscow (UTC+3 since 2014). */
export function moscow(local: string): number {
  return Date.parse(`${local}+03:00`);
}

/** The shipped figures, with some of the file replaced. */
export function programFile(change: object = {}): Record<string, unknown> {
  const text = readFileSync(new URL('../../sessions/mts-bonus/program.yaml', import.meta.url), 'utf8');
  return { ...parse(text), ...change };
}

export function compile(data: unknown): Program {
  const compiled = compileProgram(data);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  return compiled.program;
}

export const PROGRAM = compile(programFile());
export const CORE = createCore(PROGRAM);
export const DATED = createCore(compile(programFile({ lifecycle: 'dated' })));
/** Closes a day into the histories. */
export const CLOSING_SOON = compile(
  programFile({ lifecycle: 'dated', dates: { closed: '2019-01-01T06:00:00+03:00' } }),
);

/** A context whose ids count up and whose codes are 1234; everybody is a member unless `peers` says otherwise. */
export function contextAt(now: number, change: Partial<CoreContext> = {}): CoreContext {
  let ids = 0;
  const newId = () => `id${++ids}.${now}`;
  return { now, by: 'api', request: `r${now}`, peers: { [RECEIVER]: true }, newCode: () => '1234', newId, ...change };
}

/** A subscriber who is asked one thing after the other; keeps what came of it. */
export interface Subscriber {
  account: Account;
  readonly entries: JournalEntry[];
  ask(now: number, operation: Operation, change?: Partial<CoreContext>): Decision;
  /** Joins over USSD. */
  join(now: number): Subscriber;
  /** An event; gives the outcome's name and data. */
  event(now: number, kind: string, values?: Record<string, string | number | boolean>): Outcome;
  balance(now: number): unknown;
  membership(): Membership;
}

export function subscriber(core: Core = CORE, profile: Profile = {}, msisdn = GIVER): Subscriber {
  const self: Subscriber = {
    account: { ...emptyAccount(msisdn), profile },
    entries: [],
    ask(now, operation, change) {
      const decision = core.decide(self.account, operation, contextAt(now, change));
      self.account = decision.account;
      self.entries.push(...decision.entries);
      return decision;
    },
    join(now) {
      self.ask(now, { op: 'register', channel: 'ussd' });
      return self;
    },
    event: (now, kind, values = {}) => self.ask(now, { op: 'event', kind, values }).outcome,
    balance: (now) => self.ask(now, { op: 'balance' }).outcome.data.balance,
    membership: () => self.account.programs[core.program] ?? STRANGER,
  };
  return self;
}

/** A member with so many points, earned by taxi rides. */
export function rich(now: number, points: number, core: Core = CORE, profile: Profile = {}): Subscriber {
  const member = subscriber(core, profile).join(now);
  member.event(now, 'taxi', { rub: points });
  return member;
}

/** What the balance answers at a time, without asking the subscriber anything else. */
export function balanceAt(core: Core, account: Account, now: number): unknown {
  return core.decide(account, { op: 'balance' }, contextAt(now)).outcome.data.balance;
}
