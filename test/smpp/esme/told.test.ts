import { describe, expect, it } from 'vitest';
import { type Behind, openBehind } from './support/behind.ts';
import { operator } from './support/operator.ts';
import { ANN, smsFrom } from './support/phones.ts';

function meter({ meters }: Behind, name: string, labels: Readonly<Record<string, string>>): number {
  const rows = meters.sources.find((source) => source.name === name)?.read() ?? [];
  const fits = ([of]: (typeof rows)[number]) => Object.entries(labels).every(([key, value]) => of[key] === value);
  return rows.filter(fits).reduce((sum, [, value]) => sum + value, 0);
}

describe('a link tells', () => {
  it('the event stream every PDU, under the number of its phone, and no password', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port });
    const events: object[] = [];
    behind.gateway.onEvent('main', (event) => events.push(event));
    const bind = await smsc.bound();
    await bind.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA'));
    await behind.event('sms.taken');
    expect(await behind.event('smpp.pdu', { command: 'deliver_sm' })).toMatchObject({
      wire: 'link:operator',
      direction: 'in',
      msisdn: ANN,
      text: 'ABRACADABRA',
    });
    expect(await behind.event('smpp.pdu', { command: 'submit_sm' })).toMatchObject({ direction: 'out', msisdn: ANN });
    expect(await behind.event('smpp.pdu', { command: 'bind_transceiver' })).toMatchObject({
      direction: 'out',
      fields: { system_id: 'star' },
    });
    expect(await behind.event('smpp.bind')).toMatchObject({ state: 'bound_trx', address: '127.0.0.1' });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('the event stream and the log why it is not bound, and when it is tried again', async () => {
    const smsc = await operator();
    smsc.onBind = () => 0x0d;
    const behind = await openBehind({ port: smsc.port, bind: 'transmitter-and-receiver' });
    const retry = await behind.event('smpp.retry', { command: 'bind_receiver' });
    expect(retry).toMatchObject({ wire: 'link:operator', why: 'the bind was refused: ESME_RBINDFAIL' });
    expect(retry.retryIn).toBeGreaterThanOrEqual(1_000);
    await behind.event('smpp.retry', { command: 'bind_transmitter' });
    expect(behind.log()).toMatch(
      /"level":40,.*"wire":"link:operator","command":"bind_receiver","why":"the bind was refused: ESME_RBINDFAIL","retryIn":1\d\d\d,/,
    );
  });

  it('the log who came and went, without texts, numbers and passwords', async () => {
    const smsc = await operator();
    smsc.onSubmit = () => 0x0b;
    const behind = await openBehind({ port: smsc.port });
    const bind = await smsc.bound();
    await bind.ask('deliver_sm', smsFrom(ANN, 'my PIN is 4711'));
    await behind.event('sms.refused');
    bind.cut();
    await behind.event('smpp.unbind');
    expect(behind.log()).toMatch(/"wire":"link:operator","bind":\d+,"state":"bound_trx".*"msg":"SMPP: bound"/);
    expect(behind.log()).toMatch(/"wire":"link:operator","bind":\d+,"reason":"peer-closed","msg":"SMPP: unbound"/);
    expect(behind.log()).not.toMatch(/7916|PIN|4711|secret/);
  });

  it('the meters its PDUs and binds', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port });
    const bind = await smsc.bound();
    await behind.event('smpp.bind');
    await bind.ask('deliver_sm', smsFrom(ANN, 'ABRACADABRA'));
    expect(meter(behind, 'starhash_smpp_pdus_total', { direction: 'in', command: 'deliver_sm' })).toBe(1);
    expect(meter(behind, 'starhash_smpp_pdus_total', { direction: 'out', command: 'bind_transceiver' })).toBe(1);
    expect(meter(behind, 'starhash_smpp_binds', { account: 'link:operator', state: 'bound_trx' })).toBe(1);
    bind.cut();
    await behind.event('smpp.unbind');
    expect(meter(behind, 'starhash_smpp_binds', { account: 'link:operator' })).toBe(0);
  });
});
