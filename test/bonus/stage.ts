/**
 * A stage for histories: four subscribers in three time zones, a clock that moves, and a driver of transfers that crashes,
 * repeats itself and comes late. After every action the whole world is checked.
 */
import { emptyAccount } from '../../src/bonus/core.ts';
import { postedTo } from '../../src/bonus/ledger.ts';
import { changeProfile } from '../../src/bonus/profile.ts';
import type { Program } from '../../src/bonus/program.ts';
import type { Account, Core, Decision, JournalEntry, Operation, Profile, Reservation } from '../../src/bonus/types.ts';
import { faultsOf } from './decisions.ts';
import { type Asked, type Books, violations } from './invariants.ts';
import { contextAt, moscow } from './support.ts';

export const CODE = '1234';
const START = moscow('2018-12-29T20:00');
const ZONES = ['Europe/Moscow', 'Asia/Kamchatka', 'Europe/Chisinau', 'Europe/Moscow'];

/** One thing that happens. `who`, `to`, `n` are taken modulo what there is. `lost`: the process dies before it commits. */
export type Action =
  | { readonly do: 'ask'; readonly who: number; readonly operation: Operation; readonly lost: boolean }
  | { readonly do: 'request'; readonly who: number; readonly to: number; readonly points: number }
  | { readonly do: 'confirm'; readonly who: number; readonly n: number; readonly codes: readonly string[] }
  | { readonly do: 'credit' | 'finish' | 'tombstone'; readonly n: number; readonly lost: boolean }
  | { readonly do: 'profile'; readonly who: number; readonly change: Profile }
  | { readonly do: 'clock'; readonly stride: number };

/** How the flow drives transfers; a mutant replaces one of its promises. */
export interface Driver {
  /** Whether the receiver's mark is looked at before crediting. */
  readonly honoursMarks: boolean;
  /** Whether a refusal is written down at the receiver before the giver is released. */
  readonly writesTombstones: boolean;
}

export const GOOD_DRIVER: Driver = { honoursMarks: true, writesTombstones: true };

interface Sent {
  readonly giver: number;
  readonly reservation: Reservation;
}

interface Subscriber extends Books {
  account: Account;
  entries: JournalEntry[];
  asOf: number;
  ownerSince: number;
  tally: { since: number; rub: Record<string, number> };
}

interface Stage {
  readonly core: Core;
  readonly program: Program;
  readonly driver: Driver;
  readonly people: Subscriber[];
  readonly asked: Map<string, Asked>;
  readonly sent: Sent[];
  /** What is written at the receiver for a transfer id: null = credited, else the refusal. */
  readonly marks: Map<string, string | null>;
  now: number;
  ids: number;
}

/**
 * Plays a history on a core.
 * @param program the figures that are the law, which need not be those that the core was built of
 * @returns what was wrong at the first step after which anything was; empty when the history was sound
 */
export function play(
  core: Core,
  program: Program,
  actions: readonly Action[],
  driver = GOOD_DRIVER,
): readonly string[] {
  const stage: Stage = {
    core,
    program,
    driver,
    people: ZONES.map(newcomer),
    asked: new Map(),
    sent: [],
    marks: new Map(),
    now: START,
    ids: 0,
  };
  for (const action of actions) {
    const faults = act(stage, action);
    const { people: subscribers, asked } = stage;
    const found = [...faults, ...violations({ program, subscribers, asked })];
    if (found.length > 0) return found;
  }
  return [];
}

function newcomer(timeZone: string, index: number): Subscriber {
  const account = { ...emptyAccount(`7916000000${index}`), profile: { timeZone, owner: 'A' } };
  return { account, entries: [], asOf: START, ownerSince: 0, tally: { since: 0, rub: {} } };
}

function act(stage: Stage, action: Action): readonly string[] {
  switch (action.do) {
    case 'ask':
      return ask(stage, action.who, action.operation, action.lost).faults;
    case 'request':
      return request(stage, action.who, action.to, action.points);
    case 'confirm':
      return action.codes.flatMap((code) => confirm(stage, action.who, action.n, code));
    case 'profile':
      return changeOwner(stage, action.who, action.change);
    case 'clock':
      stage.now += action.stride;
      return [];
    default:
      return drive(stage, action.do, action.n, action.lost);
  }
}

interface Answer {
  readonly decision: Decision;
  readonly faults: readonly string[];
}

/** Decides, checks the decision and commits it, unless the process dies in between. */
function ask(stage: Stage, who: number, operation: Operation, lost = false): Answer {
  const person = at(stage.people, who);
  const peers = Object.fromEntries(stage.people.map(({ account }) => [account.msisdn, isMember(stage, account)]));
  const context = contextAt(stage.now, {
    peers,
    request: `r${stage.ids}`,
    newId: () => `t${++stage.ids}`,
    newCode: () => CODE,
  });
  const before = person.account;
  const decision = stage.core.decide(deepFreeze(before), operation, context);
  const faults = faultsOf({ core: stage.core, account: before, operation, context }, decision);
  if (!lost) commit(stage, person, operation, decision);
  return { decision, faults };
}

