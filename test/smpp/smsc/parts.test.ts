/** The small parts of server and links that need no socket. */
import { describe, expect, it } from 'vitest';
import { laterOn } from '../../../src/smpp/later.ts';
import type { Link } from '../../../src/smpp/link/types.ts';
import type { Pdu } from '../../../src/smpp/pdu/pdu.ts';
import { intTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { bindBackoff } from '../../../src/smpp/smsc/backoff.ts';
import { smppMeters } from '../../../src/smpp/telling/meters.ts';
import { pduEvent } from '../../../src/smpp/telling/pduEvent.ts';
import { type Audience, watchOver } from '../../../src/smpp/telling/watch.ts';
import { movedPulse } from '../link/support/movedPulse.ts';

const fail = () => {
  throw new Error('a bug');
};

describe('back-off', () => {
  it('doubles for each address and each name up to 5 s, and forgets after a minute', () => {
    const backoff = bindBackoff();
    const waits = Array.from({ length: 8 }, (_, n) => backoff.failed(['a', `name ${n}`], 1_000));
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(backoff.failed(['b', 'name 0'], 1_000)).toBe(200);
    expect(backoff.failed(['a'], 60_999)).toBe(5_000);
    expect(backoff.failed(['a'], 120_999)).toBe(100);
  });

  it('remembers no more than 10 000, those who failed last', () => {
    const backoff = bindBackoff();
    for (let n = 0; n < 20_000; n++) backoff.failed([`guest ${n}`, 'from everywhere'], n);
    expect(backoff.size).toBe(10_000);
    expect(backoff.failed(['guest 19999'], 20_000)).toBe(200);
    expect(backoff.failed(['guest 1'], 20_000)).toBe(100);
  });
});

describe('later', () => {
  it('runs what is due, once, and not what was called off', () => {
    const pulse = movedPulse();
    const later = laterOn(pulse, fail);
    const ran: string[] = [];
    later(100, () => ran.push('a'));
    later(50, () => ran.push('b'));
    const callOff = later(50, () => ran.push('c'));
    pulse.pass(49);
    expect(ran).toEqual([]);
    callOff();
    pulse.pass(1);
    expect(ran).toEqual(['b']);
    pulse.pass(1_000);
    pulse.pass(1_000);
    expect(ran).toEqual(['b', 'a']);
  });

  it('joins the pulse only while something waits', () => {
    const pulse = movedPulse();
    const later = laterOn(pulse, fail);
    const callOff = later(10, () => later(10, () => {}));
    expect(pulse.joined()).toBe(1);
    pulse.pass(10);
    expect(pulse.joined()).toBe(1);
    pulse.pass(10);
    expect(pulse.joined()).toBe(0);
    callOff();
    expect(pulse.joined()).toBe(0);
  });

  it('one that throws is reported, and keeps nothing from the rest', () => {
    const pulse = movedPulse();
    const errors: string[] = [];
    const later = laterOn(pulse, (error) => void errors.push(String(error)));
    const ran: string[] = [];
    later(10, fail);
    later(10, () => ran.push('a'));
    pulse.pass(10);
    expect([errors, ran]).toEqual([['Error: a bug'], ['a']]);
  });
});

describe('what a peer that never binds may cost', () => {
  const link = { id: 1, remote: '127.0.0.1' } as Link;
  const open = () => {
    const told: unknown[] = [];
    const gateway = { hears: () => true, tell: (...event: unknown[]) => void told.push(event) };
    const log = { warn() {} } as unknown as Audience['log'];
    const meters = smppMeters();
    const pulse = movedPulse();
    const watch = watchOver({ gateway, log, meters }, { world: 'main', wire: null, account: null }, pulse.now);
    const rows = (name: string) => meters.sources.find((source) => source.name === name)?.read() ?? [];
    return { told, pulse, watch, rows };
  };
  const answer = (status: number) =>
    ({ command: 'submit_sm_resp', status, sequence: 1, body: { message_id: '' }, tlvs: [] }) satisfies Pdu;

  it('one row for all statuses that nobody knows', () => {
    const { watch, rows } = open();
    for (let status = 0; status < 5_000; status++) watch.onPdu(link, 'in', answer(0x400 + status * 7));
    expect(rows('starhash_smpp_errors_total')).toEqual([[{ direction: 'in', status: 'other' }, 5_000]]);
  });

  it('no more than 100 strays a second are told, and all are counted', () => {
    const { watch, rows, told, pulse } = open();
    const flood = () => {
      for (let n = 0; n < 5_000; n++) watch.onStray(link, { kind: 'unsolicited', pdu: answer(n) });
    };
    flood();
    expect(told).toHaveLength(100);
    pulse.pass(500);
    flood();
    expect(told).toHaveLength(150);
    expect(rows('starhash_smpp_strays_total')).toEqual([[{ kind: 'unsolicited' }, 10_000]]);
    expect(rows('starhash_smpp_errors_total')).toEqual([]);
  });
});

describe('a PDU in the event stream', () => {
  const SEEN = { wire: 'smpp:shop', bind: 3, direction: 'in' as const, account: null };
  const submit = (more: object = {}): Pdu => ({
    command: 'submit_sm',
    status: 0,
    sequence: 1,
    body: {
      service_type: '',
      source_addr_ton: 0,
      source_addr_npi: 1,
      source_addr: '7777',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '+79161234567',
      esm_class: 0,
      protocol_id: 0,
      priority_flag: 0,
      schedule_delivery_time: '',
      validity_period: '',
      registered_delivery: 0,
      replace_if_present_flag: 0,
      data_coding: 8,
      sm_default_msg_id: 0,
      short_message: Buffer.from('04110430043b043b', 'hex'),
      ...more,
    },
    tlvs: [],
  });

  it('has the text of an SMS, and of an application the number that it writes to', () => {
    const account = { role: 'application', defaultAlphabet: 'gsm7' } as const;
    const { msisdn, more } = pduEvent(submit(), { ...SEEN, account });
    expect(msisdn).toBe('79161234567');
    expect(more).toMatchObject({ text: 'Балл', fields: { short_message: '04110430043b043b' } });
  });

  it('is about nobody where neither address is a number', () => {
    expect(pduEvent(submit({ destination_addr: '4555' }), SEEN).msisdn).toBe(null);
  });

  it('of octets has no text', () => {
    expect(pduEvent(submit({ data_coding: 4 }), SEEN).more).not.toHaveProperty('text');
  });

  it('names parameters and statuses as far as anybody does', () => {
    const tlvs = [intTlv('message_state', 2), { tag: 0x4444, value: Buffer.from([1, 2]) }];
    const pdu: Pdu = { command: 'deliver_sm_resp', status: 0x400, sequence: 9, body: { message_id: 'A' }, tlvs };
    expect(pduEvent(pdu, SEEN)).toEqual({
      msisdn: null,
      more: {
        wire: 'smpp:shop',
        bind: 3,
        direction: 'in',
        command: 'deliver_sm_resp',
        sequence: 9,
        status: '0x0400',
        fields: { message_id: 'A' },
        tlvs: { message_state: 2, '0x4444': '0102' },
      },
    });
  });
});
