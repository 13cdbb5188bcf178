/** The phone as data, and how events change it: a pure function, so that a dialogue can be tested without a terminal. */
import type { ClockView, InboxSms, Result, UssdAnswer } from '../../flow/api.ts';
import { explain } from '../client.ts';
import { edit, type Key } from './lineEditor.ts';

/** The world clock as it was read at `readAt` (machine's monotonic clock, ms). */
export interface WorldClock {
  /** Epoch ms. */
  readonly now: number;
  readonly frozen: boolean;
  readonly readAt: number;
}

export interface Phone {
  readonly from: string;
  readonly code: string;
  /** `busy`: the network has the turn; `over`: the dialogue has ended, by whoever. */
  readonly phase: 'busy' | 'awaiting' | 'over';
  readonly screen: UssdAnswer | null;
  readonly sms: readonly InboxSms[];
  readonly line: string;
  /** A word to the person: why nothing happened, or how it ended. */
  readonly notice: string;
  readonly clock: WorldClock | null;
  /** The machine's monotonic clock, ms, as of the last event. */
  readonly at: number;
  /** Why the gateway refused the code, if it did. */
  readonly refusal: string | null;
}

export type PhoneEvent =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'answered'; readonly result: Result<UssdAnswer> }
  | { readonly kind: 'sms'; readonly messages: readonly InboxSms[] }
  | { readonly kind: 'clock'; readonly view: ClockView }
  | { readonly kind: 'tick' };

export type Command =
  | { readonly kind: 'answer'; readonly sessionId: string; readonly input: string }
  | { readonly kind: 'readClock' }
  | { readonly kind: 'hangUp'; readonly sessionId: string | null }
  | { readonly kind: 'leave' };

export interface Change {
  readonly phone: Phone;
  readonly command: Command | null;
}

const OVER = 'The dialogue is over. Press any key.';
const TIME_IS_UP = 'Time is up: the network ended the dialogue. Press any key.';
const EMPTY = 'Type an answer and press Enter. Ctrl-C hangs up.';

/** A phone that has just dialled. */
export function dialling(from: string, code: string, at: number): Phone {
  return { from, code, phase: 'busy', screen: null, sms: [], line: '', notice: '', clock: null, at, refusal: null };
}

/** Time left to answer, ms, or null where nothing runs out. */
export function timeLeft({ phase, screen, clock, at }: Phone): number | null {
  if (phase === 'over' || screen === null || clock === null) return null;
  const now = clock.frozen ? clock.now : clock.now + (at - clock.readAt);
  return Math.max(0, Date.parse(screen.expiresAt) - now);
}

/** The phone after an event, and what is to be done. `at` = the machine's monotonic clock, ms. */
export function update(before: Phone, event: PhoneEvent, at: number): Change {
  const phone = { ...before, at };
  switch (event.kind) {
    case 'key':
      return phone.phase === 'over' ? { phone, command: { kind: 'leave' } } : pressed(phone, event.key);
    case 'answered':
      return answered(phone, event.result);
    case 'sms':
      return { phone: { ...phone, sms: [...phone.sms, ...event.messages] }, command: null };
    case 'clock':
      return clockRead(phone, event.view);
    case 'tick':
      return { phone, command: timeLeft(phone) === 0 && phone.phase === 'awaiting' ? { kind: 'readClock' } : null };
  }
}

function pressed(phone: Phone, key: Key): Change {
  const change = edit(phone.line, key);
  switch (change.kind) {
    case 'line':
      return { phone: { ...phone, line: change.line, notice: '' }, command: null };
    case 'escape':
      return { phone: { ...phone, line: '', notice: phone.line === '' ? EMPTY : '' }, command: null };
    case 'hangUp':
      return { phone, command: { kind: 'hangUp', sessionId: phone.screen?.sessionId ?? null } };
    case 'send':
      return send(phone);
  }
}

function send(phone: Phone): Change {
  const input = phone.line.trim();
  if (phone.phase !== 'awaiting' || phone.screen === null) return { phone, command: null };
  if (input === '') return { phone: { ...phone, line: '', notice: EMPTY }, command: null };
  return {
    phone: { ...phone, phase: 'busy', line: '', notice: '' },
    command: { kind: 'answer', sessionId: phone.screen.sessionId, input },
  };
}

function answered(phone: Phone, result: Result<UssdAnswer>): Change {
  if (!result.ok) return { phone: refused(phone, explain(result.problem), result.problem.type), command: null };
  const ended = result.value.state === 'ended';
  const notice = ended ? OVER : '';
  return {
    phone: { ...phone, phase: ended ? 'over' : 'awaiting', screen: result.value, notice },
    command: ended ? null : { kind: 'readClock' },
  };
}

/** A refused code ends it; a refused answer can be given again, unless the session is over. */
function refused(phone: Phone, reason: string, type: string): Phone {
  if (phone.screen === null) return { ...phone, phase: 'over', notice: `${reason} Press any key.`, refusal: reason };
  const over = type === 'session-over' || type === 'unknown-session';
  return { ...phone, phase: over ? 'over' : 'awaiting', notice: over ? `${reason} Press any key.` : reason };
}

function clockRead(phone: Phone, view: ClockView): Change {
  const clock = { now: Date.parse(view.now), frozen: view.frozen, readAt: phone.at };
  const current = { ...phone, clock };
  const expired = phone.phase === 'awaiting' && timeLeft(current) === 0;
  return { phone: expired ? { ...current, phase: 'over', notice: TIME_IS_UP } : current, command: null };
}
