/** What the values of single fields and parameters mean, in words for people (SMPP 3.4 §5.2, §5.3; 3GPP TS 23.038 §4). */
import { DELIVERY_RECEIPT, UDHI } from './esmClass.ts';
import { STATUSES, statusName } from './statuses.ts';

type Names = Readonly<Record<number, string>>;

const TON: Names = {
  0: 'unknown',
  1: 'international',
  2: 'national',
  3: 'network specific',
  4: 'subscriber number',
  5: 'alphanumeric',
  6: 'abbreviated',
};

const NPI: Names = {
  0: 'unknown',
  1: 'ISDN (E.164)',
  3: 'data (X.121)',
  4: 'telex (F.69)',
  6: 'land mobile (E.212)',
  8: 'national',
  9: 'private',
  10: 'ERMES',
  14: 'Internet (IP)',
  18: 'WAP client id',
};

const MESSAGE_STATE: Names = {
  0: 'SCHEDULED (5.0)',
  1: 'ENROUTE',
  2: 'DELIVERED',
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIVERABLE',
  6: 'ACCEPTED',
  7: 'UNKNOWN',
  8: 'REJECTED',
  9: 'SKIPPED (5.0)',
};

const USSD_SERVICE_OP: Names = {
  0: 'PSSD indication: a phone dials (phase 1)',
  1: 'PSSR indication: a phone dials',
  2: 'USSR request: a screen that waits for an answer',
  3: 'USSN request: a screen that waits for none',
  16: 'PSSD response: the last screen (phase 1)',
  17: 'PSSR response: the last screen, the session ends',
  18: 'USSR confirm: the phone answers',
  19: 'USSN confirm: the phone has shown it',
  23: 'no operation of the standard; some gateways mean 17, the end',
  32: "a vendor's: with some gateways the end of the session",
  129: "a vendor's: with some gateways the user's abort",
};

const ITS_REPLY_TYPE: Names = {
  0: 'digit',
  1: 'number',
  2: 'telephone number',
  3: 'password',
  4: 'character line',
  5: 'menu',
  6: 'date',
  7: 'time',
  8: 'continue',
};

const INTERFACE_VERSION: Names = { 51: 'SMPP 3.3', 52: 'SMPP 3.4', 80: 'SMPP 5.0' };
const PRIORITY: Names = { 0: 'normal', 1: 'raised', 2: 'urgent', 3: 'very urgent' };
const DEST_FLAG: Names = { 1: 'an SME address', 2: 'a distribution list' };
const REPLACE: Names = { 0: 'do not replace', 1: 'replace' };
const PAYLOAD_TYPE: Names = { 0: 'default', 1: 'WCMP' };
const FAILURE_REASON: Names = {
  0: 'destination unavailable',
  1: 'destination address invalid',
  2: 'permanent network error',
  3: 'temporary network error',
};
const AVAILABILITY: Names = { 0: 'available', 1: 'denied', 2: 'unavailable' };
const LANGUAGE: Names = { 0: 'unspecified', 1: 'English', 2: 'French', 3: 'Spanish', 4: 'German', 5: 'Portuguese' };
const PRIVACY: Names = { 0: 'not restricted', 1: 'restricted', 2: 'confidential', 3: 'secret' };
const NETWORK: Names = { 1: 'ANSI-136', 2: 'IS-95', 3: 'GSM' };

const named = (names: Names) => (value: number) => names[value] ?? 'reserved';

const MODES = ['default mode', 'datagram mode', 'transaction mode', 'store and forward'];
const TYPES: Names = {
  [DELIVERY_RECEIPT]: 'SMSC delivery receipt',
  8: 'delivery acknowledgement',
  16: 'manual acknowledgement',
  24: 'conversation abort',
  32: 'intermediate notification',
};

