/** PDUs for the tests of message content: all that does not matter there has a plain value. */
import type { MessagePdu } from '../../../src/smpp/message/content.ts';
import type { SmsPart } from '../../../src/smpp/message/parts.ts';
import type { PduOf, Tlv } from '../../../src/smpp/pdu/pdu.ts';

const ADDRESSES = {
  service_type: '',
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: '79161234567',
  dest_addr_ton: 0,
  dest_addr_npi: 1,
  destination_addr: '4555',
} as const;

const REST = {
  protocol_id: 0,
  priority_flag: 0,
  schedule_delivery_time: '',
  validity_period: '',
  registered_delivery: 0,
  replace_if_present_flag: 0,
  sm_default_msg_id: 0,
} as const;

/** What a test says of a message. */
export type Sms = Partial<SmsPart>;

/** A submit_sm with what is given. */
export function submitSm(sms: Sms): PduOf<'submit_sm'> {
  const { esm_class = 0, data_coding = 0, short_message = Buffer.alloc(0), tlvs = [] } = sms;
  const body = { ...ADDRESSES, ...REST, esm_class, data_coding, short_message };
  return { command: 'submit_sm', status: 0, sequence: 1, body, tlvs };
}

/** A data_sm with what is given. */
export function dataSm(sms: Omit<Sms, 'short_message'>): PduOf<'data_sm'> {
  const { esm_class = 0, data_coding = 0, tlvs = [] } = sms;
  const body = { ...ADDRESSES, esm_class, data_coding, registered_delivery: 0 };
  return { command: 'data_sm', status: 0, sequence: 1, body, tlvs };
}

/** The same message in each of the PDUs that have a short_message. */
export function everyPdu(sms: Sms): readonly MessagePdu[] {
  const submit = submitSm(sms);
  const multi = { ...submit.body, dest_address: [] };
  return [submit, { ...submit, command: 'deliver_sm' }, { ...submit, command: 'submit_multi', body: multi }];
}

/** A parameter of any octets, right or wrong. */
export function tlv(tag: number, ...octets: number[]): Tlv {
  return { tag, value: Buffer.from(octets) };
}
