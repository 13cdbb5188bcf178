/** A message PDU and its content -> what the gateway takes as an SMS. */
import type { ReceiptWish, Submission, When } from '../../flow/api.ts';
import type { Content } from '../message/pieces.ts';
import { readTime } from '../message/times.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { tlvInt } from '../pdu/tlvs.ts';
import type { UssdPdu } from '../ussd/types.ts';

/** Who writes to whom, as the gateway names them. */
export interface Parties {
  readonly from: string;
  readonly to: string;
}

export type SubmissionRead =
  | { readonly kind: 'submission'; readonly submission: Submission }
  | { readonly kind: 'wrong'; readonly status: StatusName };

/** registered_delivery, bits 1 and 0 (SMPP 3.4 §5.2.17; 3 is of SMPP 5.0). */
const WISHES: readonly (ReceiptWish | null)[] = [null, 'always', 'failure', 'success'];

/** Which receipts a message asks for. What an SMSC delivers asks for none that we could write. */
export function receiptWishOf(pdu: UssdPdu): ReceiptWish | null {
  return pdu.command === 'deliver_sm' ? null : (WISHES[pdu.body.registered_delivery & 0x03] ?? null);
}

/** The times and the replace flag of a submit_sm; a data_sm may say how long it is worth delivering. */
interface Conditions {
  readonly schedule?: When;
  readonly validity?: When;
  readonly replace?: true;
}

const NO_CONDITIONS: Conditions = {};

/** @returns the submission, or 61 and 62 for dates that are none */
export function submissionOf(
  pdu: UssdPdu,
  { from, to }: Parties,
  content: Content,
  receipt: ReceiptWish | null,
): SubmissionRead {
  const conditions = conditionsIn(pdu);
  if (typeof conditions === 'string') return { kind: 'wrong', status: conditions };
  const serviceType = pdu.body.service_type;
  const isPlain = content.kind === 'text' && !content.flash && receipt === null && serviceType === '';
  if (isPlain && conditions === NO_CONDITIONS) {
    return { kind: 'submission', submission: { from, to, text: content.text } };
  }
  const submission: Submission = {
    from,
    to,
    ...(content.kind === 'text' ? { text: content.text } : { text: '', data: content.data }),
    ...(content.flash ? { flash: true } : {}),
    ...conditions,
    ...(receipt === null ? {} : { receipt }),
    ...(serviceType === '' ? {} : { serviceType }),
  };
  return { kind: 'submission', submission };
}

function conditionsIn(pdu: UssdPdu): Conditions | StatusName {
  if (pdu.command === 'data_sm') return lifetimeIn(pdu);
  return pdu.command === 'submit_sm' && isConditional(pdu.body) ? conditionsOf(pdu.body) : NO_CONDITIONS;
}

const SECOND = 1000;

/** qos_time_to_live (SMPP 3.4 §5.3.2.8), seconds; 0 leaves it to us, as if it were not there. */
function lifetimeIn({ tlvs }: UssdPdu): Conditions {
  const seconds = tlvInt(tlvs, 'qos_time_to_live') ?? 0;
  return seconds === 0 ? NO_CONDITIONS : { validity: { after: seconds * SECOND } };
}

type Conditional = Extract<UssdPdu, { command: 'submit_sm' }>['body'];

function isConditional(body: Conditional): boolean {
  return body.schedule_delivery_time !== '' || body.validity_period !== '' || body.replace_if_present_flag === 1;
}

function conditionsOf(body: Conditional): Conditions | StatusName {
  const schedule = readTime(body.schedule_delivery_time);
  if (schedule === 'wrong') return 'ESME_RINVSCHED';
  const validity = readTime(body.validity_period);
  if (validity === 'wrong') return 'ESME_RINVEXPIRY';
  return {
    ...(schedule === 'absent' ? {} : { schedule }),
    ...(validity === 'absent' ? {} : { validity }),
    ...(body.replace_if_present_flag === 1 ? { replace: true } : {}),
  };
}
