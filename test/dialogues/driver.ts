/** What plays a dialogue: phones on some wire, and the office that looks after points and time. */
import type { BonusWrite, Call, ClockChange, Gateway, InboxSms, ProfileChange, Result } from '../../src/flow/api.ts';
import { must } from '../support/phone.ts';

/** What came of it, as a wire tells it: ids apart, the same on every wire. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly word: string; readonly figures: Readonly<Record<string, unknown>> };

export interface Shown {
  readonly state: 'awaiting' | 'ended';
  readonly text: string;
}

type Facts = Readonly<Record<string, unknown>>;

/** Phones. A driver remembers the dialogue that each of them is in. */
export interface Phones {
  dial(msisdn: string, code: string): Promise<Reply<Shown>>;
  answer(msisdn: string, input: string): Promise<Reply<Shown>>;
  hangUp(msisdn: string): Promise<Reply<unknown>>;
  sms(msisdn: string, to: string, text: string): Promise<Reply<unknown>>;
  /** The SMS that came since the last look. */
  inbox(msisdn: string): Promise<readonly InboxSms[]>;
}

/** Everything else that a dialogue needs; on every wire these are calls of the API. */
export interface Office {
  bonus(msisdn: string): Promise<Reply<Facts & { readonly balance: number }>>;
  write(msisdn: string, write: BonusWrite): Promise<Reply<Facts>>;
  /** Prices by gift code. */
  catalogue(msisdn: string): Promise<Reply<Readonly<Record<string, number>>>>;
  /** The sum of all postings to the subscriber's points. */
  journalSum(msisdn: string): Promise<number>;
  profile(msisdn: string, change: ProfileChange): Promise<Reply<unknown>>;
  clock(change: ClockChange): Promise<Reply<unknown>>;
}

export type Driver = Phones & Office;

/** The calls of the API that dialogues are made of. */
export type Calls = Pick<
  Gateway,
  | 'dial'
  | 'answer'
  | 'hangUp'
  | 'sms'
  | 'messages'
  | 'bonus'
  | 'bonusWrite'
  | 'catalogue'
  | 'journal'
  | 'putSubscriber'
  | 'changeClock'
>;

/** Phones and office over the calls of the API, wherever those lead. */
export function driverOver(calls: Calls, call: Call, program: string): Driver {
  return { ...phonesOver(calls, call), ...officeOver(calls, call, program) };
}

/** Phones over the calls of the API. */
export function phonesOver(calls: Calls, call: Call): Phones {
  const sessions = new Map<string, string>();
  const seen = new Map<string, string>();
  const sessionOf = (msisdn: string) => sessions.get(msisdn) ?? '';
  return {
    async dial(msisdn, code) {
      const result = await calls.dial(call, { msisdn, code });
      if (result.ok) sessions.set(msisdn, result.value.sessionId);
      return replyOf(result);
    },
    answer: async (msisdn, input) => replyOf(await calls.answer(call, sessionOf(msisdn), { input })),
    hangUp: async (msisdn) => replyOf(await calls.hangUp(call, sessionOf(msisdn))),
    sms: async (msisdn, to, text) => replyOf(await calls.sms(call, { from: msisdn, to, text })),
    async inbox(msisdn) {
      const { messages } = must(await calls.messages(call, msisdn, { after: seen.get(msisdn) ?? '0' }));
      seen.set(msisdn, messages.at(-1)?.id ?? seen.get(msisdn) ?? '0');
      return messages;
    },
  };
}

/** The office over the calls of the API; with phones on another wire it makes another driver. */
export function officeOver(calls: Calls, call: Call, program: string): Office {
  return {
    bonus: async (msisdn) => replyOf(await calls.bonus(call, program, msisdn)),
    write: async (msisdn, write) => replyOf(await calls.bonusWrite(call, program, msisdn, write)),
    async catalogue(msisdn) {
      const reply = replyOf(await calls.catalogue(call, program, msisdn));
      if (!reply.ok) return reply;
      return { ok: true, value: Object.fromEntries(reply.value.gifts.map(({ code, price }) => [code, price])) };
    },
    async journalSum(msisdn) {
      const { items } = must(await calls.journal(call, program, msisdn, { limit: 1000 }));
      const postings = items.flatMap((entry) => entry.postings).filter(({ account }) => account === 'points');
      return postings.reduce((sum, { points }) => sum + points, 0);
    },
    profile: async (msisdn, change) => replyOf(await calls.putSubscriber(call, msisdn, change)),
    clock: async (change) => replyOf(await calls.changeClock(call, change)),
  };
}

function replyOf<T>(result: Result<T>): Reply<T> {
  if (result.ok) return result;
  return { ok: false, word: result.problem.type, figures: result.problem.data ?? {} };
}

/** The value of a reply that must be well. */
export function mustReply<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`refused: ${reply.word} ${JSON.stringify(reply.figures)}`);
}
