import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mailbox } from '../../support/mailbox.ts';
import { freePort } from '../../support/redisServer.ts';
import { openBehind } from './support/behind.ts';
import { operator } from './support/operator.ts';
import { ANN, smsFrom } from './support/phones.ts';
import { server } from './support/server.ts';

it('while it waits for the next try: there is none', async () => {
  const port = await freePort();
  const behind = await openBehind({ port });
  await behind.event('smpp.retry');
  await behind.outgoing.close();
  expect(behind.pulse.joined()).toBe(0);
});

it.each([0, 10])('after a bind that was lost: nothing of it is left (rate %i)', async (rate) => {
  const smsc = await operator();
  const behind = await openBehind({ port: smsc.port, rate });
  const bound = await smsc.bound();
  await behind.event('smpp.bind');
  bound.cut();
  await behind.event('smpp.retry');
  await behind.outgoing.close();
  // The socket itself takes another turn or two.
  for (let turn = 0; turn < 100 && behind.pulse.joined() > 0; turn++) await setImmediate();
  expect(behind.pulse.joined()).toBe(0);
});

it('while it connects', async () => {
  const behind = await openBehind({ port: (await operator()).port });
  await behind.outgoing.close();
  expect(behind.pulse.joined()).toBe(0);
  expect(behind.log()).toBe('');
});

it('while it shakes hands', async () => {
  const accepted = mailbox<Socket>();
  const behind = await openBehind({ port: await server(accepted.put), tls: true });
  const socket = await accepted.next();
  await behind.outgoing.close();
  await once(socket.resume(), 'close');
  expect(behind.pulse.joined()).toBe(0);
  expect(behind.log()).toBe('');
});

it('while the bind is not answered', async () => {
  const smsc = await operator();
  const asked = mailbox<null>();
  smsc.onBind = () => {
    asked.put(null);
    return null;
  };
  const behind = await openBehind({ port: smsc.port });
  await asked.next();
  await behind.outgoing.close();
  expect(behind.log()).toBe('');
});

it('when it is bound: it unbinds, and that is no trouble', async () => {
  const smsc = await operator();
  const behind = await openBehind({ port: smsc.port, bind: 'transmitter-and-receiver' });
  const binds = [await smsc.bound(), await smsc.bound()];
  await behind.event('smpp.bind');
  await behind.event('smpp.bind');
  const closed = behind.outgoing.close();
  await Promise.all(binds.map(({ unbinds }) => unbinds));
  await closed;
  expect(await behind.event('smpp.unbind')).toMatchObject({ reason: 'unbound' });
  expect(behind.log()).not.toContain('"level":40');
  await Promise.all(binds.map((bind) => bind.closed));
});

it('what is under way is answered first', async () => {
  const smsc = await operator();
  const behind = await openBehind({ port: smsc.port });
  const bound = await smsc.bound();
  const order: string[] = [];
  smsc.onSubmit = () => {
    order.push('submit_sm');
    return 0;
  };
  void bound.unbinds.then(() => order.push('unbind'));
  await bound.ask('deliver_sm', smsFrom(ANN, 'БОНУС'));
  await behind.event('sms.taken');
  await behind.outgoing.close();
  await bound.closed;
  expect(order).toEqual(['submit_sm', 'unbind']);
});

it('an SMSC that answers nothing any more is waited for no longer than 10 s', async () => {
  const smsc = await operator();
  const behind = await openBehind({ port: smsc.port });
  const bound = await smsc.bound();
  smsc.onSubmit = () => null;
  await bound.ask('deliver_sm', smsFrom(ANN, 'БОНУС'));
  await smsc.submitted();
  const closed = behind.outgoing.close();
  behind.pulse.pass(5_000);
  await bound.unbinds;
  await closed;
  await bound.closed;
});
