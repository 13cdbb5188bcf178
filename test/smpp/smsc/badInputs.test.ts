/** The SMPP lines of the list of bad inputs, as one table: what is sent, what must come back. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_ACCOUNT } from '../../../src/smpp/config/defaults.ts';
import type { Tlv } from '../../../src/smpp/pdu/pdu.ts';
import { intTlv, octetsTlv, TLVS } from '../../../src/smpp/pdu/tlvs.ts';
import { bindPdu, bindPeer, connectPeer, deliverSm, headOf, type Peer, request, submitSm } from './support/peer.ts';
import { nextEvent, openSmsc } from './support/server.ts';

const UDHI = 0x40;
const UCS2 = 0x08;
const SUBMIT_SM = 0x04;

/** A frame by hand: `body` in Latin-1; `length` where it lies. */
function frame(id: number, sequence: number, body = '', length?: number): Buffer {
  const octets = Buffer.from(`${'\0'.repeat(16)}${body}`, 'latin1');
  [length ?? octets.length, id, 0, sequence].forEach((value, at) => void octets.writeUInt32BE(value, 4 * at));
  return octets;
}

/** The body of a submit_sm up to sm_length, with `tail` from there on. */
function submitWith(sequence: number, tail: string): Buffer {
  return frame(SUBMIT_SM, sequence, `\0\x01\x0179161234567\0\0\x014555\0${'\0'.repeat(9)}${tail}`);
}

/** A TLV whose length says what it likes. */
function rawTlv(tag: number, length: number, value: string): string {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(length, 2);
  return head.toString('latin1') + value;
}

const udh = (...elements: number[]) => Buffer.from([elements.length, ...elements, 0x41]);
const tlv = (tag: number, value: Buffer): Tlv => ({ tag, value });

type Bind = 'none' | 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';

interface Row {
  readonly name: string;
  readonly bind?: Bind;
  readonly send: Buffer;
  readonly expect: string;
}

