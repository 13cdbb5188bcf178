/** A program: its figures, ready to be used by the building blocks. */
import { parseDuration, parseInstant } from './calendar.ts';
import { checkProgram, type ProgramError } from './programChecks.ts';
import type {
  EarningRule,
  EventRule,
  ExpiryRule,
  Gift,
  JoiningFile,
  OrdersFile,
  ProgramFile,
  TiersFile,
  TransfersFile,
} from './programFile.ts';
import type { Channel } from './types.ts';

export interface Program {
  readonly id: string;
  /** Where a subscriber has none of their own. */
  readonly timeZone: string;
  /** First instant, epoch ms, of being open; -Infinity = it always was. */
  readonly openedAt: number;
  /** Whether the file names such an instant, in force or not. */
  readonly hasOpening: boolean;
  /** Whether the file names an instant of being closed, in force or not. */
  readonly hasClosing: boolean;
  /** First instants, epoch ms, of being frozen and closed; Infinity = never. */
  readonly frozenAt: number;
  readonly closedAt: number;
  readonly joining: ReadonlyMap<Channel, Joining>;
  readonly mayLeave: boolean;
  readonly expiry: ExpiryRule;
  /** The largest sum in RUB that one event may have. */
  readonly maxRub: number;
  /** By kind of event. */
  readonly earning: ReadonlyMap<string, EarningRule>;
  /** By kind of event, none of which is also in `earning`. */
  readonly events: ReadonlyMap<string, EventRule>;
  /** Whether some of its events make claims. */
  readonly hasClaims: boolean;
  /** Kinds of events whose points also come where no event tells of them. */
  readonly selfKinds: readonly string[];
  readonly tiers: TiersFile | null;
  readonly orders: OrdersFile;
  readonly transfers: Transfers | null;
  readonly gifts: readonly Gift[];
  readonly giftsByCode: ReadonlyMap<string, Gift>;
}

/** A way to join: how long the application takes (ms) and what the fields of its form bring. */
export interface Joining {
  readonly delay: number;
  readonly bonuses: readonly { readonly field: string; readonly points: number }[];
  /** Points for joining, credited `after` ms later. */
  readonly welcome: { readonly points: number; readonly after: number } | null;
  /** Digits of the password that comes by SMS; 0 = there is none. */
  readonly password: number;
}

/** Limits of transfers; `codeLifetime` in ms. */
export interface Transfers extends Omit<TransfersFile, 'codeLifetime'> {
  readonly codeLifetime: number;
}

export type CompiledProgram =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly errors: readonly ProgramError[] };

/**
 * Makes a program of the data of its file, or says all that is wrong with its figures.
 * @param data what the file holds; it must have passed `schemas/program.schema.json`, only sense is checked here
 */
export function compileProgram(data: unknown): CompiledProgram {
  const file = data as ProgramFile;
  const errors = checkProgram(file);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, program: build(file) };
}

function build(file: ProgramFile): Program {
  const dates = file.lifecycle === 'dated' ? file.dates : undefined;
  const gifts = file.gifts ?? [];
  return {
    id: file.program,
    timeZone: file.timeZone,
    openedAt: instantOr(dates?.opened, Number.NEGATIVE_INFINITY),
    hasOpening: file.dates?.opened !== undefined,
    hasClosing: file.dates?.closed !== undefined,
    frozenAt: instantOr(dates?.frozen, Number.POSITIVE_INFINITY),
    closedAt: instantOr(dates?.closed, Number.POSITIVE_INFINITY),
    joining: new Map(Object.entries(file.joining).map(([channel, way]) => [channel as Channel, buildJoining(way)])),
    mayLeave: file.leaving === 'allowed',
    expiry: file.expiry,
    maxRub: file.maxRub,
    earning: new Map(Object.entries(file.earning)),
    events: new Map(Object.entries(file.events ?? {})),
    hasClaims: Object.values(file.earning).some(({ rule }) => rule === 'claim'),
    selfKinds: Object.entries(file.earning).flatMap(([kind, rule]) =>
      'byItself' in rule && rule.byItself ? [kind] : [],
    ),
    tiers: file.tiers ?? null,
    orders: file.orders ?? {},
    transfers: file.transfers ? buildTransfers(file.transfers) : null,
    gifts,
    giftsByCode: new Map(gifts.map((gift) => [gift.code, gift])),
  };
}

function instantOr(text: string | undefined, otherwise: number): number {
  return (text === undefined ? null : parseInstant(text)) ?? otherwise;
}

function buildJoining(way: JoiningFile): Joining {
  const bonuses = Object.entries(way.bonuses ?? {}).map(([field, points]) => ({ field, points }));
  const { points, after = 'PT0S' } = way.welcome ?? { points: 0 };
  const welcome = points === 0 ? null : { points, after: parseDuration(after) ?? 0 };
  return { delay: parseDuration(way.delay ?? 'PT0S') ?? 0, bonuses, welcome, password: way.password ?? 0 };
}

function buildTransfers(file: TransfersFile): Transfers {
  return { ...file, codeLifetime: parseDuration(file.codeLifetime) ?? 0 };
}
