import { describe, expect, it } from 'vitest';
import { DEFAULT_ACCOUNT } from '../../../src/smpp/config/defaults.ts';
import type { Tlv } from '../../../src/smpp/pdu/pdu.ts';
import { STATUSES } from '../../../src/smpp/pdu/statuses.ts';
import { octetsTlv } from '../../../src/smpp/pdu/tlvs.ts';
import { bindPeer, headOf, type Peer, request, shortStatus, submitMulti, submitSm } from './support/peer.ts';
import { openSmsc, type TestSmsc } from './support/server.ts';

const IN_AN_HOUR = '000000010000000R';
const PHONE = { source_addr_ton: 1, source_addr_npi: 1, source_addr: '79161234567' };
const SERVICE = { dest_addr_ton: 0, dest_addr_npi: 1, destination_addr: '4555' };

/** Submits an SMS that waits for its time; gives its id. */
async function schedule(peer: Peer, fields: Parameters<typeof submitSm>[1] = {}): Promise<string> {
  const answer = await peer.ask(submitSm(2, { schedule_delivery_time: IN_AN_HOUR, ...fields }));
  return answer.command === 'submit_sm_resp' && answer.status === 0 ? answer.body.message_id : headOf(answer);
}

const query = (message_id: string, source = PHONE) => request('query_sm', 3, { message_id, ...source });
const cancel = (message_id: string, fields: object = {}) =>
  request('cancel_sm', 4, { service_type: '', message_id, ...PHONE, ...SERVICE, ...fields });
const replace = (message_id: string, fields: object = {}, tlvs: readonly Tlv[] = []) =>
  request(
    'replace_sm',
    5,
    {
      message_id,
      ...PHONE,
      schedule_delivery_time: '',
      validity_period: '',
      registered_delivery: 0,
      sm_default_msg_id: 0,
      short_message: Buffer.from('STOP'),
      ...fields,
    },
    tlvs,
  );

async function stateOf(peer: Peer, id: string): Promise<number | string> {
  const answer = await peer.ask(query(id));
  return answer.command === 'query_sm_resp' && answer.status === 0 ? answer.body.message_state : headOf(answer);
}

describe('query_sm', () => {
  it('tells the state of a message to its sender, and to nobody else', async () => {
    const peer = await bindPeer((await openSmsc()).port);
    const id = await schedule(peer);
    expect(await peer.ask(query(id))).toMatchObject({
      command: 'query_sm_resp',
      status: 0,
      body: { message_id: id, final_date: '', message_state: 1, error_code: 0 },
    });
    const other = { ...PHONE, source_addr: '79160000000' };
    expect(headOf(await peer.ask(query(id, other)))).toBe('query_sm_resp INVMSGID 3');
    expect(headOf(await peer.ask(query('NONE')))).toBe('query_sm_resp INVMSGID 3');
    expect(headOf(await peer.ask(query(id, { ...PHONE, source_addr: 'me' })))).toBe('query_sm_resp INVSRCADR 3');
  });

  it.each([
    [0x00, 1],
    [0x33, 1],
    [0x34, 1],
    [0x4f, 1],
    [0x50, 0],
    [0x51, 0],
  ])('to a peer of interface_version %i a message that waits for its time is in state %i', async (version, state) => {
    const peer = await bindPeer((await openSmsc()).port, { interface_version: version });
    expect(await stateOf(peer, await schedule(peer))).toBe(state);
  });

  it('tells when a message that is over ended', async () => {
    const peer = await bindPeer((await openSmsc()).port);
    const id = await schedule(peer);
    await peer.ask(cancel(id));
    expect(await peer.ask(query(id))).toMatchObject({ body: { final_date: '180310090000000+', message_state: 4 } });
  });
});

describe('cancel_sm', () => {
  it('takes back what waits, once', async () => {
    const peer = await bindPeer((await openSmsc()).port);
    const id = await schedule(peer);
    expect(headOf(await peer.ask(cancel(id)))).toBe('cancel_sm_resp OK 4');
    expect(headOf(await peer.ask(cancel(id)))).toBe('cancel_sm_resp CANCELFAIL 4');
    expect(headOf(await peer.ask(cancel('NONE')))).toBe('cancel_sm_resp INVMSGID 4');
  });

  it('without an id takes back all of one service type between two addresses', async () => {
    const peer = await bindPeer((await openSmsc()).port);
    const ids = [await schedule(peer), await schedule(peer), await schedule(peer, { service_type: 'CMT' })];
    expect(headOf(await peer.ask(cancel('', { service_type: 'CMT' })))).toBe('cancel_sm_resp OK 4');
    expect(await stateOf(peer, ids[0] as string)).toBe(1);
    expect(headOf(await peer.ask(cancel('')))).toBe('cancel_sm_resp OK 4');
    expect([await stateOf(peer, ids[0] as string), await stateOf(peer, ids[1] as string)]).toEqual([4, 4]);
    expect(headOf(await peer.ask(cancel('')))).toBe('cancel_sm_resp CANCELFAIL 4');
    expect(headOf(await peer.ask(cancel('', { destination_addr: '' })))).toBe('cancel_sm_resp INVDSTADR 4');
  });
});

