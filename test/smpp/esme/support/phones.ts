/** What an operator's SMSC delivers for its phones, in the generic dialect. */
import { textFields } from '../../../support/npmSmpp.ts';

export const ANN = '79161234567';
export const BOB = '79167654321';

export function smsFrom(msisdn: string, text: string, to = '4555'): object {
  return { ...addresses(msisdn, to), ...textFields(text) };
}

/** @param session its_session_info, two octets */
export function ussdFrom(msisdn: string, op: number, text: string, session: readonly number[]): object {
  return {
    ...addresses(msisdn, '111'),
    ...textFields(text),
    service_type: 'USSD',
    ussd_service_op: op,
    its_session_info: Buffer.from(session),
  };
}

function addresses(msisdn: string, to: string) {
  return {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: msisdn,
    dest_addr_ton: 0,
    dest_addr_npi: 1,
    destination_addr: to,
  };
}