const STAYS: readonly Row[] = [
  { name: 'an unknown command', send: frame(0x00000999, 9), expect: 'generic_nack INVCMDID 9' },
  { name: 'an unknown command before a bind', bind: 'none', send: frame(0x77, 9), expect: 'generic_nack INVCMDID 9' },
  { name: 'a submit before the bind', bind: 'none', send: submitSm(9), expect: 'submit_sm_resp INVBNDSTS 9' },
  { name: 'a submit on a receiver', bind: 'bind_receiver', send: submitSm(9), expect: 'submit_sm_resp INVBNDSTS 9' },
  {
    name: 'a submit without a body before the bind',
    bind: 'none',
    send: frame(SUBMIT_SM, 9),
    expect: 'submit_sm_resp INVBNDSTS 9',
  },
  {
    name: 'a submit without a body on a receiver',
    bind: 'bind_receiver',
    send: frame(SUBMIT_SM, 9),
    expect: 'submit_sm_resp INVBNDSTS 9',
  },
  { name: 'a deliver_sm of an ESME', send: deliverSm(9), expect: 'deliver_sm_resp INVBNDSTS 9' },
  { name: 'a second bind', send: bindPdu(9), expect: 'bind_transceiver_resp ALYBND 9' },
  { name: 'sequence 0', send: submitSm(0, { destination_addr: '9999' }), expect: 'submit_sm_resp OK 0' },
  { name: 'a body without NULs', send: frame(SUBMIT_SM, 9, 'A'.repeat(60)), expect: 'submit_sm_resp INVCMDLEN 9' },
  { name: 'no body at all', send: frame(SUBMIT_SM, 9), expect: 'submit_sm_resp INVCMDLEN 9' },
  {
    name: 'a system_id of 16 octets',
    bind: 'none',
    send: frame(9, 9, `${'h'.repeat(16)}\0secret\0\0\x34\0\0\0`),
    expect: 'bind_transceiver_resp INVSYSID 9',
  },
  { name: 'an sm_length over the end', send: submitWith(9, '\x20BONUS'), expect: 'submit_sm_resp INVMSGLEN 9' },
  { name: 'an sm_length of 255', send: submitWith(9, `\xff${'x'.repeat(255)}`), expect: 'submit_sm_resp INVMSGLEN 9' },
  {
    name: 'UCS2 of odd length',
    send: submitSm(9, { data_coding: UCS2, short_message: Buffer.from([4, 0x11, 4]) }),
    expect: 'submit_sm_resp INVMSGLEN 9',
  },
  {
    name: 'short_message beside message_payload',
    send: submitSm(9, {}, [octetsTlv('message_payload', Buffer.from('BONUS'))]),
    expect: 'submit_sm_resp OPTPARNOTALLWD 9',
  },
  {
    name: 'a TLV over the end',
    send: submitWith(9, `\0${rawTlv(0x0424, 50, 'BONUS')}`),
    expect: 'submit_sm_resp INVOPTPARSTREAM 9',
  },
  {
    name: 'a TLV of a wrong length',
    send: submitSm(9, {}, [tlv(TLVS.ussd_service_op.tag, Buffer.from([0, 1]))]),
    expect: 'submit_sm_resp INVPARLEN 9',
  },
  {
    name: 'an unknown ussd_service_op',
    send: submitSm(9, { service_type: 'USSD' }, [tlv(TLVS.ussd_service_op.tag, Buffer.from([4]))]),
    expect: 'submit_sm_resp INVOPTPARAMVAL 9',
  },
  {
    name: 'USSD without its session',
    send: submitSm(9, { service_type: 'USSD' }, [intTlv('ussd_service_op', 1)]),
    expect: 'submit_sm_resp MISSINGOPTPARAM 9',
  },
  {
    name: 'a header longer than the body',
    send: submitSm(9, { esm_class: UDHI, short_message: Buffer.from([9, 0, 3, 7, 2, 1]) }),
    expect: 'submit_sm_resp INVESMCLASS 9',
  },
  {
    name: 'part 3 of 2',
    send: submitSm(9, { esm_class: UDHI, short_message: udh(0, 3, 7, 2, 3) }),
    expect: 'submit_sm_resp INVESMCLASS 9',
  },
  { name: 'no destination', send: submitSm(9, { destination_addr: '' }), expect: 'submit_sm_resp INVDSTADR 9' },
  { name: 'an unknown one', send: submitSm(9, { destination_addr: '4777' }), expect: 'submit_sm_resp INVDSTADR 9' },
  {
    name: 'a source that is no number',
    send: submitSm(9, { source_addr: 'me' }),
    expect: 'submit_sm_resp INVSRCADR 9',
  },
  { name: 'no source', send: submitSm(9, { source_addr: '' }), expect: 'submit_sm_resp INVSRCADR 9' },
  {
    name: 'a schedule in month 13',
    send: submitSm(9, { schedule_delivery_time: '191301000000000+' }),
    expect: 'submit_sm_resp INVSCHED 9',
  },
  {
    name: 'a schedule that only says R',
    send: frame(SUBMIT_SM, 9, `\0\x01\x0179161234567\0\0\x014555\0\0\0\0R\0${'\0'.repeat(6)}`),
    expect: 'submit_sm_resp INVSCHED 9',
  },
  {
    name: 'a validity that is none',
    send: submitSm(9, { validity_period: '000000000000000X' }),
    expect: 'submit_sm_resp INVEXPIRY 9',
  },
  { name: 'priority 4', send: submitSm(9, { priority_flag: 4 }), expect: 'submit_sm_resp INVPRTFLG 9' },
  { name: 'reserved bits', send: submitSm(9, { registered_delivery: 0xe0 }), expect: 'submit_sm_resp INVREGDLVFLG 9' },
  {
    name: 'a replace flag of 2',
    send: submitSm(9, { replace_if_present_flag: 2 }),
    expect: 'submit_sm_resp INVREPFLAG 9',
  },
  { name: 'a canned message', send: submitSm(9, { sm_default_msg_id: 1 }), expect: 'submit_sm_resp INVDFTMSGID 9' },
  { name: 'an unknown service_type', send: submitSm(9, { service_type: 'XYZ' }), expect: 'submit_sm_resp INVSERTYP 9' },
];

async function peerFor(port: number, bind: Bind = 'bind_transceiver'): Promise<Peer> {
  return bind === 'none' ? connectPeer(port) : bindPeer(port, { command: bind });
}