describe('replace_sm', () => {
  it('puts another text and time in place of what waits', async () => {
    const { port, harness } = await openSmsc();
    const peer = await bindPeer(port, { command: 'bind_transmitter' });
    const id = await schedule(peer, { destination_addr: '79160000000' });
    expect(headOf(await peer.ask(replace(id, { schedule_delivery_time: '000000020000000R' })))).toBe(
      'replace_sm_resp OK 5',
    );
    const inbox = async () => {
      const found = await harness.gateway.messages(harness.call, '79160000000', {});
      return found.ok ? found.value.messages.map(({ text }) => text) : [];
    };
    await harness.gateway.changeClock(harness.call, { advance: 'PT61M' });
    expect(await inbox()).toEqual([]);
    await harness.gateway.changeClock(harness.call, { advance: 'PT60M' });
    expect(await inbox()).toEqual(['STOP']);
    expect(headOf(await peer.ask(replace(id)))).toBe('replace_sm_resp REPLACEFAIL 5');
  });

  it('takes its text from message_payload, but not from two places', async () => {
    const { port, harness } = await openSmsc();
    const peer = await bindPeer(port, { command: 'bind_transmitter' });
    const id = await schedule(peer, { destination_addr: '79160000000' });
    const payload = [octetsTlv('message_payload', Buffer.from('TWO'))];
    expect(headOf(await peer.ask(replace(id, { short_message: Buffer.from('ONE') }, payload)))).toBe(
      'replace_sm_resp OPTPARNOTALLWD 5',
    );
    expect(headOf(await peer.ask(replace(id, { short_message: Buffer.alloc(0) }, payload)))).toBe(
      'replace_sm_resp OK 5',
    );
    await harness.gateway.changeClock(harness.call, { advance: 'PT61M' });
    expect(await harness.gateway.messages(harness.call, '79160000000', {})).toMatchObject({
      value: { messages: [{ text: 'TWO' }] },
    });
  });

  it.each([
    [{ schedule_delivery_time: '189901000000000+' }, 'INVSCHED'],
    [{ validity_period: '000000000000000x' }, 'INVEXPIRY'],
    [{ registered_delivery: 0x80 }, 'INVREGDLVFLG'],
    [{ sm_default_msg_id: 3 }, 'INVDFTMSGID'],
    [{ source_addr: '79160000000' }, 'INVMSGID'],
    [{ source_addr: '' }, 'INVSRCADR'],
  ])('%j: %s', async (fields, status) => {
    const peer = await bindPeer((await openSmsc()).port);
    const answer = await peer.ask(replace(await schedule(peer), fields));
    expect(shortStatus(answer.status)).toBe(status);
  });
});

describe('submit_multi', () => {
  const sme = (addr: string, ton = 0) => ({ flag: 1 as const, ton, npi: 1, addr });

  it('takes what it can, and names the rest with why', async () => {
    const peer = await bindPeer((await openSmsc()).port, { command: 'bind_transmitter' });
    const dest_address = [sme('9999'), sme('4777'), { flag: 2 as const, dl_name: 'friends' }, sme('79160000000', 1)];
    const answer = await peer.ask(submitMulti(6, { dest_address }));
    expect(headOf(answer)).toBe('submit_multi_resp OK 6');
    expect(answer.body).toMatchObject({
      message_id: expect.stringMatching(/^[0-9A-F]{12}$/),
      unsuccess_sme: [
        { ton: 0, npi: 1, addr: '4777', error_status_code: STATUSES.ESME_RINVDSTADR.code },
        { ton: 0, npi: 0, addr: 'friends', error_status_code: STATUSES.ESME_RINVDLNAME.code },
      ],
    });
  });

  it.each([
    ['to nobody who is there', [sme('4777'), { flag: 2 as const, dl_name: 'x' }], {}, 'INVDSTADR'],
    ['from nobody', [sme('9999')], { source_addr: '' }, 'INVSRCADR'],
    ['with a wrong field', [sme('9999')], { priority_flag: 9 }, 'INVPRTFLG'],
  ])('%s', async (_, dest_address, fields, status) => {
    const peer = await bindPeer((await openSmsc()).port);
    expect(headOf(await peer.ask(submitMulti(6, { ...fields, dest_address })))).toBe(`submit_multi_resp ${status} 6`);
  });

  it('each destination counts against the rate like a submit_sm of its own', async () => {
    const smsc = await openSmsc({ accounts: [{ ...DEFAULT_ACCOUNT, rate: 5 }] });
    const peer = await bindPeer(smsc.port, { command: 'bind_transmitter' });
    const dest_address = Array.from({ length: 8 }, () => sme('9999'));
    const throttled = { addr: '9999', error_status_code: STATUSES.ESME_RTHROTTLED.code };
    expect(await peer.ask(submitMulti(6, { dest_address }))).toMatchObject({
      status: 0,
      body: { unsuccess_sme: [throttled, throttled, throttled] },
    });
    expect(shortStatus((await peer.ask(submitSm(7, { destination_addr: '9999' }))).status)).toBe('THROTTLED');
    smsc.pulse.pass(1_000);
    expect(shortStatus((await peer.ask(submitSm(8, { destination_addr: '9999' }))).status)).toBe('OK');
  });

  it.each([
    [100, 10],
    [3, 3],
  ])('to 254 at once, in a window of %i: no more than %i are under way', async (window, most) => {
    const smsc = await openSmsc({ accounts: [{ ...DEFAULT_ACCOUNT, window }] });
    const underWay = countUnderWay(smsc);
    const peer = await bindPeer(smsc.port);
    const dest_address = Array.from({ length: 254 }, () => sme('9999'));
    expect(await peer.ask(submitMulti(6, { dest_address }))).toMatchObject({ status: 0, body: { unsuccess_sme: [] } });
    expect(underWay()).toEqual({ most, all: 254 });
  });

  /** How many SMS the gateway has taken, and how many at once. */
  function countUnderWay({ harness: { gateway } }: TestSmsc) {
    const { sms } = gateway;
    let [now, most, all] = [0, 0, 0];
    const counted: typeof sms = async (...call) => {
      now += 1;
      all += 1;
      most = Math.max(most, now);
      return sms(...call).finally(() => {
        now -= 1;
      });
    };
    Object.assign(gateway, { sms: counted });
    return () => ({ most, all });
  }
});
