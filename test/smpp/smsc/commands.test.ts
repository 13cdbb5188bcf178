import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../../src/smpp/pdu/statuses.ts';
import { bindPeer, headOf, type Peer, request, shortStatus, submitMulti, submitSm } from './support/peer.ts';
import { openSmsc } from './support/server.ts';

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
const replace = (message_id: string, fields: object = {}) =>
  request('replace_sm', 5, {
    message_id,
    ...PHONE,
    schedule_delivery_time: '',
    validity_period: '',
    registered_delivery: 0,
    sm_default_msg_id: 0,
    short_message: Buffer.from('STOP'),
    ...fields,
  });

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
      body: { message_id: id, final_date: '', message_state: 0, error_code: 0 },
    });
    const other = { ...PHONE, source_addr: '79160000000' };
    expect(headOf(await peer.ask(query(id, other)))).toBe('query_sm_resp INVMSGID 3');
    expect(headOf(await peer.ask(query('NONE')))).toBe('query_sm_resp INVMSGID 3');
    expect(headOf(await peer.ask(query(id, { ...PHONE, source_addr: 'me' })))).toBe('query_sm_resp INVSRCADR 3');
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
    expect(await Promise.all([stateOf(peer, ids[0] as string)])).toEqual([0]);
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

  it('to 254 at once', async () => {
    const peer = await bindPeer((await openSmsc()).port);
    const dest_address = Array.from({ length: 254 }, () => sme('9999'));
    expect(await peer.ask(submitMulti(6, { dest_address }))).toMatchObject({ status: 0, body: { unsuccess_sme: [] } });
  });
});