describe('bad input is answered, and the connection stays', () => {
  it.each(STAYS.map((row) => [row.name, row] as const))('%s', async (_, { bind, send, expect: expected }) => {
    const smsc = await openSmsc();
    const peer = await peerFor(smsc.port, bind);
    peer.write(send, request('enquire_link', 77, {}));
    expect((await peer.heads(2)).toSorted()).toEqual([expected, 'enquire_link_resp OK 77'].toSorted());
  });

  it('one after the other on one bind, which still works and notices nothing else', async () => {
    const smsc = await openSmsc();
    const [peer, other] = [await bindPeer(smsc.port), await bindPeer(smsc.port)];
    for (const { bind, send } of STAYS) if (bind === undefined) peer.write(send);
    const rows = STAYS.filter(({ bind }) => bind === undefined);
    const heads = await peer.heads(rows.length);
    expect(heads.toSorted()).toEqual(rows.map((row) => row.expect).toSorted());
    for (const one of [peer, other]) {
      expect(headOf(await one.ask(submitSm(80, { destination_addr: '9999' })))).toBe('submit_sm_resp OK 80');
    }
    expect(smsc.log()).not.toMatch(/79161234567|BONUS/);
  });
});

describe('what is no SMPP', () => {
  const cases: readonly [string, Buffer, RegExp][] = [
    ['a length below 16', frame(SUBMIT_SM, 1, '', 15), /./],
    ['a length of 0', frame(SUBMIT_SM, 1, '', 0), /./],
    ['a length over 64 KB', frame(SUBMIT_SM, 1, '', 65_537), /./],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), /HTTP/],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), /TLS/],
    ['random octets', Buffer.from('9f3a77c2e1d0b6a5f8e7', 'hex'), /./],
  ];

  it.each(cases)('%s: generic_nack, close, and the log says what it looked like', async (_, octets, looksLike) => {
    const smsc = await openSmsc();
    const [peer, other] = [await connectPeer(smsc.port), await bindPeer(smsc.port)];
    const broken = nextEvent(smsc, 'smpp.broken');
    peer.write(octets);
    expect(await peer.ended).toEqual(['generic_nack INVCMDLEN 0']);
    expect((await broken).looksLike).toMatch(looksLike);
    expect(smsc.log()).toMatch(/"looksLike":".+".*what is no PDU/);
    expect(headOf(await other.ask(request('enquire_link', 2, {})))).toBe('enquire_link_resp OK 2');
  });

  it('a peer that never binds makes no rows in the meters, whatever statuses it makes up', async () => {
    const smsc = await openSmsc();
    const peer = await connectPeer(smsc.port);
    const many = Array.from({ length: 5_000 }, (_, n) => {
      const octets = frame(0x80000000, 1);
      octets.writeUInt32BE(0x10000 + 7 * n, 8);
      return octets;
    });
    peer.write(...many, request('enquire_link', 2, {}));
    expect(headOf(await peer.next())).toBe('enquire_link_resp OK 2');
    expect(smsc.meter('starhash_smpp_strays_total', { kind: 'unsolicited' })).toBe(5_000);
    expect(smsc.meter('starhash_smpp_pdus_total', { direction: 'in', command: 'generic_nack' })).toBe(5_000);
    for (const { read } of smsc.meters) expect(read().length).toBeLessThan(20);
  });

  it('on a bind, too', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    peer.write(submitSm(2, { destination_addr: '9999' }), frame(SUBMIT_SM, 3, '', 7));
    expect((await peer.ended).at(-1)).toBe('generic_nack INVCMDLEN 0');
    expect(smsc.meter('starhash_smpp_strays_total', { kind: 'broken-framing' })).toBe(1);
  });
});

describe('those who dawdle', () => {
  it('a PDU that is not finished within 10 s: generic_nack, close', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    const whole = submitSm(2);
    for (const octet of whole.subarray(0, 20)) peer.write(Buffer.of(octet));
    expect(headOf(await (await bindPeer(smsc.port)).ask(request('enquire_link', 2, {})))).toContain('OK');
    smsc.pulse.pass(10_000);
    expect(await peer.ended).toEqual(['generic_nack INVCMDLEN 0']);
  });

  it('no bind within 10 s: closed', async () => {
    const smsc = await openSmsc();
    const peer = await connectPeer(smsc.port);
    await peer.ask(request('enquire_link', 1, {}));
    smsc.pulse.pass(9_999);
    await peer.ask(request('enquire_link', 2, {}));
    smsc.pulse.pass(1);
    expect(await peer.ended).toEqual([]);
  });
});

