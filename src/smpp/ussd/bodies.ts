/** Mandatory bodies of the PDUs that carry messages, with nothing asked for that was not given. */
import type { Body } from '../pdu/commands.ts';
import type { Address } from '../pdu/fields.ts';

/** What a short message says, by the names of the standard. */
export type ShortContent = Pick<Body<'submit_sm'>, 'esm_class' | 'data_coding' | 'short_message'>;

/** The body of a submit_sm or deliver_sm (SMPP 3.4 §4.4.1, §4.6.1). Its order is that of the wire. */
export function shortMessageBody(
  serviceType: string,
  source: Address,
  destination: Address,
  { esm_class, data_coding, short_message }: ShortContent,
): Body<'submit_sm'> {
  return {
    service_type: serviceType,
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.addr,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.addr,
    esm_class,
    protocol_id: 0,
    priority_flag: 0,
    schedule_delivery_time: '',
    validity_period: '',
    registered_delivery: 0,
    replace_if_present_flag: 0,
    data_coding,
    sm_default_msg_id: 0,
    short_message,
  };
}

/** The body of a data_sm (SMPP 3.4 §4.7.1), whose text is in message_payload. */
export function dataBody(
  serviceType: string,
  source: Address,
  destination: Address,
  dataCoding: number,
): Body<'data_sm'> {
  return {
    service_type: serviceType,
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.addr,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.addr,
    esm_class: 0,
    registered_delivery: 0,
    data_coding: dataCoding,
  };
}
