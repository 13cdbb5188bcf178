/** What a transfer must leave behind: books, SMS, limits and deadlines. Every finding is a sentence; none is a pass. */
import type { Account, JournalEntry } from '../../src/bonus/types.ts';
import { decodeAccount } from '../../src/flow/codec.ts';
import type { Store, WorldState } from '../../src/store/port.ts';
import { type Asked, type Books, violations } from '../bonus/invariants.ts';
import { POINTS, PROGRAM, type Stage, WEALTH } from './transferStage.ts';

/** A text of the service with its arguments, or a text as it is. */
export type Told = string | readonly [key: string, args: Readonly<Record<string, string | number>>];

/** How one side is left: what it can spend, what it was told, the kinds of its entries, the days that count for its limits. */
export interface Side {
  readonly balance: number;
  readonly told: readonly Told[];
  readonly journal: readonly string[];
  readonly limits?: readonly (readonly [day: string, points: number, count: number])[];
}

export interface Ending {
  readonly giver: Side;
  readonly receiver: Side;
}

/** The code stands here in SMS, whatever it was. */
const CODE = '••••';

export const joined: Told = ['core.registered', { balance: 0 }];
export const asked = ({ ground: { receiver } }: Stage): Told => [
  'core.transfer-code',
  { code: CODE, to: receiver, points: POINTS, minutes: 5 },
];
export const sent = ({ ground: { receiver } }: Stage, balance: number): Told => [
  'core.transfer-sent',
  { to: receiver, points: POINTS, balance },
];
export const failed = ({ ground: { receiver } }: Stage, balance: number, burned = 0): Told => [
  'core.transfer-failed',
  { to: receiver, points: POINTS, balance, burned },
];
export const received = ({ ground: { giver } }: Stage, balance: number): Told => [
  'core.transfer-received',
  { from: giver, points: POINTS, balance },
];

/** Nobody has asked for anything. */
export const untouched = (): Ending => ({
  giver: { balance: WEALTH, told: [joined], journal: ['earn'] },
  receiver: { balance: 0, told: [joined], journal: [] },
});

/** The code is out, and nothing has moved. */
export const waiting = (stage: Stage): Ending => ({
  ...untouched(),
  giver: { balance: WEALTH, told: [joined, asked(stage)], journal: ['earn'] },
});

/** The points have arrived. */
export const given = (stage: Stage): Ending => ({
  giver: {
    balance: WEALTH - POINTS,
    told: [joined, asked(stage), sent(stage, WEALTH - POINTS)],
    journal: ['earn', 'transfer-reserve', 'transfer-post'],
    limits: [['2018-03-10', POINTS, 1]],
  },
  receiver: { balance: POINTS, told: [joined, received(stage, POINTS)], journal: ['transfer-credit'] },
});

/** Nobody has the points on the way any more, and the ending is one of these. */
export async function unlike(stage: Stage, ...endings: readonly Ending[]): Promise<readonly string[]> {
  const { giver, receiver, rules } = stage.ground;
  const sides = { giver: await readSide(stage, giver), receiver: await readSide(stage, receiver) };
  const found = JSON.stringify({ giver: sides.giver.side, receiver: sides.receiver.side });
  const wanted = endings.map((ending) => JSON.stringify(inFull(stage, ending)));
  return [
    ...(wanted.includes(found) ? [] : [`It ended as ${found}, not as ${wanted.join(' or ')}`]),
    ...violations({
      program: rules.program,
      subscribers: [sides.giver.books, sides.receiver.books],
      asked: askedOf(stage, sides),
    }),
    ...(await overdue(stage)),
  ];
}

interface Read {
  readonly side: object;
  readonly books: Books;
}

async function readSide(stage: Stage, msisdn: string): Promise<Read> {
  const { store, rules } = stage.ground;
  const world = await stage.world();
  const { account: stored } = await store.load(world.id, msisdn);
  if (stored === null) throw new Error(`There is no account of ${msisdn}.`);
  const { account } = decodeAccount(stored.value);
  const entries = await entriesOf(store, world, msisdn);
  const settled = rules.definitions.programs.get(PROGRAM)?.core.settle(account, stage.now()).account ?? account;
  const texts = (await store.messages(world, msisdn)).map((sms) => (JSON.parse(sms) as { text: string }).text);
  const told = texts.map((text) => text.replace(/^\d{4}(?= )/, CODE));
  return { side: sideOf(settled, told, entries), books: { account, entries } };
}

function sideOf(account: Account, told: readonly string[], entries: readonly JournalEntry[]): object {
  const { lots = [], limits = [] } = account.programs[PROGRAM] ?? {};
  return {
    balance: lots.reduce((sum, { points }) => sum + points, 0),
    told,
    journal: entries.map(({ kind }) => kind),
    limits: limits.map(({ day, points, count }) => [day, points, count]),
  };
}

async function entriesOf(store: Store, world: WorldState, msisdn: string): Promise<readonly JournalEntry[]> {
  const lines = await store.journal(world, msisdn, PROGRAM, 0, 1000);
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}

function inFull(stage: Stage, { giver, receiver }: Ending): object {
  const full = ({ balance, told, journal, limits = [] }: Side) => {
    return { balance, told: told.map((one) => textOf(stage, one)), journal, limits };
  };
  return { giver: full(giver), receiver: full(receiver) };
}

function textOf({ ground: { rules } }: Stage, told: Told): string {
  if (typeof told === 'string') return told;
  return rules.definitions.programs.get(PROGRAM)?.service.texts.ru?.format(...told) ?? '';
}

/** The transfer as it was asked for, under the id under which it was accepted. */
function askedOf(stage: Stage, { giver }: { readonly giver: Read }): ReadonlyMap<string, Asked> {
  const reserve = giver.books.entries.find(({ kind }) => kind === 'transfer-reserve');
  if (reserve === undefined) return new Map();
  const { giver: from, receiver: to } = stage.ground;
  return new Map([[reserve.transfer ?? '', { from, to, points: POINTS, at: reserve.at, wrongCodes: 0 }]]);
}

async function overdue(stage: Stage): Promise<readonly string[]> {
  const due = await stage.ground.store.due(await stage.world(), stage.now(), 10);
  return due.map(({ kind, msisdn }) => `There is still work on the ${kind} of ${msisdn}`);
}
