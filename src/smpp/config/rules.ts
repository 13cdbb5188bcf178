/** The keys of `smpp:` in the configuration file: one table for the checks, the defaults and the JSON Schema that editors read. */
import { DIALECT_NAMES } from '../ussd/types.ts';
import { choice, duration, flag, integer, type KeyRules, text, texts } from './kinds.ts';

/** Of accounts here; their names are names of queues in the store, too. */
const SYSTEM_ID = text(
  '^[A-Za-z0-9:._-]{1,15}$',
  '1 to 15 letters, digits, dots or dashes, without @ (a world follows it)',
);
/** Of accounts elsewhere. */
const FOREIGN_ID = text('^[!-~]{1,15}$', '1 to 15 letters, digits or signs, without spaces');
const PASSWORD = text('^[!-~]{1,8}$', '1 to 8 letters, digits or signs, without spaces');
const VARIABLE = text('^[A-Za-z_][A-Za-z0-9_]*$', 'the name of a variable of the environment');
const CODE = text(
  '^([*#]{1,3}\\d+(\\*\\d+)*#?|\\d{3,6}|[1-9]\\d{6,14})$',
  'a code to dial like "*384*77", a short code like "7777", or a phone number like "88005553535"',
);
const NUMBER = text('^(\\d{3,6}|[1-9]\\d{6,14})$', 'a short code like "9999", or a phone number like "88005553535"');
const WORLD = text('^[A-Za-z0-9_.-]{1,64}$', 'the id of a world: letters, digits, dots, dashes');

/** What an account and an outgoing link have in common. */
const PEER = {
  password: { ...PASSWORD, about: 'its password, in quotes where it is all digits', example: 'secret' },
  password_env: {
    ...VARIABLE,
    about: 'the variable that holds the password, instead of `password`',
    example: 'SHOP_PASSWORD',
  },
  window: { ...integer(1, 10_000, 100), about: 'requests without an answer, in each direction' },
  rate: { ...integer(0, 1_000_000, 0), about: 'requests a second; 0 = no limit' },
  dialect: { ...choice(DIALECT_NAMES, 'generic'), about: 'how it speaks USSD' },
  default_alphabet: { ...choice(['gsm7', 'latin1'], 'gsm7'), about: 'what data_coding 0 means' },
  long_sms: {
    ...choice(['udh8', 'udh16', 'sar', 'payload'], 'udh8'),
    about: 'how a long SMS travels: parts with a header, with sar_ parameters, or whole in message_payload',
  },
} as const satisfies KeyRules;

export const ACCOUNT_RULES = {
  system_id: { ...SYSTEM_ID, about: 'the name under which it binds', example: 'shop' },
  ...PEER,
  role: {
    ...choice(['network', 'application'], 'network'),
    about: 'network: it plays phones; application: it serves codes',
  },
  codes: {
    ...texts(CODE),
    about: 'the codes that an application serves, each in quotes',
    example: ['*384*77', '7777'],
  },
  binds: { ...integer(1, 1000, 200), about: 'binds at once' },
  addresses: {
    ...texts(text('^[0-9A-Fa-f:.]{2,45}$', 'an IP address')),
    about: 'IP addresses from which it may bind; none = any',
    example: ['127.0.0.1'],
  },
  receipt_ids: {
    ...choice(['hex', 'decimal'], 'hex'),
    about: 'how receipts write the message id: as submit_sm_resp did, or as a decimal',
  },
  inactivity: {
    ...duration(),
    about:
      'after so long without any PDU but enquire_link a bind is dropped (machine time); never where it is not given',
    example: 'PT10M',
  },
  answer_within: {
    ...duration(),
    fallback: 'PT30S',
    about: 'how long an application may think about a screen (machine time)',
  },
} as const satisfies KeyRules;

export const LINK_RULES = {
  name: {
    ...text('^[a-z0-9-]{1,32}$', 'small letters, digits, dashes'),
    about: 'what the link is called',
    example: 'operator',
  },
  host: { ...text('^\\S{1,255}$', 'a host name or an address'), about: 'where the SMSC listens', example: '127.0.0.1' },
  port: { ...integer(1, 65_535, 2775), about: 'the port of the SMSC' },
  tls: {
    ...flag(false),
    about: 'whether to speak TLS; NODE_EXTRA_CA_CERTS names a file of further authorities',
  },
  system_id: { ...FOREIGN_ID, about: 'the name under which it binds there', example: 'star' },
  ...PEER,
  window: {
    ...PEER.window,
    about: 'requests without an answer, in each direction; no fewer than the SMSC sends at once',
  },
  rate: { ...PEER.rate, about: 'requests a second that are sent there; 0 = no limit' },
  bind: {
    ...choice(['transceiver', 'transmitter-and-receiver'], 'transceiver'),
    about: 'one bind for both directions, or one for each',
  },
  system_type: {
    ...text('^[ -~]{0,12}$', 'at most 12 letters, digits or signs'),
    fallback: '',
    about: 'system_type of the bind',
    example: 'VMS',
  },
  world: { ...WORLD, fallback: 'main', about: 'the world in which its messages live', example: 'main' },
} as const satisfies KeyRules;

export const SINK_RULE = {
  ...texts(NUMBER),
  fallback: ['9999'],
  about: 'short codes that accept and forget, each in quotes',
  example: ['9999'],
} as const;

export const PORT_RULE = {
  ...integer(0, 65_535, 2775),
  about: 'the port; 0 picks a free one; the flag --smpp is stronger',
} as const;