describe('a bind that only keeps its link', () => {
  const accounts = [{ ...DEFAULT_ACCOUNT, inactivity: 60_000 }];

  it('is dropped after the inactivity of its account', async () => {
    const smsc = await openSmsc({ accounts });
    const peer = await bindPeer(smsc.port);
    smsc.pulse.pass(40_000);
    await peer.next();
    peer.write(request('enquire_link_resp', 1, {}));
    expect(headOf(await peer.ask(submitSm(2, { destination_addr: '9999' })))).toBe('submit_sm_resp OK 2');
    const unbound = nextEvent(smsc, 'smpp.unbind');
    for (const sequence of [3, 4]) {
      smsc.pulse.pass(29_000);
      await peer.ask(request('enquire_link', sequence, {}));
    }
    smsc.pulse.pass(1_999);
    await peer.ask(request('enquire_link', 5, {}));
    smsc.pulse.pass(1);
    expect(await unbound).toMatchObject({ reason: 'inactive' });
    expect(await peer.ended).toEqual([]);
  });

  it('stays where the account has none', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    for (let sequence = 2; sequence < 100; sequence++) {
      smsc.pulse.pass(29_000);
      expect(headOf(await peer.ask(request('enquire_link', sequence, {})))).toBe(`enquire_link_resp OK ${sequence}`);
    }
  });
});

describe('too much', () => {
  it('an answer that nobody waits for is ignored and counted', async () => {
    const smsc = await openSmsc();
    const peer = await bindPeer(smsc.port);
    peer.write(request('deliver_sm_resp', 55, { message_id: '' }), request('generic_nack', 56, {}));
    expect(headOf(await peer.ask(request('enquire_link', 2, {})))).toBe('enquire_link_resp OK 2');
    expect(smsc.meter('starhash_smpp_strays_total', { kind: 'unsolicited' })).toBe(2);
  });

  it('over the rate: throttled, until a second has passed', async () => {
    const smsc = await openSmsc({ accounts: [{ ...DEFAULT_ACCOUNT, rate: 2 }] });
    const peer = await bindPeer(smsc.port);
    const submit = (sequence: number) => submitSm(sequence, { destination_addr: '9999' });
    peer.write(submit(2), submit(3), submit(4));
    expect((await peer.heads(3)).toSorted()).toEqual([
      'submit_sm_resp OK 2',
      'submit_sm_resp OK 3',
      'submit_sm_resp THROTTLED 4',
    ]);
    smsc.pulse.pass(1_000);
    expect(headOf(await peer.ask(submit(5)))).toBe('submit_sm_resp OK 5');
  });

  it('over the window: queue full at once', async () => {
    const smsc = await openSmsc({ accounts: [{ ...DEFAULT_ACCOUNT, window: 2 }] });
    const peer = await bindPeer(smsc.port);
    peer.write(submitSm(2), submitSm(3), submitSm(4));
    const heads = (await heads3(peer)).toSorted();
    expect(heads).toEqual(['submit_sm_resp MSGQFUL 4', 'submit_sm_resp OK 2', 'submit_sm_resp OK 3']);
  });

  /** The next three answers, whatever is delivered between them. */
  async function heads3(peer: Peer): Promise<string[]> {
    const heads: string[] = [];
    while (heads.length < 3) {
      const pdu = await peer.next();
      if (pdu.command === 'submit_sm_resp') heads.push(headOf(pdu));
    }
    return heads;
  }

  it('connections over the cap, and unbound ones over theirs, are ended at once', async () => {
    const smsc = await openSmsc({ caps: { connections: 3, unbound: 2 } });
    const unbound = [await connectPeer(smsc.port), await connectPeer(smsc.port)];
    for (const peer of unbound) await peer.ask(request('enquire_link', 1, {}));
    expect(await (await connectPeer(smsc.port)).ended).toEqual([]);
    expect(headOf(await (unbound[0] as Peer).ask(bindPdu(1)))).toBe('bind_transceiver_resp OK 1');
    const third = await connectPeer(smsc.port);
    expect(headOf(await third.ask(bindPdu(1)))).toBe('bind_transceiver_resp OK 1');
    expect(await (await connectPeer(smsc.port)).ended).toEqual([]);
    expect(smsc.meter('starhash_smpp_strays_total', { kind: 'no-room' })).toBe(2);
    expect(smsc.meter('starhash_smpp_connections')).toBe(3);
  });
});