function esmClass(value: number): string {
  const type = value & 0x3c;
  const parts = [
    MODES[value & 0x03],
    type === 0 ? null : (TYPES[type] ?? 'reserved type'),
    value & UDHI ? 'user data header' : null,
    value & 0x80 ? 'reply path' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

const RECEIPTS = ['no receipt', 'receipt', 'receipt on failure', 'receipt on success (5.0)'];

function registeredDelivery(value: number): string {
  const parts = [
    RECEIPTS[value & 0x03],
    value & 0x04 ? 'delivery acknowledgement' : null,
    value & 0x08 ? 'manual acknowledgement' : null,
    value & 0x10 ? 'intermediate notification' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

const DATA_CODING: Names = {
  0: "the SMSC's default alphabet",
  1: 'IA5 (ASCII)',
  2: 'octets',
  3: 'Latin-1',
  4: 'octets',
  5: 'JIS',
  6: 'Cyrillic (ISO-8859-5)',
  7: 'Hebrew (ISO-8859-8)',
  8: 'UCS2',
  9: 'pictograms',
  10: 'ISO-2022-JP',
  13: 'extended Kanji JIS',
  14: 'KS C 5601',
  15: 'GSM-7 (USSD)',
  68: 'octets (USSD)',
  72: 'UCS2 (USSD)',
};

const CLASSES = ['class 0 (flash)', 'class 1 (phone)', 'class 2 (SIM)', 'class 3 (terminal)'];
const BY_CLASS = ['GSM-7', 'octets', 'UCS2', 'reserved'];

/** 1x and Fx of the SMS data coding scheme carry a message class in their last two bits. */
function dataCoding(value: number): string {
  const messageClass = CLASSES[value & 0x03];
  if (value >> 4 === 0x1) return `${BY_CLASS[(value >> 2) & 0x03]}, ${messageClass}`;
  if (value >> 4 === 0xf) return `${value & 0x04 ? 'octets' : 'GSM-7'}, ${messageClass}`;
  return DATA_CODING[value] ?? 'reserved';
}

function statusMeaning(value: number): string {
  const name = statusName(value);
  if (name !== null) return `${name}: ${STATUSES[name].description}`;
  return value >= 0x400 && value <= 0x4ff ? "a vendor's own" : 'reserved';
}

const NUMBERS: Readonly<Record<string, (value: number) => string>> = {
  command_status: statusMeaning,
  error_status_code: statusMeaning,
  addr_ton: named(TON),
  addr_npi: named(NPI),
  source_addr_ton: named(TON),
  source_addr_npi: named(NPI),
  dest_addr_ton: named(TON),
  dest_addr_npi: named(NPI),
  esme_addr_ton: named(TON),
  esme_addr_npi: named(NPI),
  dest_flag: named(DEST_FLAG),
  interface_version: named(INTERFACE_VERSION),
  sc_interface_version: named(INTERFACE_VERSION),
  esm_class: esmClass,
  registered_delivery: registeredDelivery,
  data_coding: dataCoding,
  priority_flag: named(PRIORITY),
  replace_if_present_flag: named(REPLACE),
  message_state: named(MESSAGE_STATE),
  ussd_service_op: (value) => USSD_SERVICE_OP[value] ?? (value > 31 ? "a vendor's" : 'reserved'),
  its_reply_type: named(ITS_REPLY_TYPE),
  payload_type: named(PAYLOAD_TYPE),
  delivery_failure_reason: named(FAILURE_REASON),
  ms_availability_status: named(AVAILABILITY),
  language_indicator: named(LANGUAGE),
  privacy_indicator: named(PRIVACY),
  congestion_state: (value) => (value <= 100 ? `${value} % busy` : 'reserved'),
};

/** What the number in a field or integer parameter of this name means; '' where there is nothing to say. */
export function numberMeaning(name: string, value: number): string {
  return NUMBERS[name]?.(value) ?? '';
}

const OCTETS: Readonly<Record<string, (value: Buffer) => string>> = {
  its_session_info: ([session = 0, unit = 0]) =>
    `session ${session}, dialogue unit ${unit >> 1}, ${unit & 1 ? 'the session ends' : 'the session goes on'}`,
  network_error_code: (value) => `${NETWORK[value[0] ?? 0] ?? 'other network'}, error ${value.readUInt16BE(1)}`,
};

/** What the octets of a parameter of this name mean; '' where there is nothing to say. They must have passed its rule. */
export function octetsMeaning(name: string, value: Buffer): string {
  return OCTETS[name]?.(value) ?? '';
}
