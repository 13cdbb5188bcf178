/** A PDU as the event stream shows it: names and values that people read. */
import type { Account } from '../config.ts';
import { readSms } from '../message/content.ts';
import type { Pdu, Tlv } from '../pdu/pdu.ts';
import { STATUSES, statusName } from '../pdu/statuses.ts';
import { TLVS, tlvInt, tlvName } from '../pdu/tlvs.ts';
import type { Direction } from './meters.ts';

/** On whose link the PDU was seen; null where nobody has bound yet. */
export interface Seen {
  readonly wire: string | null;
  readonly bind: number;
  readonly direction: Direction;
  readonly account: Pick<Account, 'role' | 'defaultAlphabet'> | null;
}

/** What the event says besides its type; `msisdn` null where the PDU is about nobody in particular. */
export function pduEvent(pdu: Pdu, seen: Seen): { readonly msisdn: string | null; readonly more: Event } {
  const { wire, bind, direction } = seen;
  const text = textOf(pdu, seen.account?.defaultAlphabet ?? 'gsm7');
  return {
    msisdn: phoneOf(pdu, seen),
    more: {
      wire,
      bind,
      direction,
      command: pdu.command,
      sequence: pdu.sequence,
      ...(pdu.status === STATUSES.ESME_ROK.code ? {} : { status: statusName(pdu.status) ?? hexOf(pdu.status) }),
      fields: Object.fromEntries(Object.entries(pdu.body).filter(isShown).map(inJson)),
      ...(pdu.tlvs.length === 0 ? {} : { tlvs: Object.fromEntries(pdu.tlvs.map(tlvInJson)) }),
      ...(text === null ? {} : { text }),
    },
  };
}

type Event = Readonly<Record<string, unknown>>;

function isShown([field]: readonly [string, unknown]): boolean {
  return field !== 'password';
}

function inJson([field, value]: readonly [string, unknown]): readonly [string, unknown] {
  return [field, Buffer.isBuffer(value) ? value.toString('hex') : value];
}

function tlvInJson({ tag, value }: Tlv): readonly [string, unknown] {
  const name = tlvName(tag);
  const isInteger = name !== null && TLVS[name].kind === 'int';
  const shown = isInteger ? tlvInt([{ tag, value }], name as Parameters<typeof tlvInt>[1]) : value.toString('hex');
  return [name ?? hexOf(tag), shown];
}

function hexOf(number: number): string {
  return `0x${number.toString(16).padStart(4, '0')}`;
}

function textOf(pdu: Pdu, byDefault: Account['defaultAlphabet']): string | null {
  if (!('data_coding' in pdu.body)) return null;
  const read = readSms(pdu as Parameters<typeof readSms>[0], byDefault);
  return read.kind === 'whole' && read.content.kind === 'text' ? read.content.text : null;
}

/** Phones are on one side of a link: what comes from there bears their number as source, what goes there as destination. */
function phoneOf({ body }: Pdu, { direction, account }: Seen): string | null {
  if (!('source_addr' in body)) return null;
  const isFromPhone = (direction === 'in') === (account?.role === 'network');
  const address = isFromPhone || !('destination_addr' in body) ? body.source_addr : body.destination_addr;
  const digits = address.replace(/^\+/, '');
  return /^\d{7,15}$/.test(digits) ? digits : null;
}
