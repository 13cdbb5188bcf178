/** Every optional parameter (TLV): tag, kind and length, as one table (SMPP 3.4 §5.3.2; 5.0 §4.8.4 where marked). */

/** `int`: an unsigned big-endian integer. `cstring`: text whose closing NUL many peers leave out. */
export type TlvKind = 'int' | 'cstring' | 'octets';

/** Lengths in octets, both ends included. `ranges`: the integers that are allowed, all where there is none. */
export interface TlvRule<Kind extends TlvKind = TlvKind> {
  readonly tag: number;
  readonly kind: Kind;
  readonly min: number;
  readonly max: number;
  readonly ranges?: readonly (readonly [from: number, to: number])[];
}

const LONGEST = 0xffff;

const int = (tag: number, min: number, max = min): TlvRule<'int'> => ({ tag, kind: 'int', min, max });
const octets = (tag: number, min: number, max = min): TlvRule<'octets'> => ({ tag, kind: 'octets', min, max });
const cstring = (tag: number, max: number): TlvRule<'cstring'> => ({ tag, kind: 'cstring', min: 1, max });
const within = <Rule extends TlvRule>(rule: Rule, ...ranges: readonly (readonly [number, number])[]): Rule => ({
  ...rule,
  ranges,
});

export const TLVS = {
  dest_addr_subunit: int(0x0005, 1),
  dest_network_type: int(0x0006, 1),
  dest_bearer_type: int(0x0007, 1),
  dest_telematics_id: int(0x0008, 2),
  source_addr_subunit: int(0x000d, 1),
  source_network_type: int(0x000e, 1),
  source_bearer_type: int(0x000f, 1),
  // One octet in the standard, two in practice, like its counterpart.
  source_telematics_id: int(0x0010, 1, 2),
  qos_time_to_live: int(0x0017, 4),
  payload_type: int(0x0019, 1),
  additional_status_info_text: cstring(0x001d, 256),
  receipted_message_id: cstring(0x001e, 65),
  ms_msg_wait_facilities: int(0x0030, 1),
  privacy_indicator: int(0x0201, 1),
  source_subaddress: octets(0x0202, 2, 23),
  dest_subaddress: octets(0x0203, 2, 23),
  user_message_reference: int(0x0204, 2),
  user_response_code: int(0x0205, 1),
  source_port: int(0x020a, 2),
  destination_port: int(0x020b, 2),
  sar_msg_ref_num: int(0x020c, 2),
  language_indicator: int(0x020d, 1),
  sar_total_segments: within(int(0x020e, 1), [1, 255]),
  sar_segment_seqnum: within(int(0x020f, 1), [1, 255]),
  sc_interface_version: int(0x0210, 1),
  callback_num_pres_ind: int(0x0302, 1),
  callback_num_atag: octets(0x0303, 1, 65),
  number_of_messages: int(0x0304, 1),
  callback_num: octets(0x0381, 4, 19),
  dpf_result: int(0x0420, 1),
  set_dpf: int(0x0421, 1),
  ms_availability_status: int(0x0422, 1),
  network_error_code: octets(0x0423, 3),
  message_payload: octets(0x0424, 0, LONGEST),
  delivery_failure_reason: int(0x0425, 1),
  more_messages_to_send: int(0x0426, 1),
  message_state: int(0x0427, 1),
  /** 5.0. */
  congestion_state: int(0x0428, 1),
  // 23 (hexadecimal 17) is no operation of the standard: a gateway wrote the decimal 17 so, and its peers kept it.
  ussd_service_op: within(int(0x0501, 1), [0, 3], [16, 19], [23, 23], [32, 255]),
  /** 5.0, as all of broadcast and most of network, node and number portability. */
  broadcast_channel_indicator: int(0x0600, 1),
  broadcast_content_type: octets(0x0601, 3),
  broadcast_content_type_info: octets(0x0602, 1, 255),
  broadcast_message_class: int(0x0603, 1),
  broadcast_rep_num: int(0x0604, 2),
  broadcast_frequency_interval: octets(0x0605, 3),
  broadcast_area_identifier: octets(0x0606, 1, LONGEST),
  broadcast_error_status: int(0x0607, 4),
  broadcast_area_success: int(0x0608, 1),
  broadcast_end_time: octets(0x0609, 16, 17),
  broadcast_service_group: octets(0x060a, 1, 255),
  billing_identification: octets(0x060b, 1, 1024),
  source_network_id: cstring(0x060d, 65),
  dest_network_id: cstring(0x060e, 65),
  source_node_id: octets(0x060f, 6),
  dest_node_id: octets(0x0610, 6),
  dest_addr_np_resolution: int(0x0611, 1),
  dest_addr_np_information: octets(0x0612, 10),
  dest_addr_np_country: int(0x0613, 1, 5),
  display_time: int(0x1201, 1),
  sms_signal: int(0x1203, 2),
  // One octet in 3.4; 5.0 adds a unit and a number.
  ms_validity: octets(0x1204, 1, 4),
  // Empty in 3.4, one octet in 5.0.
  alert_on_message_delivery: octets(0x130c, 0, 1),
  its_reply_type: int(0x1380, 1),
  its_session_info: octets(0x1383, 2),
  /** Comverse SMPP+; of a vendor's range. */
  ussd_session_id: octets(0x1501, 4),
} as const satisfies Record<string, TlvRule>;

export type TlvName = keyof typeof TLVS;

/** The names of one kind. */
export type TlvNameOf<Kind extends TlvKind> = {
  [Name in TlvName]: (typeof TLVS)[Name]['kind'] extends Kind ? Name : never;
}[TlvName];
