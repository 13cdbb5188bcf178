/** The dialects of USSD over SMPP, one row each: whatever differs between gateways is data here. */
import { OPERATIONS } from './operations.ts';
import type { DialectName } from './types.ts';

/** The parameter that holds the name of a dialogue. */
export interface SessionParameter {
  readonly name: 'its_session_info' | 'user_message_reference' | 'ussd_session_id';
  readonly octets: 2 | 4;
  /** The bits that name the dialogue. The others count its messages or flag its end. */
  readonly naming: number;
  /** By how much the network counts the others up with each of its messages. */
  readonly step: 0 | 2;
}

/** How the network tells that the phone is gone: by an operation, by a message without any, or not at all. */
export type Abort = { readonly by: 'operation'; readonly operation: number } | { readonly by: 'no-operation' } | null;

export interface Dialect {
  readonly name: DialectName;
  /** null: a dialogue is known by its MSISDN alone. */
  readonly session: SessionParameter | null;
  /** Whether bit 0 of the session's parameter ends the dialogue, whichever the operation. */
  readonly endBit: boolean;
  /** Whether the network's messages carry user_message_reference beside the session's parameter. */
  readonly numbered: boolean;
  /** Whether destination_addr of a dial may be empty, the code being in the text. */
  readonly destination: 'required' | 'optional';
  /** Operations that the network writes. */
  readonly upward: { readonly begin: number; readonly answer: number; readonly notified: number | null };
  readonly abort: Abort;
  /** Whether PSSR response from the network closes, too. */
  readonly closable: boolean;
  /** Operations that an application writes. `endOfPush`: the last message of a dialogue that it began. */
  readonly downward: {
    readonly ask: number;
    readonly notify: number;
    readonly end: number;
    readonly endOfPush: number;
  };
  /** What may follow the reply to an application's own question. */
  readonly afterPush: 'anything' | 'notice';
  /** A message without ussd_service_op, from the network and from an application. `by-text`: a code begins, other text answers. */
  readonly silent: {
    readonly upward: 'missing' | 'abort' | 'by-text';
    readonly downward: 'missing' | 'end';
  };
  /** A dial of a dialogue that goes on already. */
  readonly begunTwice: 'begins-anew' | 'refused';
  /** data_coding of UCS2. */
  readonly ucs2: number;
}

const { pssrIndication, ussrRequest, ussnRequest, pssrResponse, ussrConfirm, ussnConfirm, vendorAbort } = OPERATIONS;

/** SMPP 3.4 §5.3.2.43: a session number, a dialogue unit number that counts up by 2 in its octet, and the end flag. */
const SESSION_NUMBER: SessionParameter = { name: 'its_session_info', octets: 2, naming: 0xff00, step: 2 };
/** 15 bits that nobody looks into, and the end flag. */
const OPAQUE_15_BITS: SessionParameter = { name: 'its_session_info', octets: 2, naming: 0xfffe, step: 0 };
const MESSAGE_REFERENCE: SessionParameter = { name: 'user_message_reference', octets: 2, naming: 0xffff, step: 0 };
const COMVERSE_SESSION: SessionParameter = { name: 'ussd_session_id', octets: 4, naming: 0xffffffff, step: 0 };

const GENERIC: Dialect = {
  name: 'generic',
  session: SESSION_NUMBER,
  endBit: false,
  numbered: false,
  destination: 'required',
  upward: { begin: pssrIndication, answer: ussrConfirm, notified: ussnConfirm },
  abort: null,
  closable: false,
  downward: { ask: ussrRequest, notify: ussnRequest, end: pssrResponse, endOfPush: pssrResponse },
  afterPush: 'anything',
  silent: { upward: 'missing', downward: 'missing' },
  begunTwice: 'begins-anew',
  ucs2: 0x08,
};

const USER_ABORT: Abort = { by: 'operation', operation: vendorAbort };

/** Every dialect by its name; what a row does not name is as in `generic`. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  /** The parameters of SMPP 3.4 as they are meant. */
  generic: GENERIC,
  /** Tata: only the flag tells a last screen from a question; the code is in destination_addr. */
  tata: {
    ...GENERIC,
    name: 'tata',
    session: OPAQUE_15_BITS,
    endBit: true,
    abort: { by: 'operation', operation: pssrResponse },
    closable: true,
    downward: { ask: ussrRequest, notify: ussnRequest, end: ussrRequest, endOfPush: ussrRequest },
  },
  /** 6D: the end is told twice, by operation and by flag; either is understood. */
  '6d': {
    ...GENERIC,
    name: '6d',
    session: OPAQUE_15_BITS,
    endBit: true,
    destination: 'optional',
    abort: USER_ABORT,
  },
  /** Mica: the dialled string is the text; destination_addr is the short code, or empty. References repeat among phones. */
  mica: { ...GENERIC, name: 'mica', session: MESSAGE_REFERENCE, destination: 'optional', abort: USER_ABORT },
  /** Eyeline: transactions by addresses and reference; a push ends with a notice, for there is no PSSR to answer. */
  eyeline: {
    ...GENERIC,
    name: 'eyeline',
    session: MESSAGE_REFERENCE,
    downward: { ...GENERIC.downward, endOfPush: ussnRequest },
    afterPush: 'notice',
    begunTwice: 'refused',
  },
  /** Comverse SMPP+ 1.13, as Ukrainian operators have it. */
  comverse: { ...GENERIC, name: 'comverse', session: COMVERSE_SESSION, numbered: true, ucs2: 0x48 },
  /** Huawei, as captured: nothing but service type and operation, and sometimes not even that. */
  'no-session-id': {
    ...GENERIC,
    name: 'no-session-id',
    session: null,
    upward: { ...GENERIC.upward, notified: null },
    silent: { upward: 'by-text', downward: 'end' },
  },
  /** The last screen is a notice, which the network confirms; a phone that gave up is told by silence. */
  'ussn-final': {
    ...GENERIC,
    name: 'ussn-final',
    session: MESSAGE_REFERENCE,
    abort: { by: 'no-operation' },
    downward: { ask: ussrRequest, notify: ussnRequest, end: ussnRequest, endOfPush: ussnRequest },
    silent: { upward: 'abort', downward: 'missing' },
  },
};
