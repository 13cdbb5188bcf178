/** Frames as a load generator wants them: built once, with holes for what changes. Made without Starhash's codec, so as to judge it. */

export const COMMAND = {
  submit: 0x00000004,
  submitResp: 0x80000004,
  deliver: 0x00000005,
  deliverResp: 0x80000005,
  bindResp: 0x80000009,
} as const;

const HEADER = 16;
const USSD_OP = 0x0501;
const SESSION_INFO = 0x1383;

/** Where sequence_number stands in any frame. */
export const SEQUENCE_AT = 12;

/** A bind_transceiver of the default account. */
export function bindFrame(systemId: string, password: string): Buffer {
  return frame(0x00000009, 1, [cstring(systemId), cstring(password), cstring(''), octets(0x34, 0, 0), cstring('')]);
}

/** An SMS to a short code in GSM-7; by default 60 characters, as harnesses send them. */
export function smsFrame(from: string, to: string, text = 'x'.repeat(60), receipt = false): Buffer {
  return frame(COMMAND.submit, 0, message(from, to, '', Buffer.from(text), { receipt }));
}

export interface UssdFrame {
  readonly bytes: Buffer;
  /** Where the two octets of its_session_info stand. */
  readonly sessionInfoAt: number;
}

/** A USSD message of a phone in the generic dialect: `op` 1 dials, 18 answers. */
export function ussdFrame(from: string, to: string, op: number, text: string): UssdFrame {
  const body = [
    ...message(from, to, 'USSD', Buffer.from(text)),
    tlv(USSD_OP, octets(op)),
    tlv(SESSION_INFO, octets(0, 0)),
  ];
  const bytes = frame(COMMAND.submit, 0, body);
  return { bytes, sessionInfoAt: bytes.length - 2 };
}

/** A screen as a bare server sends it: UCS2, going on. */
export function screenFrame(to: string, text: string): UssdFrame {
  const ucs2 = Buffer.from(text, 'utf16le').swap16();
  const body = [
    ...message('111', to, 'USSD', ucs2, { dataCoding: 8 }),
    tlv(USSD_OP, octets(2)),
    tlv(SESSION_INFO, octets(0, 2)),
  ];
  const bytes = frame(COMMAND.deliver, 0, body);
  return { bytes, sessionInfoAt: bytes.length - 2 };
}

/** An answer without an error; submit_sm_resp with a message id, deliver_sm_resp with its NUL. */
export function responseFrame(commandId: number, messageId = ''): Buffer {
  return frame(commandId, 0, [cstring(messageId)]);
}

/** The value of a TLV in a message, or null. Reads the mandatory part field by field. */
export function tlvOf(bytes: Buffer, start: number, end: number, tag: number): Buffer | null {
  let at = bytes.indexOf(0, start + HEADER) + 1;
  at = bytes.indexOf(0, at + 2) + 1;
  at = bytes.indexOf(0, at + 2) + 1 + 3;
  at = bytes.indexOf(0, at) + 1;
  at = bytes.indexOf(0, at) + 1 + 4;
  at += 1 + (bytes[at] ?? 0);
  while (at + 4 <= end) {
    const length = bytes.readUInt16BE(at + 2);
    if (bytes.readUInt16BE(at) === tag) return bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

/** destination_addr: the third C-octet string of the body. */
export function destinationOf(bytes: Buffer, start: number): string {
  const at = addressAt(bytes, start);
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}

/** esm_class: right behind destination_addr. */
export function esmClassOf(bytes: Buffer, start: number): number {
  return bytes[bytes.indexOf(0, addressAt(bytes, start)) + 1] ?? 0;
}

function addressAt(bytes: Buffer, start: number): number {
  const source = bytes.indexOf(0, start + HEADER) + 3;
  return bytes.indexOf(0, source) + 3;
}

export const TAGS = { ussdServiceOp: USSD_OP, sessionInfo: SESSION_INFO } as const;

/** Calls `onFrame` for each whole frame of a stream; keeps the rest for the next chunk. */
export function splitter(onFrame: (bytes: Buffer, start: number, end: number) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const end = at + bytes.readUInt32BE(at);
      if (end > bytes.length) break;
      onFrame(bytes, at, end);
      at = end;
    }
    rest = bytes.subarray(at);
  };
}

interface Wishes {
  readonly dataCoding?: number;
  readonly receipt?: boolean;
}

function message(
  from: string,
  to: string,
  service: string,
  text: Buffer,
  { dataCoding = 0, receipt = false }: Wishes = {},
): Buffer[] {
  return [
    cstring(service),
    octets(1, 1),
    cstring(from),
    octets(0, 1),
    cstring(to),
    octets(0, 0, 0),
    cstring(''),
    cstring(''),
    octets(receipt ? 1 : 0, 0, dataCoding, 0, text.length),
    text,
  ];
}

function tlv(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

function cstring(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}

function octets(...values: number[]): Buffer {
  return Buffer.from(values);
}

function frame(commandId: number, sequence: number, body: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(HEADER), ...body]);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(commandId, 4);
  bytes.writeUInt32BE(sequence, SEQUENCE_AT);
  return bytes;
}
