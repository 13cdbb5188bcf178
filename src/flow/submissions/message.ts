/** A message that waits: what its home keeps of it, from its submission to a day after its end. Pure. */

import type { OutboxEntry } from '../../store/port.ts';
import { splitsPair } from '../../text/size.ts';
import type { MessageState, MessageView, Queued, ReceiptWish, SmsData, Submission } from '../api.ts';
import { isoTime } from '../clock.ts';

/** Whom a message is for. */
export type Receiver =
  | { readonly kind: 'service' }
  | { readonly kind: 'application'; readonly name: string }
  | { readonly kind: 'subscriber' };

export type FinalState = Exclude<MessageState, 'SCHEDULED' | 'ENROUTE'>;

/** What is delivered. */
export interface Content {
  readonly text: string;
  readonly data?: SmsData;
  readonly flash?: true;
}

/** Times are world time, epoch ms. */
export interface Message {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly receiver: Receiver;
  readonly content: Content;
  readonly serviceType: string;
  /** The submitter's wire, which hears how it ended. */
  readonly wire: string;
  readonly receipt: ReceiptWish | null;
  /** See `Submission.receiptIds`. */
  readonly receiptIds?: Submission['receiptIds'];
  readonly state: MessageState;
  /** How often its submitter put another in its place: what was handed over before is not it any more. */
  readonly revision: number;
  readonly submittedAt: number;
  /** When it is to be delivered, until that is done; null = as soon as it can be. */
  readonly schedule: number | null;
  /** End of its validity. */
  readonly expiresAt: number;
  /** Where it waits for a wire. */
  readonly queuedIn: QueuedIn | null;
  readonly finalAt: number | null;
}

export interface QueuedIn extends OutboxEntry {
  readonly queue: string;
}

/**
 * How long a message can be asked about after its end, ms of world time: a day. Not less than an Idempotency-Key is kept, or a
 * call sent again would find its message gone.
 */
const KNOWN_AFTER_END = 24 * 60 * 60 * 1000;

/** SMPP 3.4 Appendix B: a receipt quotes so many characters. */
const QUOTED = 20;

/** What a submission brings, without where and when. */
export function contentOf({ text, data, flash }: Pick<Submission, 'text' | 'data' | 'flash'>): Content {
  return { text, ...(data === undefined ? {} : { data }), ...(flash === undefined ? {} : { flash }) };
}

/** The number that is a phone's: its subscriber knows which of its messages wait. */
export function phoneOf({ receiver, from, to }: Pick<Message, 'receiver' | 'from' | 'to'>): string {
  return receiver.kind === 'subscriber' ? to : from;
}

/** Whether nothing will happen to it any more. */
export function isFinal({ finalAt }: Message): boolean {
  return finalAt !== null;
}

/** When something happens to it next, world time. */
export function deadlineOf({ finalAt, schedule, expiresAt }: Message): number {
  if (finalAt !== null) return finalAt + KNOWN_AFTER_END;
  return schedule === null ? expiresAt : Math.min(schedule, expiresAt);
}

/** The message at its end. */
export function ended(message: Message, state: FinalState, now: number): Message {
  return { ...message, state, finalAt: now, queuedIn: null };
}

/**
 * The message when its time has come, and before its receiver has anything of it: nobody can change it any more, and its
 * schedule stays its deadline, so that whoever finds it so does the rest.
 */
export function settingOut(message: Message, queuedIn: QueuedIn | null): Message {
  return { ...message, state: 'ENROUTE', queuedIn };
}

/** Whether that is how it is. */
export function isSettingOut({ state, schedule }: Message): boolean {
  return state === 'ENROUTE' && schedule !== null;
}

/** The message on its way to a wire. */
export function enRoute(message: Message, queuedIn: QueuedIn): Message {
  return { ...message, state: 'ENROUTE', schedule: null, queuedIn };
}

/** What its wire is to take. */
export function queuedOf({ id, from, to, receiver, content }: Message): Queued {
  return { kind: receiver.kind === 'subscriber' ? 'to-phone' : 'to-application', id, from, to, ...content };
}

/** Of what a receipt speaks. */
export type Receipted = Pick<Message, 'id' | 'from' | 'to' | 'submittedAt' | 'receiptIds'> & {
  readonly state: FinalState;
  readonly finalAt: number;
  readonly text: string;
};

/** Whether the submitter wants to hear of an end. */
export function isWanted(wish: ReceiptWish | null | undefined, state: FinalState): boolean {
  if (wish == null) return false;
  return wish === 'always' || (wish === 'success') === (state === 'DELIVERED');
}

/** The receipt: it comes from where the message went. */
export function receiptOf({ id, from, to, state, submittedAt, finalAt, text, receiptIds }: Receipted): Queued {
  return {
    kind: 'receipt',
    id,
    from: to,
    to: from,
    state,
    error: 0,
    submittedAt: isoTime(submittedAt),
    doneAt: isoTime(finalAt),
    text: text.slice(0, splitsPair(text, QUOTED) ? QUOTED - 1 : QUOTED),
    ...(receiptIds === undefined ? {} : { ids: receiptIds.map((part) => part ?? id) }),
  };
}

/** The message as its submitter sees it. No network is behind this gateway, so there are no errors of one. */
export function viewOf({ id, from, to, state, finalAt }: Message): MessageView {
  return { id, from, to, state, finalAt: finalAt === null ? null : isoTime(finalAt), error: 0 };
}
