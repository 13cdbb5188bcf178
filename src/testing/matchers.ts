/** What a test may expect of a phone. The same judgements serve `expect` of vitest and jest, and our own for node:test. */
import type { InboxSms } from '../flow/api.ts';
import type { TestPhone } from './api.ts';

/** What a matcher gives back, as vitest and jest take it. */
export interface Verdict {
  readonly pass: boolean;
  /** What is said where it does not hold; behind `.not`, where it does. */
  readonly message: () => string;
}

/** A part of a text, or a pattern that it fits. */
export type Wanted = string | RegExp;

/** What `expect` can say of a phone; `R` is what the library gives back. */
export interface PhoneMatchers<R = void> {
  /** The last act was not refused, and the screen contains this text, or fits this pattern. */
  toShow(wanted: Wanted): R;
  /** No dialogue waits for an answer of the phone. */
  toHaveEnded(): R;
  /** One of the SMS that have come contains this text, or fits this pattern; without either: an SMS has come. */
  toHaveReceived(wanted?: Wanted): R;
  /** The last act was refused, with this stable word where one is given. */
  toBeRefused(word?: string): R;
}

declare global {
  namespace jest {
    // Both libraries have this interface, and take in what is added to it: vitest's own `expect` extends it. The type parameters are theirs.
    interface Matchers<R, T> extends PhoneMatchers<R> {}
  }
}

/** For `expect.extend`; done already where vitest or jest run the test. */
export const matchers = {
  toShow(phone: TestPhone, wanted: Wanted): Verdict {
    const { screen, refusal } = phoneIn('toShow', phone);
    return verdict(refusal === null && fits(screen, wanted), phone, `to show ${quoted(wanted)}`, seen(phone));
  },
  toHaveEnded(phone: TestPhone): Verdict {
    const { awaiting } = phoneIn('toHaveEnded', phone);
    return verdict(!awaiting, phone, 'to be in no dialogue', seen(phone));
  },
  toHaveReceived(phone: TestPhone, wanted?: Wanted): Verdict {
    const { inbox } = phoneIn('toHaveReceived', phone);
    const what = wanted === undefined ? 'an SMS' : `an SMS with ${quoted(wanted)}`;
    const pass = inbox.some(({ text }) => wanted === undefined || fits(text, wanted));
    return verdict(pass, phone, `to have received ${what}`, listed(inbox));
  },
  toBeRefused(phone: TestPhone, word?: string): Verdict {
    const { refusal } = phoneIn('toBeRefused', phone);
    const pass = refusal !== null && (word === undefined || refusal.word === word);
    return verdict(pass, phone, `to be refused${word === undefined ? '' : ` with ${word}`}`, seen(phone));
  },
} as const;

/** The phone itself. Throws a TypeError with the way out where it is none: most often an `await` is missing. */
function phoneIn(matcher: string, phone: TestPhone): TestPhone {
  if (Array.isArray(phone?.inbox) && Array.isArray(phone.deeds)) return phone;
  const hint = phone instanceof Promise ? 'Write "await" before it.' : 'phone() of starhash/testing gives one.';
  throw new TypeError(`${matcher} is for phones. ${hint}`);
}

function fits(text: string, wanted: Wanted): boolean {
  if (typeof wanted === 'string') return text.includes(wanted);
  // A pattern with g or y remembers where it stopped.
  return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(text);
}

function quoted(wanted: Wanted): string {
  return typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted);
}

function seen({ screen, awaiting, refusal }: TestPhone): string {
  if (refusal !== null) return `It was refused: ${[refusal.word, refusal.detail].filter(Boolean).join(': ')}`;
  if (screen === '') return 'It shows nothing.';
  return `It shows${awaiting ? '' : ', at the end of the dialogue'}:\n${drawn(screen)}`;
}

function listed(inbox: readonly InboxSms[]): string {
  if (inbox.length === 0) return 'No SMS has come.';
  return `Has come:\n${inbox.map(({ from, text }) => drawn(`${from}: ${text}`)).join('\n')}`;
}

function drawn(text: string): string {
  return text.replace(/^/gm, '  │ ');
}

function verdict(pass: boolean, { msisdn, deeds }: TestPhone, what: string, got: string): Verdict {
  const done = deeds.length === 0 ? '' : `\nIt ${LAST.format(deeds.slice(-MOST_DEEDS))}.`;
  return { pass, message: () => `expected ${msisdn}${pass ? ' not' : ''} ${what}.${done}\n${got}` };
}

/** Acts that a message tells of. */
const MOST_DEEDS = 6;
const LAST = new Intl.ListFormat('en', { style: 'short', type: 'unit' });
