/** Writing delivery receipts: the text of SMPP 3.4 Appendix B and the optional parameters that say the same. */
import { DELIVERY_RECEIPT } from '../pdu/esmClass.ts';
import type { Tlv } from '../pdu/pdu.ts';
import { intTlv, octetsTlv, textTlv } from '../pdu/tlvs.ts';
import { encodeText } from './alphabets.ts';
import type { DefaultAlphabet } from './dataCoding.ts';
import type { SmsPart } from './parts.ts';
import { MESSAGE_STATES, type MessageState } from './states.ts';
import { writeAbsoluteTime } from './times.ts';

/** Characters of the message that a receipt repeats. */
const TEXT_LENGTH = 20;
/** What our ids of 12 hexadecimal digits need as decimals. */
const DECIMAL_DIGITS = 15;
/** network_error_code: an error of a GSM network (SMPP 3.4 §5.3.2.31). */
const GSM = 3;
const MAX_ERROR = 0xffff;
/** What three digits can say. */
const MAX_ERR = 999;
const HEX_DIGITS = '0123456789ABCDEFabcdef';
const NO_OCTETS = Buffer.alloc(0);

export interface Receipt {
  /** As submit_sm_resp gave it. */
  readonly id: string;
  readonly state: MessageState;
  /** Of the network, 0 = none. */
  readonly error: number;
  /** Epoch ms. */
  readonly submittedAt: number;
  readonly doneAt: number;
  /** Beginning of the message. */
  readonly text: string;
}

export interface ReceiptOptions {
  readonly ids: 'hex' | 'decimal';
  /** What data_coding 0 stands for at the receiver. */
  readonly byDefault: DefaultAlphabet;
}

/**
 * A receipt as a deliver_sm (or, on an outgoing link, a submit_sm) carries it. Dates are in UTC. The text is the first 20 characters of
 * the message where the default alphabet has them, else empty. receipted_message_id is the id of submit_sm_resp, whatever the text writes.
 */
export function writeReceipt(receipt: Receipt, options: ReceiptOptions): SmsPart {
  const { byDefault } = options;
  const head = encodeText(byDefault, receiptHead(receipt, options.ids)) ?? NO_OCTETS;
  const text = encodeText(byDefault, receipt.text.slice(0, TEXT_LENGTH)) ?? NO_OCTETS;
  return {
    esm_class: DELIVERY_RECEIPT,
    data_coding: 0,
    short_message: Buffer.concat([head, text]),
    tlvs: receiptTlvs(receipt),
  };
}

/** An id for the text of a receipt. `decimal`: its value padded with zeros to 15 digits; an id that is not hexadecimal stays as it is. */
export function receiptId(id: string, form: 'hex' | 'decimal'): string {
  return form === 'decimal' && isHex(id) ? BigInt(`0x${id}`).toString().padStart(DECIMAL_DIGITS, '0') : id;
}

function isHex(id: string): boolean {
  for (let i = 0; i < id.length; i++) if (!HEX_DIGITS.includes(id.charAt(i))) return false;
  return id !== '';
}

function receiptHead({ id, state, error, submittedAt, doneAt }: Receipt, ids: 'hex' | 'decimal'): string {
  const delivered = state === 'DELIVERED' ? '001' : '000';
  const err = String(Math.min(error, MAX_ERR)).padStart(3, '0');
  return (
    `id:${receiptId(id, ids)} sub:001 dlvrd:${delivered} submit date:${shortDate(submittedAt)}` +
    ` done date:${shortDate(doneAt)} stat:${MESSAGE_STATES[state].word} err:${err} text:`
  );
}

/** YYMMDDhhmm. */
function shortDate(at: number): string {
  return writeAbsoluteTime(at).slice(0, 10);
}

function receiptTlvs({ id, state, error }: Receipt): readonly Tlv[] {
  const tlvs = [textTlv('receipted_message_id', id), intTlv('message_state', MESSAGE_STATES[state].number)];
  if (error === 0) return tlvs;
  const code = Math.min(error, MAX_ERROR);
  return [...tlvs, octetsTlv('network_error_code', Buffer.from([GSM, code >> 8, code]))];
}
