/** Reading the delivery receipts of other people's SMSCs, each of which writes Appendix B of SMPP 3.4 in its own way. */
import type { Tlv } from '../pdu/pdu.ts';
import { tlvInt, tlvOctets, tlvText } from '../pdu/tlvs.ts';
import { type MessageState, stateOfNumber, stateOfWord } from './states.ts';
import { instantOf, isDigits } from './times.ts';

/** What a receipt says; null where it does not. Optional parameters count before the text. */
export interface ReceiptRead {
  /** As the SMSC writes it here: perhaps the decimal of what submit_sm_resp had in hexadecimal. */
  readonly id: string | null;
  readonly state: MessageState | null;
  /** The word after `stat:`, which a vendor may have made up. */
  readonly word: string | null;
  /** network_error_code without the kind of network, or what stands after `err:` if it is a number. */
  readonly error: number | null;
  /** Epoch ms, read as UTC. */
  readonly submittedAt: number | null;
  readonly doneAt: number | null;
  /** Messages submitted and delivered. */
  readonly submitted: number | null;
  readonly delivered: number | null;
  /** Beginning of the message. */
  readonly text: string | null;
}

/** esm_class bits 5 to 2 (SMPP 3.4 §5.2.12): delivery receipt, intermediate notification. */
const MESSAGE_TYPE = 0x3c;
const RECEIPTS = [0x04, 0x20];

/** In lower case. A label stands at the beginning or after a blank. */
const LABELS = ['id', 'sub', 'dlvrd', 'submit date', 'done date', 'stat', 'err', 'text'] as const;
type Label = (typeof LABELS)[number];

/** Whether esm_class says that a deliver_sm or data_sm is a receipt (final or intermediate) and no message. */
export function isReceipt(esmClass: number): boolean {
  return RECEIPTS.includes(esmClass & MESSAGE_TYPE);
}

/** Reads the text of a receipt and its optional parameters: any order, any case of letters, anything may be missing. */
export function readReceipt(text: string, tlvs: readonly Tlv[]): ReceiptRead {
  const fields = fieldsOf(text);
  const state = tlvInt(tlvs, 'message_state');
  const word = fields.get('stat') ?? null;
  return {
    id: tlvText(tlvs, 'receipted_message_id') ?? fields.get('id') ?? null,
    state: (state === null ? null : stateOfNumber(state)) ?? (word === null ? null : stateOfWord(word)),
    word,
    error: tlvOctets(tlvs, 'network_error_code')?.readUInt16BE(1) ?? numberOf(fields.get('err')),
    submittedAt: dateOf(fields.get('submit date')),
    doneAt: dateOf(fields.get('done date')),
    submitted: numberOf(fields.get('sub')),
    delivered: numberOf(fields.get('dlvrd')),
    text: fields.get('text') ?? null,
  };
}

/** The fields by label, the first of each. Once id and stat are known, `text` reaches to the end: it may hold labels of its own. */
function fieldsOf(text: string): ReadonlyMap<Label, string> {
  const fields = new Map<Label, string>();
  let label: Label | null = null;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (label === 'text' && fields.has('id') && fields.has('stat')) break;
    const next = labelAt(text, at);
    if (next === null) continue;
    keepFirst(fields, label, text.slice(from, at));
    label = next;
    from = at + next.length + 1;
  }
  keepFirst(fields, label, text.slice(from));
  return fields;
}

function keepFirst(fields: Map<Label, string>, label: Label | null, value: string): void {
  if (label !== null && !fields.has(label)) fields.set(label, value.trim());
}

function labelAt(text: string, at: number): Label | null {
  if (at > 0 && text[at - 1] !== ' ') return null;
  for (const label of LABELS) {
    const end = at + label.length;
    if (text[end] === ':' && text.slice(at, end).toLowerCase() === label) return label;
  }
  return null;
}

function numberOf(digits: string | undefined): number | null {
  return digits !== undefined && digits !== '' && isDigits(digits, digits.length) ? Number(digits) : null;
}

/** YYMMDDhhmm, YYMMDDhhmmss or YYYYMMDDhhmmss; 12 digits that are no such date are read as YYYYMMDDhhmm. */
function dateOf(digits: string | undefined): number | null {
  if (digits === undefined || !isDigits(digits, digits.length)) return null;
  const twoDigitYear = () => instantOf(2000 + Number(digits.slice(0, 2)), digits.slice(2).padEnd(10, '0'));
  const fourDigitYear = () => instantOf(Number(digits.slice(0, 4)), digits.slice(4).padEnd(10, '0'));
  switch (digits.length) {
    case 10:
      return twoDigitYear();
    case 12:
      return twoDigitYear() ?? fourDigitYear();
    case 14:
      return fourDigitYear();
    default:
      return null;
  }
}
