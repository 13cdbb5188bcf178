import type { Asked } from '../../../../src/smpp/link/types.ts';

const MESSAGE = {
  service_type: '',
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: '79161234567',
  dest_addr_ton: 0,
  dest_addr_npi: 1,
  destination_addr: '4555',
  esm_class: 0,
  protocol_id: 0,
  priority_flag: 0,
  schedule_delivery_time: '',
  validity_period: '',
  registered_delivery: 0,
  replace_if_present_flag: 0,
  data_coding: 0,
  sm_default_msg_id: 0,
  short_message: Buffer.from('hi'),
};

type Message = 'submit_sm' | 'deliver_sm';

/** A message of ours, with fields of its own. */
export function message(command: Message, fields: Partial<typeof MESSAGE> = {}): Asked {
  return { command, body: { ...MESSAGE, ...fields } };
}

/** A message that has no form on the wire. */
export const UNSENDABLE = message('deliver_sm', { source_addr: 'a\0b' });
