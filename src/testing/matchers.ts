/** What a test may expect of a phone, for `expect.extend` of vitest and jest. */
import type { InboxSms } from '../flow/api.ts';
import type { TestPhone } from './phone.ts';

/** What a matcher gives back, as both libraries take it. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

type Wanted = string | RegExp;

/** `this` of a matcher: `isNot` where it stands behind `.not`. */
interface Expecting {
  readonly isNot?: boolean;
}

/** Added to `expect` when `starhash/testing` is loaded. */
export const matchers = {
  /** The screen contains this text, or fits this pattern. */
  toShow(this: Expecting | undefined, phone: TestPhone, wanted: Wanted): Verdict {
    const pass = phone.refusal === null && fits(phone.screen, wanted);
    return verdict(pass, `${phone.msisdn} to show ${quoted(wanted)}`, seen(phone));
  },
  /** The dialogue is over. */
  toHaveEnded(this: Expecting | undefined, phone: TestPhone): Verdict {
    return verdict(!phone.awaiting, `the dialogue of ${phone.msisdn} to be over`, seen(phone));
  },
  /** One of the SMS that have come contains this text, or fits this pattern. */
  toHaveReceived(this: Expecting | undefined, phone: TestPhone, wanted: Wanted): Verdict {
    const pass = phone.inbox.some(({ text }) => fits(text, wanted));
    return verdict(pass, `${phone.msisdn} to have received an SMS with ${quoted(wanted)}`, listed(phone.inbox));
  },
  /** The last act was refused, with this word where one is given. */
  toBeRefused(this: Expecting | undefined, phone: TestPhone, word?: string): Verdict {
    const { refusal } = phone;
    const pass = refusal !== null && (word === undefined || refusal.word === word);
    return verdict(pass, `${phone.msisdn} to be refused${word === undefined ? '' : ` with ${word}`}`, seen(phone));
  },
};

function fits(text: string, wanted: Wanted): boolean {
  return typeof wanted === 'string'
    ? text.includes(wanted)
    : new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(text);
}

function quoted(wanted: Wanted): string {
  return typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted);
}

function seen({ screen, awaiting, refusal }: TestPhone): string {
  if (refusal !== null) return `it was refused: ${refusal.word} ${refusal.detail}`.trimEnd();
  if (screen === '') return 'it shows nothing';
  return `it shows${awaiting ? '' : ' (over)'}:\n${indented(screen)}`;
}

function listed(inbox: readonly InboxSms[]): string {
  if (inbox.length === 0) return 'no SMS has come';
  return `these have come:\n${inbox.map(({ from, text }) => indented(`${from}: ${text}`)).join('\n')}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

function verdict(pass: boolean, what: string, got: string): Verdict {
  return { pass, message: () => `expected ${what}${pass ? ' not to be so' : ''}, but ${got}` };
}
