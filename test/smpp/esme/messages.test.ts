import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LinkAccount } from '../../../src/smpp/config.ts';
import { type ClientPdu, textFields, textOf } from '../../support/npmSmpp.ts';
import { must } from '../../support/phone.ts';
import { type Behind, openBehind } from './support/behind.ts';
import { operator } from './support/operator.ts';
import { ANN, BOB, smsFrom, ussdFrom } from './support/phones.ts';

/** A gateway that is bound to an SMSC. */
async function bound(options: Partial<LinkAccount> = {}) {
  const smsc = await operator();
  const behind = await openBehind({ ...options, port: smsc.port });
  const bind = await smsc.bound();
  await behind.event('smpp.bind');
  return { smsc, behind, bind };
}

/** A phone of this SMSC is known, and somebody writes to it. */
async function write({ smsc, behind, bind }: Awaited<ReturnType<typeof bound>>): Promise<void> {
  await bind.ask('deliver_sm', ussdFrom(ANN, 1, '*999#', [1, 0]));
  await smsc.submitted();
  await answered(behind);
  must(await behind.gateway.sms(behind.call, { from: BOB, to: ANN, text: 'Hello' }));
}

describe('SMS', () => {
  it('of a phone is answered by one to it', async () => {
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
    const scene = await bound();
    const { smsc, behind, bind } = scene;
    smsc.onSubmit = ({ service_type }) => (service_type === 'USSD' ? 0 : null);
    await write(scene);
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

  it('of which one part was acknowledged comes again whole, with the same reference', async () => {
    const { smsc, behind, bind } = await bound();
    let parts = 0;
    smsc.onSubmit = () => (parts++ === 0 ? 0 : null);
    await bind.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA'));
    const before = [await smsc.submitted(), await smsc.submitted()].map(partOf);
    bind.cut();
    await behind.event('smpp.unbind');
    smsc.onSubmit = () => 0;
    await behind.failure();
    await behind.event('sms.taken');
    expect([await smsc.submitted(), await smsc.submitted()].map(partOf)).toEqual(before);
    expect(before.map(({ udh }) => udh?.length)).toEqual([1, 1]);
  });

  it('leaves no faster than the rate that is agreed, and screens go first; the SMSC itself is not slowed', async () => {
    const { smsc, behind, bind } = await bound({ rate: 1 });
    await Promise.all([ANN, BOB].map((msisdn) => bind.ask('deliver_sm', smsFrom(msisdn, 'ABRACADABRA'))));
    await bind.ask('deliver_sm', ussdFrom(ANN, 1, '*111*455#', [7, 0]));
    await smsc.submitted();
    expect(smsc.unseen).toEqual([]);
    behind.pulse.pass(900);
    expect(await smsc.submitted()).toMatchObject({ ussd_service_op: 2 });
    for (let parts = 0; parts < 3; parts++) {
      expect(smsc.unseen).toEqual([]);
      behind.pulse.pass(1_000);
      expect(await smsc.submitted()).toMatchObject({ service_type: '' });
    }
  });

  it.each([
    ['throttled', 0x58],
    ['queue full', 0x14],
  ])('%s: later, and later still', async (_, status) => {
    const scene = await bound();
    const { smsc, behind } = scene;
    smsc.onSubmit = ({ service_type }) => (service_type === 'USSD' ? 0 : status);
    await write(scene);
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
    const scene = await bound();
    const { smsc, behind } = scene;
    smsc.onSubmit = ({ service_type }) => (service_type === 'USSD' ? 0 : 0x0b);
    await write(scene);
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

/** Header and text of a part. */
function partOf({ short_message }: ClientPdu): { readonly udh?: readonly Buffer[]; readonly message: string } {
  return short_message as ReturnType<typeof partOf>;
}

/** The SMSC's answer to a submit_sm has been read, and what comes of it in the same turn has been done. */
async function answered(behind: Behind): Promise<void> {
  await behind.event('smpp.pdu', { command: 'submit_sm_resp', direction: 'in' });
  await setImmediate();
}

it('a link into a world that is not there asks the SMSC to come again', async () => {
  const smsc = await operator();
  await openBehind({ port: smsc.port, world: 'elsewhere' });
  const bind = await smsc.bound();
  const asked = [smsFrom(ANN, 'БОНУС'), ussdFrom(ANN, 1, '*111*455#', [7, 0])];
  const answers = await Promise.all(asked.map((fields) => bind.ask('deliver_sm', fields)));
  expect(answers.map(({ command_status }) => command_status)).toEqual([0x08, 0x08]);
});

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

  it.each([0, 1_000])('a screen is not sent again: a lost bind ends the dialogue (rate %i)', async (rate) => {
    const { smsc, behind, bind } = await bound({ rate });
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
