/** Fields of a message that say what nobody can do, each with its own status (SMPP 3.4 §5.1.3, §5.2). */
import type { Body } from '../pdu/commands.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { tlvText } from '../pdu/tlvs.ts';
import type { UssdPdu } from '../ussd/types.ts';

/** §5.2.11, with the cell broadcast and teleservices of SMPP 5.0 §4.7.25. */
const SERVICE_TYPES: readonly string[] = ['', 'USSD', 'CMT', 'CPT', 'VMN', 'VMA', 'WAP', 'CBS', 'GUTS'];

/** Highest type of number (§5.2.5). */
const HIGHEST_TON = 6;
/** Numbering plans (§5.2.6). */
const PLANS: readonly number[] = [0, 1, 3, 4, 6, 8, 9, 10, 14, 18];

/** esm_class: message type, bits 5 to 2; what an ESME may send are messages and acknowledgements of a user (§5.2.12). */
const TYPE_BITS = 0x3c;
const TYPES: readonly number[] = [0x00, 0x08, 0x10];

const HIGHEST_PRIORITY = 3;
/** registered_delivery: reserved bits (§5.2.17). */
const RESERVED_RECEIPTS = 0xe0;

type Envelope = Body<'data_sm'>;

/** @returns the status of the first field that is wrong, or null */
export function fieldDefect(pdu: UssdPdu): StatusName | null {
  return envelopeDefect(pdu.body) ?? (pdu.command === 'data_sm' ? null : contentDefect(pdu.body));
}

function envelopeDefect(body: Envelope): StatusName | null {
  if (!SERVICE_TYPES.includes(body.service_type)) return 'ESME_RINVSERTYP';
  if (body.source_addr_ton > HIGHEST_TON) return 'ESME_RINVSRCTON';
  if (!PLANS.includes(body.source_addr_npi)) return 'ESME_RINVSRCNPI';
  if (body.dest_addr_ton > HIGHEST_TON) return 'ESME_RINVDSTTON';
  if (!PLANS.includes(body.dest_addr_npi)) return 'ESME_RINVDSTNPI';
  if (!TYPES.includes(body.esm_class & TYPE_BITS)) return 'ESME_RINVESMCLASS';
  return (body.registered_delivery & RESERVED_RECEIPTS) === 0 ? null : 'ESME_RINVREGDLVFLG';
}

function contentDefect(body: Body<'submit_sm'>): StatusName | null {
  if (body.priority_flag > HIGHEST_PRIORITY) return 'ESME_RINVPRTFLG';
  if (body.replace_if_present_flag > 1) return 'ESME_RINVREPFLAG';
  // No messages are stored here to be named by a number.
  return body.sm_default_msg_id === 0 ? null : 'ESME_RINVDFTMSGID';
}

/**
 * Whether what an SMSC delivers is a receipt or an acknowledgement, and no message of a phone (§5.2.12). Some say so only by
 * receipted_message_id (§5.3.2.12).
 */
export function isReport({ body, tlvs }: UssdPdu): boolean {
  return (body.esm_class & TYPE_BITS) !== 0 || tlvText(tlvs, 'receipted_message_id') !== null;
}
