import { describe, expect, it } from 'vitest';
import { textFields, textOf } from '../../support/npmSmpp.ts';
import { openBehind } from './support/behind.ts';
import { operator } from './support/operator.ts';
import { ANN, BOB, smsFrom, ussdFrom } from './support/phones.ts';

/** A gateway that is bound to an SMSC. */
async function bound(options: Parameters<typeof openBehind>[0] = {}) {
  const smsc = await operator();
  const behind = await openBehind({ ...options, port: smsc.port });
  const bind = await smsc.bound();
  await behind.event('smpp.bind');
  return { smsc, behind, bind };
}

describe('SMS', () => {
  it('of a phone is answered as one to it, in parts with one reference', async () => {
    const { smsc, bind } = await bound();
    const response = await bind.ask('deliver_sm', smsFrom(ANN, 'БОНУС'));
    expect(response).toMatchObject({ command_status: 0, message_id: '' });
    const first = await smsc.submitted();
    expect(first).toMatchObject({
      source_addr: '4555',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: ANN,
      data_coding: 8,
      registered_delivery: 0,
    });
  });

  it('that is not acknowledged is sent again, to whoever comes back', async () => {
    const { smsc, behind, bind } = await bound();
    smsc.onSubmit = () => null;
    await bind.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA'));
    const lost = await smsc.submitted();
    bind.cut();
    await behind.event('smpp.unbind');
    smsc.onSubmit = () => 0;
    await behind.failure();
    await smsc.bound();
    await behind.event('smpp.bind');
    await behind.pass(2_000);
    const again = await smsc.submitted();
    expect(textOf(again)).toBe(textOf(lost));
    expect(again.destination_addr).toBe(ANN);
    expect(await behind.event('sms.taken')).toMatchObject({ msisdn: ANN, wire: 'link:operator' });
    await behind.pass(60_000);
    expect(smsc.unseen).toEqual([]);
  });

  it.each([
    ['throttled', 0x58],
    ['queue full', 0x14],
  ])('%s: later, and later still', async (_, status) => {
    const { smsc, behind, bind } = await bound();
    smsc.onSubmit = () => status;
    await bind.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA'));
    await smsc.submitted();
    await answered(behind);
    for (const rest of [1_000, 2_000, 4_000]) {
      await behind.pass(rest - 1);
      expect(smsc.unseen).toEqual([]);
      await behind.pass(1);
      await smsc.submitted();
      await answered(behind);
    }
    smsc.onSubmit = () => 0;
    await behind.pass(8_000);
    await smsc.submitted();
    await behind.event('sms.taken');
  });

  it('that the SMSC refuses for good is not sent again', async () => {
    const { smsc, behind, bind } = await bound();
    smsc.onSubmit = () => 0x0b;
    await bind.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA'));
    await smsc.submitted();
    expect(await behind.event('sms.refused')).toMatchObject({ msisdn: ANN });
    await behind.pass(120_000);
    expect(smsc.unseen).toEqual([]);
  });

  it('goes out over the transmitter and comes in over the receiver', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port, bind: 'transmitter-and-receiver' });
    const binds = [await smsc.bound(), await smsc.bound()];
    await behind.event('smpp.bind');
    await behind.event('smpp.bind');
    const receiver = binds.find(({ bind }) => bind.command === 'bind_receiver');
    expect((await receiver?.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA')))?.command_status).toBe(0);
    expect((await smsc.submitted()).destination_addr).toBe(ANN);
  });
});

/** The SMSC's answer to a submit_sm has been read. */
async function answered(behind: Awaited<ReturnType<typeof openBehind>>): Promise<void> {
  await behind.event('smpp.pdu', { command: 'submit_sm_resp', direction: 'in' });
}

describe('receipts of the SMSC', () => {
  const text =
    'id:0000000007 sub:001 dlvrd:001 submit date:1803101200 done date:1803101201 stat:DELIVRD err:000 text:Hello';
  const CASES = [
    ['deliver_sm', { ...textFields(text), esm_class: 0x04 }],
    ['deliver_sm of an intermediate state', { ...textFields(text), esm_class: 0x20 }],
    ['data_sm', { message_payload: Buffer.from(text), esm_class: 0x04 }],
    ['deliver_sm that says so only by its TLV', { ...textFields(text), receipted_message_id: '7' }],
  ] as const;

  it.each(CASES)('%s: acknowledged, and no SMS of a phone', async (what, fields) => {
    const { smsc, behind, bind } = await bound();
    const [command] = what.split(' ') as [string];
    const { source_addr, destination_addr } = { source_addr: ANN, destination_addr: '4555' };
    const response = await bind.ask(command, { source_addr, destination_addr, source_addr_ton: 1, ...fields });
    expect(response.command_status).toBe(0);
    const { gateway, call } = behind;
    await bind.ask('deliver_sm', smsFrom(BOB, 'ABRACADABRA'));
    expect((await smsc.submitted()).destination_addr).toBe(BOB);
    expect(await gateway.messages(call, ANN, {})).toMatchObject({ ok: true, value: { messages: [] } });
  });
});

describe('USSD', () => {
  it('a menu, an answer, the end', async () => {
    const { smsc, bind } = await bound();
    expect((await bind.ask('deliver_sm', ussdFrom(ANN, 1, '*111*455#', [7, 0]))).command_status).toBe(0);
    const menu = await smsc.submitted();
    expect(menu).toMatchObject({
      service_type: 'USSD',
      source_addr: '111',
      destination_addr: ANN,
      ussd_service_op: 2,
      its_session_info: Buffer.from([7, 0]),
    });
    expect(textOf(menu)).toContain('1');
    await bind.ask('deliver_sm', ussdFrom(ANN, 18, '1', [7, 2]));
    const next = await smsc.submitted();
    expect(textOf(next)).not.toBe(textOf(menu));
    expect(next.its_session_info).toEqual(Buffer.from([7, 2]));
  });

  it('a screen is not sent again: a lost bind ends the dialogue', async () => {
    const { smsc, behind, bind } = await bound();
    await bind.ask('deliver_sm', ussdFrom(ANN, 1, '*111*455#', [7, 0]));
    await smsc.submitted();
    bind.cut();
    expect(await behind.event('ussd.aborted')).toMatchObject({ msisdn: ANN });
    await behind.failure();
    const again = await smsc.bound();
    await behind.event('smpp.bind');
    await behind.pass(60_000);
    expect(smsc.unseen).toEqual([]);
    expect((await again.ask('deliver_sm', ussdFrom(ANN, 18, '1', [7, 2]))).command_status).toBe(0x45);
  });

  it('over a transmitter and a receiver', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port, bind: 'transmitter-and-receiver' });
    const binds = [await smsc.bound(), await smsc.bound()];
    await behind.event('smpp.bind');
    await behind.event('smpp.bind');
    const [receiver, transmitter] = binds.toSorted((a, b) => a.bind.command.localeCompare(b.bind.command));
    await receiver?.ask('deliver_sm', ussdFrom(ANN, 1, '*111*455#', [7, 0]));
    expect((await smsc.submitted()).ussd_service_op).toBe(2);
    transmitter?.cut();
    await behind.event('smpp.unbind');
    const refused = await receiver?.ask('deliver_sm', ussdFrom(BOB, 1, '*111*455#', [8, 0]));
    expect(refused?.command_status).toBe(0x45);
  });
});
