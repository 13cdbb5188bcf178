/** What phones hear on a bind: SMS, and screens that they did not ask for. */
import type { Application, JoinPieces, SmsPart, WireEnd } from '../../../flow/api.ts';
import type { ApplicationSetup } from '../../../smpp/applications/room.ts';
import type { Shown } from '../../wire.ts';

/** An SMS as it was delivered. */
export interface HeardSms {
  readonly from: string;
  readonly text: string;
  readonly parts: number;
}

export interface PushedDialogue {
  readonly sessionId: string;
  readonly shown: Shown;
}

/** The far side of a bind: who takes what is dialled, and SMS. */
export interface FarSide {
  readonly application: Application;
  readonly end: Pick<WireEnd, 'deliver'>;
}

export interface Ear {
  /** What the adapter of the bind takes for its gateway. */
  readonly gateway: ApplicationSetup['gateway'];
  /** The far side; null while there is no bind. */
  farSide(): FarSide | null;
  /** The oldest SMS to this phone that nobody has taken yet, or null. */
  takeSms(msisdn: string): HeardSms | null;
  /** The dialogue that the network began with this phone, once; null = none. */
  takePush(msisdn: string): PushedDialogue | null;
  /** The far side ended the phone's dialogue. */
  ended(msisdn: string, text: string): void;
  /** The last words of a dialogue that the far side ended, once; null = it goes on. */
  takeEnd(msisdn: string): string | null;
  /** Resolves at the next thing that is heard, or when the signal fires. */
  more(signal: AbortSignal): Promise<void>;
}

/** Nothing heard yet. */
export function openEar(): Ear {
  const sms = lists<HeardSms>();
  const pushes = lists<PushedDialogue>();
  const ends = lists<string>();
  const collect = collector();
  let application: Application | null = null;
  let end: WireEnd | null = null;
  let count = 0;
  const listeners: (() => void)[] = [];

  const heard = () => {
    for (const listener of listeners.splice(0)) listener();
  };
  const took = (from: string, to: string, text: string, parts: number) => {
    sms.add(plain(to), { from, text, parts });
    heard();
    return { ok: true, value: { messageId: nextId() } } as const;
  };
  const nextId = () => {
    count += 1;
    return String(count);
  };

  return {
    gateway: {
      attachWire(_world, _wire, one) {
        end = one;
        return () => {
          end = null;
        };
      },
      attachApplication(_world, _name, one) {
        application = one;
        return () => {
          application = null;
        };
      },
      release: async () => {},
      sms: async (_call, { from, to, text }) => took(from, to, text, 1),
      async smsPart(_call, part, join) {
        const whole = collect(part, join);
        return whole === null
          ? { ok: true, value: { messageId: nextId() } }
          : took(part.from, part.to, whole, part.total);
      },
      async push(_call, { msisdn, text, expectsReply }) {
        const sessionId = `push${nextId()}`;
        pushes.add(plain(msisdn), { sessionId, shown: { text, awaiting: expectsReply } });
        heard();
        const state = expectsReply ? 'awaiting' : 'ended';
        return { ok: true, value: { sessionId, state, text, service: 'push', language: '', expiresAt: '' } };
      },
    },
    farSide: () => (application === null || end === null ? null : { application, end }),
    takeSms: sms.take,
    takePush: pushes.take,
    ended(msisdn, text) {
      ends.add(msisdn, text);
      heard();
    },
    takeEnd: ends.take,
    more: (signal) =>
      new Promise((resolve) => {
        listeners.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
}

function plain(msisdn: string): string {
  return msisdn.replace(/^\+/, '');
}

/** First in, first out, by phone. */
function lists<T>() {
  const byPhone = new Map<string, T[]>();
  return {
    add(msisdn: string, one: T) {
      byPhone.set(msisdn, [...(byPhone.get(msisdn) ?? []), one]);
    },
    take: (msisdn: string): T | null => byPhone.get(msisdn)?.shift() ?? null,
  };
}

/** Puts the parts of long SMS together, in any order; a part that comes twice is one. Gives the text with the last part, else null. */
function collector(): (part: SmsPart, join: JoinPieces) => string | null {
  const sets = new Map<string, Map<number, string>>();
  return ({ from, to, reference, total, number, piece }, join) => {
    const key = `${from} ${to} ${reference} ${total}`;
    const pieces = sets.get(key) ?? new Map<number, string>();
    sets.set(key, pieces.set(number, piece));
    if (pieces.size < total) return null;
    sets.delete(key);
    const inOrder = Array.from({ length: total }, (_, index) => pieces.get(index + 1) ?? '');
    return join(inOrder).text;
  };
}
