/** USSD as it is meant -> message PDUs, in both directions. */
import type { Tlv } from '../pdu/pdu.ts';
import { TLVS } from '../pdu/tlvs.ts';
import { dataBody, shortMessageBody } from './bodies.ts';
import type { Dialect } from './dialects.ts';
import { USSD_SERVICE } from './read.ts';
import { sessionTlv } from './sessionKey.ts';
import type { CodedText } from './text.ts';
import type { Downward, Thread, Upward, UssdRequest } from './types.ts';

/** ussd_service_op of every value, made once: a message needs no new one. */
const OPERATION_TLVS: readonly Tlv[] = Array.from({ length: 0x100 }, (_, operation) => ({
  tag: TLVS.ussd_service_op.tag,
  value: Buffer.of(operation),
}));

/** What the network writes, or null where the dialect has no word for it (a notice that was read, a phone that gave up). */
export function writeUpward(
  dialect: Dialect,
  kind: Upward['kind'],
  thread: Thread,
  text: CodedText,
): UssdRequest | null {
  const operation = upwardOperation(dialect, kind);
  if (operation === null) return null;
  const tlvs = tlvsOf(dialect, operation, thread.mark, kind === 'abort');
  if (dialect.numbered) tlvs.push(referenceTlv(thread.mark));
  return carried(thread, text, tlvs);
}

/** No operation at all is `silent`. */
function upwardOperation({ upward, abort }: Dialect, kind: Upward['kind']): number | 'silent' | null {
  if (kind !== 'abort') return upward[kind];
  if (abort === null) return null;
  return abort.by === 'operation' ? abort.operation : 'silent';
}

/** What an application writes. */
export function writeDownward(dialect: Dialect, kind: Downward['kind'], thread: Thread, text: CodedText): UssdRequest {
  const { downward } = dialect;
  const operation = kind === 'end' && thread.begunBy === 'application' ? downward.endOfPush : downward[kind];
  return carried(thread, text, tlvsOf(dialect, operation, thread.mark, kind === 'end'));
}

function tlvsOf(dialect: Dialect, operation: number | 'silent', mark: number, ends: boolean): Tlv[] {
  const { session } = dialect;
  const tlvs = operation === 'silent' ? [] : [OPERATION_TLVS[operation] as Tlv];
  if (session !== null) tlvs.push(sessionTlv(dialect, session, mark, ends));
  return tlvs;
}

function referenceTlv(mark: number): Tlv {
  const value = Buffer.allocUnsafe(2);
  value.writeUInt16BE(mark & 0xffff, 0);
  return { tag: TLVS.user_message_reference.tag, value };
}

function carried(thread: Thread, text: CodedText, tlvs: Tlv[]): UssdRequest {
  const { carrier, source, destination } = thread;
  const { dataCoding, octets } = text;
  if (carrier !== 'data_sm') {
    const content = { esm_class: 0, data_coding: dataCoding, short_message: octets };
    return { command: carrier, body: shortMessageBody(USSD_SERVICE, source, destination, content), tlvs };
  }
  tlvs.push({ tag: TLVS.message_payload.tag, value: octets });
  return { command: 'data_sm', body: dataBody(USSD_SERVICE, source, destination, dataCoding), tlvs };
}
