/** Every PDU of SMPP 3.4: command_id and mandatory body, as a table (SMPP 3.4 §4, §5.1.2.1). One truth for reader, writer and `starhash pdu`. */
import { type BodyOf, cstring, destinations, type Field, shortMessage, time, uint8, unsuccess } from './fields.ts';

const BIND = [
  cstring('system_id', 16),
  cstring('password', 9),
  cstring('system_type', 13),
  uint8('interface_version'),
  uint8('addr_ton'),
  uint8('addr_npi'),
  cstring('address_range', 41),
] as const;

const BIND_RESP = [cstring('system_id', 16)] as const;

const SOURCE = [uint8('source_addr_ton'), uint8('source_addr_npi'), cstring('source_addr', 21)] as const;
const DESTINATION = [uint8('dest_addr_ton'), uint8('dest_addr_npi'), cstring('destination_addr', 21)] as const;

const MESSAGE = [
  uint8('esm_class'),
  uint8('protocol_id'),
  uint8('priority_flag'),
  time('schedule_delivery_time'),
  time('validity_period'),
  uint8('registered_delivery'),
  uint8('replace_if_present_flag'),
  uint8('data_coding'),
  uint8('sm_default_msg_id'),
  shortMessage,
] as const;

const SERVICE = cstring('service_type', 6);
const MESSAGE_ID = cstring('message_id', 65);
const NONE = [] as const;

const SM = [SERVICE, ...SOURCE, ...DESTINATION, ...MESSAGE] as const;

const DATA_SM = [
  SERVICE,
  uint8('source_addr_ton'),
  uint8('source_addr_npi'),
  cstring('source_addr', 65),
  uint8('dest_addr_ton'),
  uint8('dest_addr_npi'),
  cstring('destination_addr', 65),
  uint8('esm_class'),
  uint8('registered_delivery'),
  uint8('data_coding'),
] as const;

const REPLACE_SM = [
  MESSAGE_ID,
  ...SOURCE,
  time('schedule_delivery_time'),
  time('validity_period'),
  uint8('registered_delivery'),
  uint8('sm_default_msg_id'),
  shortMessage,
] as const;

const ALERT = [
  uint8('source_addr_ton'),
  uint8('source_addr_npi'),
  cstring('source_addr', 65),
  uint8('esme_addr_ton'),
  uint8('esme_addr_npi'),
  cstring('esme_addr', 65),
] as const;

/** Whether a PDU is asked, answered, or both in one (generic_nack is only ever an answer; outbind and alert_notification get none). */
export type CommandKind = 'request' | 'response' | 'notice';

export const COMMANDS = {
  generic_nack: { id: 0x80000000, kind: 'response', fields: NONE },
  bind_receiver: { id: 0x00000001, kind: 'request', fields: BIND },
  bind_receiver_resp: { id: 0x80000001, kind: 'response', fields: BIND_RESP },
  bind_transmitter: { id: 0x00000002, kind: 'request', fields: BIND },
  bind_transmitter_resp: { id: 0x80000002, kind: 'response', fields: BIND_RESP },
  query_sm: { id: 0x00000003, kind: 'request', fields: [MESSAGE_ID, ...SOURCE] },
  query_sm_resp: {
    id: 0x80000003,
    kind: 'response',
    fields: [MESSAGE_ID, time('final_date'), uint8('message_state'), uint8('error_code')],
  },
  submit_sm: { id: 0x00000004, kind: 'request', fields: SM },
  submit_sm_resp: { id: 0x80000004, kind: 'response', fields: [MESSAGE_ID] },
  deliver_sm: { id: 0x00000005, kind: 'request', fields: SM },
  deliver_sm_resp: { id: 0x80000005, kind: 'response', fields: [MESSAGE_ID] },
  unbind: { id: 0x00000006, kind: 'request', fields: NONE },
  unbind_resp: { id: 0x80000006, kind: 'response', fields: NONE },
  replace_sm: { id: 0x00000007, kind: 'request', fields: REPLACE_SM },
  replace_sm_resp: { id: 0x80000007, kind: 'response', fields: NONE },
  cancel_sm: { id: 0x00000008, kind: 'request', fields: [SERVICE, MESSAGE_ID, ...SOURCE, ...DESTINATION] },
  cancel_sm_resp: { id: 0x80000008, kind: 'response', fields: NONE },
  bind_transceiver: { id: 0x00000009, kind: 'request', fields: BIND },
  bind_transceiver_resp: { id: 0x80000009, kind: 'response', fields: BIND_RESP },
  outbind: { id: 0x0000000b, kind: 'notice', fields: [cstring('system_id', 16), cstring('password', 9)] },
  enquire_link: { id: 0x00000015, kind: 'request', fields: NONE },
  enquire_link_resp: { id: 0x80000015, kind: 'response', fields: NONE },
  submit_multi: { id: 0x00000021, kind: 'request', fields: [SERVICE, ...SOURCE, destinations, ...MESSAGE] },
  submit_multi_resp: { id: 0x80000021, kind: 'response', fields: [MESSAGE_ID, unsuccess] },
  alert_notification: { id: 0x00000102, kind: 'notice', fields: ALERT },
  data_sm: { id: 0x00000103, kind: 'request', fields: DATA_SM },
  data_sm_resp: { id: 0x80000103, kind: 'response', fields: [MESSAGE_ID] },
} as const;

export type CommandName = keyof typeof COMMANDS;

/** The mandatory body of a command, by the names of the standard. */
export type Body<Name extends CommandName> = BodyOf<(typeof COMMANDS)[Name]['fields']>;

type OfKind<Kind extends CommandKind> = {
  [Name in CommandName]: (typeof COMMANDS)[Name]['kind'] extends Kind ? Name : never;
}[CommandName];

export type RequestName = OfKind<'request'>;
export type ResponseName = OfKind<'response'>;

/** A row of the table with its name. */
export interface Command {
  readonly name: CommandName;
  readonly id: number;
  readonly kind: CommandKind;
  readonly fields: readonly Field[];
}

/** By signed 32-bit id: engines keep those, unlike 80000004, as plain small integers. */
const BY_ID = new Map<number, Command>();
for (const [name, row] of Object.entries(COMMANDS)) BY_ID.set(row.id | 0, { name: name as CommandName, ...row });

/** The command of a command_id, or null where SMPP 3.4 has none. */
export function commandOf(id: number): Command | null {
  return BY_ID.get(id | 0) ?? null;
}
