/** submit_sm and data_sm (SMPP 3.4 §4.4, §4.7): SMS and USSD, the business of whoever plays the far side. */
import type { PduOf } from '../../pdu/pdu.ts';
import type { House } from '../house.ts';
import type { Bound } from '../parties.ts';

/** Hands a message over; it is answered when it is committed. */
export function takeMessage(_: House, { link, party }: Bound, request: PduOf<'submit_sm'> | PduOf<'data_sm'>): void {
  party.adapter.onMessage(link, request);
}
