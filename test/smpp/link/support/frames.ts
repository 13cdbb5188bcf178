/** Frames made by hand, from the tables of SMPP 3.4 and nothing of ours. */

export const ID = {
  generic_nack: 0x80000000,
  bind_receiver: 1,
  bind_transmitter: 2,
  submit_sm: 4,
  deliver_sm: 5,
  unbind: 6,
  bind_transceiver: 9,
  outbind: 0xb,
  enquire_link: 0x15,
  alert_notification: 0x102,
} as const;

export type Name = keyof typeof ID;

export const RESPONSE = 0x80000000;

/** A frame as it came: what a header says, and the octets behind it. */
export interface Frame {
  readonly id: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export function frame(id: number, sequence: number, body: Uint8Array = Buffer.alloc(0), status = 0): Buffer {
  const octets = Buffer.alloc(16 + body.length);
  [octets.length, id, status, sequence].forEach((value, n) => void octets.writeUInt32BE(value, 4 * n));
  octets.set(body, 16);
  return octets;
}

const BODIES: Partial<Record<Name, string>> = {
  bind_receiver: 'harness\0secret\0\0\x34\0\0\0',
  bind_transmitter: 'harness\0secret\0\0\x34\0\0\0',
  bind_transceiver: 'harness\0secret\0\0\x34\0\0\0',
  submit_sm: '\0\x01\x0179161234567\0\0\x014555\0\0\0\0\0\0\0\0\0\0\x02hi',
  deliver_sm: '\0\0\x014555\0\x01\x0179161234567\0\0\0\0\0\0\0\0\0\0\x02hi',
  outbind: 'smsc\0secret\0',
  alert_notification: '\x01\x0179161234567\0\0\x01esme\0',
};

/** A whole and correct request or notice. */
export function asked(name: Name, sequence: number): Buffer {
  return frame(ID[name], sequence, Buffer.from(BODIES[name] ?? '', 'latin1'));
}

/** The response to it: `body` in Latin-1. */
export function answered(name: Name, sequence: number, status = 0, body = ''): Buffer {
  return frame(ID[name] + RESPONSE, sequence, Buffer.from(body, 'latin1'), status);
}

/** Cuts what came into frames, as long as there are whole ones; gives the rest, too. */
export function cut(octets: Buffer): { readonly frames: Frame[]; readonly rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  while (octets.length - at >= 16 && octets.length - at >= octets.readUInt32BE(at)) {
    const [length, id, status, sequence] = [0, 4, 8, 12].map((offset) => octets.readUInt32BE(at + offset)) as [
      number,
      number,
      number,
      number,
    ];
    frames.push({ id, status, sequence, body: octets.subarray(at + 16, at + length) });
    at += length;
  }
  return { frames, rest: octets.subarray(at) };
}
