/** ussd_service_op (SMPP 3.4 §5.3.2.44): what each value means in each direction, in every dialect. Decimal in the standard. */
import type { Downward, Upward } from './types.ts';

export const OPERATIONS = {
  pssdIndication: 0,
  pssrIndication: 1,
  ussrRequest: 2,
  ussnRequest: 3,
  pssdResponse: 16,
  pssrResponse: 17,
  ussrConfirm: 18,
  ussnConfirm: 19,
  /** The decimal 17 taken for hexadecimal, as one well-known gateway and its peers do. */
  pssrResponseMisread: 0x17,
  /** Vendors': the application ends the dialogue. */
  vendorEnd: 32,
  /** Vendors': the phone gave up (USSREL indication). */
  vendorAbort: 0x81,
} as const;

/** From the network; an operation that has no entry makes no sense there. */
export const UPWARD_KINDS: Readonly<Record<number, Upward['kind']>> = {
  [OPERATIONS.pssdIndication]: 'begin',
  [OPERATIONS.pssrIndication]: 'begin',
  [OPERATIONS.ussrConfirm]: 'answer',
  [OPERATIONS.ussnConfirm]: 'notified',
  [OPERATIONS.vendorAbort]: 'abort',
};

/** From an application. */
export const DOWNWARD_KINDS: Readonly<Record<number, Downward['kind']>> = {
  [OPERATIONS.ussrRequest]: 'ask',
  [OPERATIONS.ussnRequest]: 'notify',
  [OPERATIONS.pssdResponse]: 'end',
  [OPERATIONS.pssrResponse]: 'end',
  [OPERATIONS.pssrResponseMisread]: 'end',
  [OPERATIONS.vendorEnd]: 'end',
};

/** PSSR response, from the network: in dialects that close so, the phone is gone. */
export const CLOSING: readonly number[] = [
  OPERATIONS.pssrResponse,
  OPERATIONS.pssrResponseMisread,
  OPERATIONS.vendorEnd,
];
