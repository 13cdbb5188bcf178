/** Message PDUs -> USSD as it is meant, in both directions. */
import type { Tlv } from '../pdu/pdu.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { tlvInt } from '../pdu/tlvs.ts';
import type { Dialect } from './dialects.ts';
import { CLOSING, DOWNWARD_KINDS, UPWARD_KINDS } from './operations.ts';
import { hasEndBit, keyOf, markOf } from './sessionKey.ts';
import type { Downward, ReadAlready, Reading, SessionKey, Upward, UssdPdu } from './types.ts';

/** service_type of USSD (SMPP 3.4 §5.2.11). */
export const USSD_SERVICE = 'USSD';

/** Whether a message is USSD: its service type or an operation says so. Anything else is an SMS. */
export function isUssd(pdu: UssdPdu): boolean {
  return pdu.body.service_type === USSD_SERVICE || tlvInt(pdu.tlvs, 'ussd_service_op') !== null;
}

/**
 * What the network says. The code of a dial is the text if there is one, else destination_addr.
 * Refused are: a missing operation or session parameter (C3), an operation that only applications have (C4), a dial of nothing (0B).
 */
export function readUpward(dialect: Dialect, pdu: UssdPdu, already: ReadAlready): Reading<Upward> {
  const mark = markOf(dialect, pdu.tlvs);
  if (mark === null) return wrong('ESME_RMISSINGOPTPARAM');
  const dialled = already.text === '' ? pdu.body.destination_addr : already.text;
  const kind = upwardKind(dialect, pdu.tlvs, mark, dialled);
  if (kind === 'missing') return wrong('ESME_RMISSINGOPTPARAM');
  if (kind === undefined) return wrong('ESME_RINVOPTPARAMVAL');
  if (kind === 'begin' && isNowhere(dialect, pdu, dialled)) return wrong('ESME_RINVDSTADR');
  return { kind: 'read', message: upwardOf(kind, keyOf(dialect, mark), already, dialled), mark };
}

function upwardKind(
  dialect: Dialect,
  tlvs: readonly Tlv[],
  mark: number,
  text: string,
): Upward['kind'] | 'missing' | undefined {
  const operation = tlvInt(tlvs, 'ussd_service_op');
  if (hasEndBit(dialect, mark)) return 'abort';
  if (operation !== null) {
    return dialect.closable && CLOSING.includes(operation) ? 'abort' : UPWARD_KINDS[operation];
  }
  const { upward } = dialect.silent;
  if (upward !== 'by-text') return upward;
  return looksDialled(text) ? 'begin' : 'answer';
}

/** Whether a dial names no code, or lacks the address that its dialect wants. */
function isNowhere({ destination }: Dialect, pdu: UssdPdu, dialled: string): boolean {
  return dialled === '' || (destination === 'required' && pdu.body.destination_addr === '');
}

function looksDialled(text: string): boolean {
  return (text.startsWith('*') || text.startsWith('#')) && text.endsWith('#');
}

function upwardOf(kind: Upward['kind'], key: SessionKey, { msisdn, text }: ReadAlready, dialled: string): Upward {
  switch (kind) {
    case 'begin':
      return { kind, msisdn, key, code: dialled };
    case 'answer':
      return { kind, msisdn, key, input: text };
    case 'notified':
    case 'abort':
      return { kind, msisdn, key };
  }
}

/**
 * What an application says. A question or a notice without the session's parameter has no key: it begins a dialogue.
 * Refused are: a missing operation, an end without session parameter (C3), an operation that only the network has (C4).
 */
export function readDownward(
  dialect: Dialect,
  pdu: UssdPdu,
  { msisdn, from, text }: ReadAlready & { readonly from: string },
): Reading<Downward> {
  const mark = markOf(dialect, pdu.tlvs);
  const kind = downwardKind(dialect, pdu.tlvs, mark);
  if (kind === 'missing' || (mark === null && kind === 'end')) return wrong('ESME_RMISSINGOPTPARAM');
  if (kind === undefined) return wrong('ESME_RINVOPTPARAMVAL');
  const key = mark === null ? null : keyOf(dialect, mark);
  return { kind: 'read', message: { kind, msisdn, key, from, text }, mark: mark ?? 0 };
}

function downwardKind(
  dialect: Dialect,
  tlvs: readonly Tlv[],
  mark: number | null,
): Downward['kind'] | 'missing' | undefined {
  const operation = tlvInt(tlvs, 'ussd_service_op');
  const kind = operation === null ? dialect.silent.downward : DOWNWARD_KINDS[operation];
  return kind === 'ask' && mark !== null && hasEndBit(dialect, mark) ? 'end' : kind;
}

function wrong(status: StatusName): { readonly kind: 'wrong'; readonly status: StatusName } {
  return { kind: 'wrong', status };
}