function isMember({ program }: Stage, account: Account): boolean {
  return account.programs[program.id]?.status === 'member';
}

function commit(stage: Stage, person: Subscriber, operation: Operation, { account, entries, outcome }: Decision): void {
  person.account = account;
  person.entries = [...person.entries, ...entries];
  person.asOf = stage.now;
  if (outcome.name !== 'ok') return;
  if (['register', 'open', 'deactivate'].includes(operation.op)) beginTally(person);
  if (operation.op !== 'event' || operation.values.rub === undefined) return;
  person.tally.rub[operation.kind] = (person.tally.rub[operation.kind] ?? 0) + Number(operation.values.rub);
}

function beginTally(person: Subscriber): void {
  person.tally = { since: person.entries.length, rub: {} };
}

function request(stage: Stage, who: number, to: number, points: number): readonly string[] {
  const from = at(stage.people, who).account.msisdn;
  const peer = at(stage.people, to).account.msisdn;
  const { decision, faults } = ask(stage, who, { op: 'transfer', to: peer, points });
  if (decision.outcome.name === 'ok') {
    stage.asked.set(String(decision.outcome.data.id), { from, to: peer, points, at: stage.now, wrongCodes: 0 });
  }
  return faults;
}

/** Types a code for one of the latest transfers that this person asked for, whatever has become of it. */
function confirm(stage: Stage, who: number, n: number, code: string): readonly string[] {
  const mine = [...stage.asked].filter(([, { from }]) => from === at(stage.people, who).account.msisdn);
  const [id] = mine.length > 0 ? at(mine.reverse(), n) : ['t0'];
  const { decision, faults } = ask(stage, who, { op: 'confirm', id, code });
  const asked = stage.asked.get(id);
  if (asked && ['wrong-code', 'too-many-tries'].includes(decision.outcome.name)) {
    stage.asked.set(id, { ...asked, wrongCodes: asked.wrongCodes + 1 });
  }
  const { reservations = [] } = decision.account.programs[stage.program.id] ?? {};
  if (decision.outcome.name === 'ok')
    stage.sent.push(...reservations.slice(-1).map((reservation) => ({ giver: who, reservation })));
  return decision.outcome.name === 'ok' && code !== CODE
    ? [...faults, 'a code confirms its transfer: a wrong one did']
    : faults;
}

/** One leg of any transfer that ever was on its way, also of one that has ended: a driver may come late or twice. */
function drive(stage: Stage, leg: 'credit' | 'finish' | 'tombstone', n: number, lost: boolean): readonly string[] {
  if (stage.sent.length === 0) return [];
  const { giver, reservation } = at([...stage.sent].reverse(), n);
  if (leg === 'credit') return credit(stage, giver, reservation, lost);
  if (leg === 'tombstone') return tombstone(stage, giver, reservation, lost);
  const mark = stage.marks.get(reservation.id);
  return mark === undefined ? [] : ask(stage, giver, { op: 'finish', id: reservation.id, refusal: mark }, lost).faults;
}

function credit(stage: Stage, giver: number, { id, to, lots }: Reservation, lost: boolean): readonly string[] {
  if (stage.driver.honoursMarks && stage.marks.has(id)) return [];
  const who = stage.people.findIndex(({ account }) => account.msisdn === to);
  const from = at(stage.people, giver).account.msisdn;
  const { decision, faults } = ask(stage, who, { op: 'credit', id, from, lots }, lost);
  const { name } = decision.outcome;
  if (!lost) stage.marks.set(id, name === 'ok' ? null : name);
  return faults;
}

/** The driver gives up on a receiver that does not answer. */
function tombstone(stage: Stage, giver: number, { id }: Reservation, lost: boolean): readonly string[] {
  if (stage.marks.has(id) || lost) return [];
  if (stage.driver.writesTombstones) stage.marks.set(id, 'not-available');
  return ask(stage, giver, { op: 'finish', id, refusal: 'not-available' }).faults;
}

function changeOwner(stage: Stage, who: number, change: Profile): readonly string[] {
  const person = at(stage.people, who);
  const { account, entries } = stage.core.settle(person.account, stage.now);
  const changed = changeProfile([stage.core], deepFreeze(account), change, contextAt(stage.now));
  const isNew = change.owner !== undefined && change.owner !== account.profile.owner;
  person.account = changed.account;
  person.entries = [...person.entries, ...entries, ...changed.entries];
  person.asOf = stage.now;
  if (!isNew) return [];
  person.ownerSince = person.entries.length;
  beginTally(person);
  const left = person.entries.reduce((sum, entry) => sum + postedTo(entry, 'points'), 0);
  return left === 0 ? [] : [`another owner has no points: ${left} are left`];
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
