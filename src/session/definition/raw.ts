/** A service file as written, once it fits the JSON Schema: the same fields, nothing filled in but the defaults of `readRaw`. */

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

/** What of a file fits the schema. States and routes that do not are left out; the names of such states are in `broken`. */
export interface Raw {
  readonly settings: RawSettings;
  readonly routes: readonly { readonly route: RawRoute; readonly index: number }[];
  readonly states: ReadonlyMap<string, RawState>;
  readonly broken: ReadonlySet<string>;
}

export const DEFAULTS: RawSettings = {
  languages: [],
  timeout: 'PT3M',
  retries: 3,
  keys: { next: '9', back: '0', main: '00' },
  invalid: 'invalid',
  tooMany: '',
  refusals: {},
};
