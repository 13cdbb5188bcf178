/** A service file as written, once it fits the JSON Schema: the same fields, nothing filled in but the defaults of `readRaw`. */
import { UNREADABLE, type Unread, unreadAt } from '../../yaml/unread.ts';

export interface RawInput {
  readonly type: string;
  readonly length?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly set: string;
  readonly go: string;
}

export interface RawOption {
  readonly label: string;
  readonly go: string;
  readonly set?: Readonly<Record<string, string | number>>;
}

interface RawInteractive {
  readonly invalid?: string;
  readonly retries?: number;
  readonly resume?: string;
}

export interface RawMenu extends RawInteractive {
  readonly menu: string;
  readonly options: Readonly<Record<string, RawOption>>;
  readonly input?: RawInput;
}

export interface RawAsk extends RawInteractive {
  readonly ask: string;
  readonly input: RawInput;
}

export interface RawPick {
  readonly by: string;
  readonly keep?: readonly string[];
  readonly go: string;
}

export interface RawList extends RawInteractive {
  readonly list: string;
  readonly text: string;
  readonly item: string;
  readonly empty: string;
  readonly where?: Readonly<Record<string, string>>;
  readonly pick?: RawPick;
}

export type RawBranch = string | { readonly go: string; readonly notice?: string; readonly sms?: string };

export interface RawCall {
  readonly call: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly keep?: readonly string[];
  readonly on: Readonly<Record<string, RawBranch>>;
  readonly otherwise?: RawBranch;
}

export interface RawEnd {
  readonly end: string | null;
  readonly sms?: string;
  readonly refusal?: boolean;
}

export type RawState = RawMenu | RawAsk | RawList | RawCall | RawEnd;

export interface RawUssdRoute {
  readonly ussd: string;
  readonly start: string;
}

export interface RawKeyword {
  readonly word?: string;
  readonly empty?: true;
  readonly aliases?: readonly string[];
  readonly go: string;
}

export interface RawSmsRoute {
  readonly sms: string;
  readonly keywords: readonly RawKeyword[];
  readonly input?: RawInput;
  readonly otherwise: string;
  readonly suggest?: string;
}

export type RawRoute = RawUssdRoute | RawSmsRoute;

/** The fields of the file besides routes and states, with their defaults. */
export interface RawSettings {
  readonly languages: readonly string[];
  readonly timeout: string;
  readonly retries: number;
  readonly keys: { readonly next: string; readonly back: string; readonly main: string };
  readonly invalid: string;
  readonly tooMany: string;
  readonly sender?: string;
  readonly refusals: Readonly<Record<string, RawBranch>>;
}

/**
 * A service file as far as it can be read. Where a name, a key or a code cannot be read, `UNREADABLE` stands in its place;
 * `unread` tells where anything is missing that may have been meant.
 */
export interface Raw {
  readonly settings: RawSettings;
  readonly routes: readonly { readonly route: RawRoute; readonly index: number }[];
  readonly states: ReadonlyMap<string, RawState>;
  /** States of which only the name is known. */
  readonly broken: ReadonlySet<string>;
  readonly unread: Unread;
}

export const DEFAULTS: RawSettings = {
  languages: [],
  timeout: 'PT3M',
  retries: 3,
  keys: { next: '9', back: '0', main: '00' },
  invalid: 'invalid',
  tooMany: UNREADABLE,
  refusals: {},
};

/** A service file of which nothing can be read. */
export const NOTHING_READ: Raw = {
  settings: DEFAULTS,
  routes: [],
  states: new Map(),
  broken: new Set(),
  unread: unreadAt([[]]),
};
