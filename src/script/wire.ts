/** What a script is played on: phones on some wire, and the office that looks after points and time. */
import type { BonusWrite, ClockChange, GatewayEvent, InboxSms, ProfileChange } from '../flow/api.ts';
import type { Given } from './language/script.ts';

/** What came of it, as a wire tells it. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly word: string; readonly figures: Facts; readonly detail: string };

export type Facts = Readonly<Record<string, unknown>>;

export interface Shown {
  readonly text: string;
  readonly awaiting: boolean;
}

/** What a wire may be able to do besides dialling; scripts that need more are told so before any runs. */
export type Ability =
  /** SMS to short codes, and reading those that come. */
  | 'sms'
  | 'hangup'
  | 'push'
  /** Stable words of refusals; without it a refusal has none. */
  | 'words'
  /** Figures of the refusals that a phone meets. */
  | 'figures'
  /** Points, profiles, faults and the clock of the world at the beginning, and its calls in between. */
  | 'control';

/** A way to a gateway. Scripts run side by side on it, each in a scene of its own. */
export interface Wire {
  /** As `--via` says it. */
  readonly name: string;
  readonly abilities: ReadonlySet<Ability>;
  /** Scenes that there can be at once; absent = any number. Without worlds scenes would hear each other. */
  readonly mostScenes?: number;
  /**
   * Makes a world as given, and connects its phones. Once `signal` is aborted nothing is waited for any more, but for what closes the scene.
   * Throws a WireTrouble with one clear sentence.
   */
  open(given: Given, signal?: AbortSignal): Promise<Scene>;
  close(): Promise<void>;
}

export interface Scene extends Phones {
  /** Null without the ability `control`. */
  readonly office: Office | null;
  /** What happened inside since the scene was opened, oldest first; empty where nobody tells. */
  trace(): readonly GatewayEvent[];
  /** Takes the world away. */
  close(): Promise<void>;
}

/** A scene remembers the dialogue that each phone is in. */
export interface Phones {
  dial(msisdn: string, code: string): Promise<Reply<Shown>>;
  answer(msisdn: string, input: string): Promise<Reply<Shown>>;
  hangUp(msisdn: string): Promise<Reply<null>>;
  sms(msisdn: string, to: string, text: string): Promise<Reply<null>>;
  /** The network speaks first. @returns the screen that the phone shows */
  push(
    msisdn: string,
    push: { readonly from: string; readonly text: string; readonly reply: boolean },
  ): Promise<Reply<Shown>>;
  /**
   * The SMS that came since the last call of this. `expected`: so many are hoped for; a wire on which SMS take their time waits
   * for them. `at` is world time, ISO 8601; where no clock is known, the machine's.
   */
  inbox(msisdn: string, expected: number): Promise<readonly InboxSms[]>;
  /** Why the last look into an inbox brought nothing although there may be SMS, in a sentence; null where it brought all. Absent: always null. */
  unseen?(msisdn: string): string | null;
}

export interface Office {
  /** World time, epoch ms. */
  now(): Promise<number>;
  bonus(program: string, msisdn: string): Promise<Reply<Facts>>;
  write(program: string, msisdn: string, write: BonusWrite): Promise<Reply<Facts>>;
  /** Prices by gift code. */
  catalogue(program: string, msisdn: string): Promise<Reply<Readonly<Record<string, number>>>>;
  /** All entries, oldest first, as the API tells them. */
  journal(program: string, msisdn: string): Promise<Reply<readonly Facts[]>>;
  profile(msisdn: string, change: ProfileChange): Promise<Reply<unknown>>;
  /** Whether the phone is in a dialogue by now. */
  inDialogue(msisdn: string): Promise<Reply<boolean>>;
  clock(change: ClockChange): Promise<Reply<unknown>>;
  faults(faults: Facts): Promise<Reply<unknown>>;
}

/** The wire cannot be had, or broke: nothing that the script says is right or wrong. */
export class WireTrouble extends Error {
  override name = 'WireTrouble';
}
