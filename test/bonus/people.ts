/** The people of a stage: four subscribers in three time zones, what they are asked, and what is remembered of it. */
import { emptyAccount } from '../../src/bonus/core.ts';
import { postedTo } from '../../src/bonus/ledger.ts';
import { changeProfile } from '../../src/bonus/profile.ts';
import type { Program } from '../../src/bonus/program.ts';
import type {
  Account,
  Core,
  CoreMessage,
  Decision,
  JournalEntry,
  Operation,
  Profile,
  Reservation,
} from '../../src/bonus/types.ts';
import { faultsOf } from './decisions.ts';
import type { Asked, Books } from './invariants.ts';
import { lookedToAfter } from './laws/comesByItself.ts';
import { offences } from './laws/index.ts';
import type { Step } from './laws/step.ts';
import { contextAt, moscow } from './support.ts';

export const CODE = '1234';
const START = moscow('2018-12-29T20:00');
const ZONES = ['Europe/Moscow', 'Asia/Kamchatka', 'Europe/Chisinau', 'Europe/Moscow'];

/** How the flow drives transfers; a mutant replaces one of its promises. */
export interface Driver {
  /** Whether the receiver's mark is looked at before crediting. */
  readonly honoursMarks: boolean;
  /** Whether a refusal is written down at the receiver before the giver is released. */
  readonly writesTombstones: boolean;
}

export interface Sent {
  readonly giver: number;
  readonly reservation: Reservation;
}

export interface Subscriber extends Books {
  account: Account;
  entries: JournalEntry[];
  zones: { since: number; zone: string }[];
  asOf: number;
  /** See `Step`. */
  lookedTo: number;
  ownerSince: number;
  tally: { since: number; rub: Record<string, number> };
  /** Ids of all claims that this person ever made. */
  claims: string[];
}

export interface Stage {
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

/** @param program the figures that are the law, which need not be those that the core was built of */
export function newStage(core: Core, program: Program, driver: Driver): Stage {
  const people = ZONES.map(newcomer);
  return { core, program, driver, people, asked: new Map(), sent: [], marks: new Map(), now: START, ids: 0 };
}

function newcomer(timeZone: string, index: number): Subscriber {
  const account = { ...emptyAccount(`7916000000${index}`), profile: { timeZone, owner: 'A' } };
  const zones = [{ since: 0, zone: timeZone }];
  const tally = { since: 0, rub: {} };
  return { account, entries: [], zones, asOf: START, lookedTo: START, ownerSince: 0, tally, claims: [] };
}

export interface Answer {
  readonly decision: Decision;
  readonly faults: readonly string[];
}

/** Decides, checks the decision and commits it, unless the process dies in between. */
export function ask(stage: Stage, who: number, operation: Operation, lost = false): Answer {
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
  const step = stepOf(stage, person, operation, { ...decision, after: decision.account });
  const judged = decision.needPeer === undefined ? offences(step) : [];
  const faults = [...faultsOf({ core: stage.core, account: before, operation, context }, decision), ...judged];
  if (!lost) commit(stage, person, step);
  return { decision, faults };
}

type Result = Pick<Step, 'after' | 'outcome' | 'entries' | 'messages'>;

function stepOf(stage: Stage, person: Subscriber, operation: Step['operation'], result: Result): Step {
  const { core, program, now } = stage;
  const { account: before, lookedTo } = person;
  const { after, outcome, entries, messages } = result;
  return { core, program, before, operation, now, lookedTo, after, outcome, entries, messages };
}

function isMember({ program }: Stage, account: Account): boolean {
  return account.programs[program.id]?.status === 'member';
}

function commit(stage: Stage, person: Subscriber, step: Step): void {
  const { operation, outcome } = step;
  person.account = step.after;
  person.entries = [...person.entries, ...step.entries];
  person.asOf = stage.now;
  person.lookedTo = lookedToAfter(step);
  if (outcome.name !== 'ok') return;
  if (['register', 'open', 'deactivate'].includes(operation.op)) beginTally(person);
  if (operation.op === 'event') count(stage, person, operation, outcome.data.entry);
}

function count(
  { program }: Stage,
  person: Subscriber,
  event: Extract<Operation, { op: 'event' }>,
  entry: unknown,
): void {
  const rule = program.earning.get(event.kind);
  if (rule?.rule === 'claim') person.claims.push(String(entry));
  const rub = Number(event.values.rub);
  if (rule?.rule !== 'rate' || rub < (rule.minimum ?? 0)) return;
  person.tally.rub[event.kind] = (person.tally.rub[event.kind] ?? 0) + rub;
}

function beginTally(person: Subscriber): void {
  person.tally = { since: person.entries.length, rub: {} };
}

/** Settles, then changes the profile: two steps, each checked. */
export function profile(stage: Stage, who: number, change: Profile): readonly string[] {
  const person = at(stage.people, who);
  return [...settle(stage, person), ...changeTo(stage, person, change)];
}

function settle(stage: Stage, person: Subscriber): readonly string[] {
  const settled = stage.core.settle(deepFreeze(person.account), stage.now);
  const result = { ...settled, after: settled.account, outcome: { name: 'ok', data: {} } };
  return done(stage, person, stepOf(stage, person, { op: 'settle' }, result));
}

function changeTo(stage: Stage, person: Subscriber, change: Profile): readonly string[] {
  const isFrozen = stage.now >= stage.program.frozenAt && stage.now < stage.program.closedAt;
  const isNew = !isFrozen && change.owner !== undefined && change.owner !== person.account.profile.owner;
  const changed = changeProfile([stage.core], deepFreeze(person.account), change, contextAt(stage.now));
  const messages: readonly CoreMessage[] = [];
  const result = { ...changed, after: changed.account, messages, outcome: { name: 'ok', data: {} } };
  const faults = done(stage, person, stepOf(stage, person, { op: isNew ? 'change-owner' : 'change-dates' }, result));
  if (change.timeZone !== undefined) person.zones.push({ since: person.entries.length, zone: change.timeZone });
  return isNew ? [...faults, ...passedOn(person)] : faults;
}

function done(stage: Stage, person: Subscriber, step: Step): readonly string[] {
  const faults = offences(step);
  commit(stage, person, step);
  return faults;
}

function passedOn(person: Subscriber): readonly string[] {
  person.ownerSince = person.entries.length;
  beginTally(person);
  const left = person.entries.reduce((sum, entry) => sum + postedTo(entry, 'points'), 0);
  return left === 0 ? [] : [`another owner has no points: ${left} are left`];
}

/** The item of this number, counted in a circle. */
export function at<T>(items: readonly T[], index: number): T {
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
