/** replace_sm (SMPP 3.4 §4.10): another text, and other times, for a message that waits. */
import type { ReceiptWish, When } from '../../../flow/api.ts';
import { decodeText } from '../../message/alphabets.ts';
import { dataCodingOf, type TextAlphabet } from '../../message/dataCoding.ts';
import { readTime } from '../../message/times.ts';
import type { PduOf } from '../../pdu/pdu.ts';
import type { StatusName } from '../../pdu/statuses.ts';
import { tlvOctets } from '../../pdu/tlvs.ts';
import type { House } from '../house.ts';
import type { Bound } from '../parties.ts';
import { answerWith, callOf, senderOf } from './stored.ts';

type ReplaceSm = PduOf<'replace_sm'>;

/** What stands in place of the old message. */
interface Replacement {
  readonly text: string;
  readonly schedule?: When;
  readonly validity?: When;
  readonly receipt?: ReceiptWish;
}

/** registered_delivery, bits 1 and 0 (SMPP 3.4 §5.2.17; 3 is of SMPP 5.0). */
const WISHES: readonly (ReceiptWish | null)[] = [null, 'always', 'failure', 'success'];
const RESERVED_RECEIPTS = 0xe0;

/** Answers when it is committed; what is on its way already cannot be replaced. */
export function takeReplace(house: House, bound: Bound, request: ReplaceSm): void {
  const { link, party } = bound;
  const { message_id, source_addr_ton, source_addr } = request.body;
  const from = senderOf(party, source_addr_ton, source_addr);
  if (from === null) return void link.refuse(request, 'ESME_RINVSRCADR');
  const by = replacementOf(request, bound);
  if (typeof by === 'string') return void link.refuse(request, by);
  answerWith(house, bound, request, house.gateway.replaceMessage(callOf(party), message_id, { ...by, from }), {
    final: 'ESME_RREPLACEFAIL',
    done: () => link.answer(request, { command: 'replace_sm_resp' }),
  });
}

/** @returns the replacement, or the status of the field that is wrong */
function replacementOf({ body, tlvs }: ReplaceSm, { party }: Bound): Replacement | StatusName {
  const schedule = readTime(body.schedule_delivery_time);
  if (schedule === 'wrong') return 'ESME_RINVSCHED';
  const validity = readTime(body.validity_period);
  if (validity === 'wrong') return 'ESME_RINVEXPIRY';
  if ((body.registered_delivery & RESERVED_RECEIPTS) !== 0) return 'ESME_RINVREGDLVFLG';
  if (body.sm_default_msg_id !== 0) return 'ESME_RINVDFTMSGID';
  const payload = tlvOctets(tlvs, 'message_payload');
  if (payload !== null && body.short_message.length > 0) return 'ESME_ROPTPARNOTALLWD';
  const receipt = WISHES[body.registered_delivery & 0x03] ?? null;
  return {
    text: textOf(payload ?? body.short_message, party.account.defaultAlphabet),
    ...(schedule === 'absent' ? {} : { schedule }),
    ...(validity === 'absent' ? {} : { validity }),
    ...(receipt === null ? {} : { receipt }),
  };
}

/** replace_sm has no data_coding: its text is in the default alphabet. SMPP 5.0 lets it stand in message_payload. */
function textOf(octets: Buffer, byDefault: 'gsm7' | 'latin1'): string {
  return decodeText(dataCodingOf(0, byDefault).alphabet as TextAlphabet, octets);
}
