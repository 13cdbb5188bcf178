/** Draws the phone: lines of text for a terminal of some size. Pure. */
import type { InboxSms, UssdAnswer } from '../../flow/api.ts';
import { ussdSize } from '../../text/size.ts';
import { displayWidth, padTo, tail, wrap } from '../../text/width.ts';
import { type Phone, timeLeft } from './phone.ts';
import type { Style } from './style.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Frame {
  readonly lines: readonly string[];
  /** Where the cursor stands, from 0. */
  readonly cursor: { readonly row: number; readonly column: number };
}

/** As wide as a phone's screen looks right, if the terminal has room. */
const WIDEST = 44;
/** Nothing can be read on less. */
const NARROWEST = 20;
const PROMPT = '› ';

/** The phone on a terminal of this size: its screen, the line to type in, and below it as many SMS as there is room for, newest last. */
export function drawPhone(phone: Phone, { columns, rows }: Size, style: Style): Frame {
  const width = Math.max(NARROWEST, Math.min(columns, WIDEST));
  const top = [
    ...titleLines(phone, width, style),
    ...screenLines(phone, width, style),
    ...meterLines(phone, width, style),
    '',
  ];
  const typed = tail(phone.line, width - PROMPT.length - 1);
  const prompt = phone.phase === 'over' ? [] : [style.bold(PROMPT) + typed];
  const notice = noticeOf(phone);
  const notices = notice === '' ? [] : wrap(notice, width).map(style.dim);
  const above = [...top, ...prompt, ...notices];
  const sms = smsLines(phone.sms, width, style);
  const room = Math.max(0, rows - above.length);
  return {
    lines: [...above, ...(room === 0 ? [] : sms.slice(-room))].slice(0, rows),
    cursor: { row: Math.min(top.length, rows - 1), column: PROMPT.length + displayWidth(typed) },
  };
}

function noticeOf({ notice, phase }: Phone): string {
  if (notice !== '') return notice;
  return phase === 'awaiting' ? 'Enter sends, Ctrl-C hangs up.' : '';
}

function titleLines({ from, code }: Phone, width: number, style: Style): string[] {
  return wrap(`${code} from ${from}`, width).map(style.bold);
}

function screenLines({ screen, refusal }: Phone, width: number, style: Style): string[] {
  const text = screen?.text ?? (refusal === null ? '…' : '');
  const inner = width - 4;
  const body = wrap(text, inner).map((line) => `${style.frame('│')} ${padTo(line, inner)} ${style.frame('│')}`);
  const edge = '─'.repeat(width - 2);
  return [style.frame(`╭${edge}╮`), ...body, style.frame(`╰${edge}╯`)];
}

/** Size on the left, time left on the right, one under the other where they do not fit: `57/80 UCS2        2:58`. */
function meterLines(phone: Phone, width: number, style: Style): string[] {
  const left = ` ${sizeOf(phone.screen)}`;
  const right = `${countdown(phone)} `;
  const gap = width - displayWidth(left) - displayWidth(right);
  return (gap < 1 ? [left, ` ${right}`] : [left + ' '.repeat(gap) + right]).map(style.dim);
}

/** `57/80 UCS2` or `120/182 GSM-7`. */
function sizeOf(screen: UssdAnswer | null): string {
  if (screen === null) return '';
  const { units, capacity, alphabet } = ussdSize(screen.text);
  return `${units}/${capacity} ${alphabet === 'gsm7' ? 'GSM-7' : 'UCS2'}`;
}

/** `2:58`, with a word where the world clock stands still. */
function countdown(phone: Phone): string {
  const left = timeLeft(phone);
  if (left === null) return '';
  const seconds = Math.ceil(left / 1000);
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return phone.clock?.frozen ? `${shown} clock frozen` : shown;
}

function smsLines(messages: readonly InboxSms[], width: number, style: Style): string[] {
  return messages.flatMap((sms) => ['', ...bubble(sms, width, style)]);
}

function bubble({ from, text }: InboxSms, width: number, style: Style): string[] {
  const lines = wrap(text, width - 6);
  const title = `╭─ SMS ${tail(from, width - 9)} `;
  const inner = Math.max(displayWidth(title) - 2, ...lines.map(displayWidth));
  return [
    style.sms(`${title}${'─'.repeat(Math.max(0, inner + 3 - displayWidth(title)))}╮`),
    ...lines.map((line) => `${style.sms('│')} ${padTo(line, inner)} ${style.sms('│')}`),
    style.sms(`╰${'─'.repeat(inner + 2)}╯`),
  ];
}
