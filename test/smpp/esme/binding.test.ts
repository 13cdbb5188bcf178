import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mailbox } from '../../support/mailbox.ts';
import { openOperator } from '../../support/npmSmsc.ts';
import { freePort } from '../../support/redisServer.ts';
import { openBehind } from './support/behind.ts';
import { operator } from './support/operator.ts';
import { server } from './support/server.ts';

describe('a link binds', () => {
  it('as it is configured', async () => {
    const smsc = await operator();
    await openBehind({ port: smsc.port });
    const { bind } = await smsc.bound();
    expect(bind).toMatchObject({
      command: 'bind_transceiver',
      system_id: 'star',
      password: 'secret',
      system_type: 'VMS',
      interface_version: 0x34,
    });
  });

  it('with a transmitter and a receiver', async () => {
    const smsc = await operator();
    await openBehind({ port: smsc.port, bind: 'transmitter-and-receiver' });
    const binds = [await smsc.bound(), await smsc.bound()].map(({ bind }) => bind.command);
    expect(binds.toSorted()).toEqual(['bind_receiver', 'bind_transmitter']);
  });

  it('to several SMSCs, one of which is away', async () => {
    const [smsc, port] = [await operator(), await freePort()];
    const behind = await openBehind({ name: 'away', port }, { name: 'there', port: smsc.port });
    await smsc.bound();
    expect(await behind.event('smpp.bind')).toMatchObject({ wire: 'link:there', state: 'bound_trx' });
    expect(await behind.event('smpp.retry')).toMatchObject({ wire: 'link:away', why: 'ECONNREFUSED' });
  });
});

describe('an SMSC whose answers are not in order', () => {
  it.each([
    ['two octets of sc_interface_version', '6f7000021000023400'],
    ['an empty additional_status_info_text', '6f7000001d0000'],
    ['a name without its NUL', '6f70'],
    ['a name of 16 octets', `${'6f'.repeat(16)}00`],
  ])('can be bound to, and it is told: %s', async (_, body) => {
    const port = await server((socket) => {
      socket.once('data', (bind) => {
        const answer = Buffer.from(`000000008000000900000000${bind.toString('hex', 12, 16)}${body}`, 'hex');
        answer.writeUInt32BE(answer.length, 0);
        socket.write(answer);
      });
    });
    const behind = await openBehind({ port });
    expect(await behind.event('smpp.bind')).toMatchObject({ wire: 'link:operator', state: 'bound_trx' });
    expect(await behind.event('smpp.stray')).toMatchObject({ kind: 'sloppy', command: 'bind_transceiver_resp' });
  });
});

describe('what fails is tried again', () => {
  it('an SMSC that is not there at first', async () => {
    const port = await freePort();
    const behind = await openBehind({ port });
    expect([await behind.failure(), await behind.failure()]).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
    const third = await behind.event('smpp.retry');
    const smsc = await openOperator({ port });
    onTestFinished(smsc.close);
    behind.pulse.pass(Number(third.retryIn));
    expect((await smsc.bound()).bind.system_id).toBe('star');
  });

  it('ever later, and soon again after a bind that stood', async () => {
    const smsc = await operator();
    smsc.onBind = () => 0x0e;
    const behind = await openBehind({ port: smsc.port });
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { why, retryIn } = await behind.event('smpp.retry');
      expect(why).toBe('the bind was refused: ESME_RINVPASWD');
      waits.push(Math.floor(Math.log2(Number(retryIn) / 1_000)));
      smsc.onBind = () => (i === 2 ? 0 : 0x0e);
      behind.pulse.pass(Number(retryIn));
    }
    expect(waits).toEqual([0, 1, 2]);
    const bound = await smsc.bound();
    await behind.event('smpp.bind');
    behind.pulse.pass(10_000);
    bound.cut();
    expect(await behind.event('smpp.unbind')).toMatchObject({ wire: 'link:operator', reason: 'peer-closed' });
    const { why, retryIn } = await behind.event('smpp.retry');
    expect(why).toBe('the connection ended: peer-closed');
    expect(Number(retryIn)).toBeLessThan(1_250);
  });

  it('an SMSC that takes binds and drops them is not hammered', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port });
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      const bound = await smsc.bound();
      await behind.event('smpp.bind');
      behind.pulse.pass(9_000);
      bound.cut();
      const { retryIn } = await behind.event('smpp.retry');
      waits.push(Math.floor(Math.log2(Number(retryIn) / 1_000)));
      behind.pulse.pass(Number(retryIn));
    }
    expect(waits).toEqual([0, 1, 2]);
  });

  it('one that does not answer the bind', async () => {
    const smsc = await operator();
    smsc.onBind = () => null;
    const behind = await openBehind({ port: smsc.port });
    const asked = new Promise<void>((resolve) => {
      smsc.onBind = () => {
        resolve();
        return null;
      };
    });
    await asked;
    behind.pulse.pass(9_999);
    behind.pulse.pass(1);
    expect(await behind.failure()).toBe('no answer to the bind (timeout)');
    smsc.onBind = () => 0;
    await smsc.bound();
  });

  it('one that ends the connection instead', async () => {
    const behind = await openBehind({ port: await server((socket) => socket.destroy()) });
    expect(await behind.failure()).toBe('the connection ended: peer-closed');
  });

  it('one that is none', async () => {
    const behind = await openBehind({ port: await server((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')) });
    expect(await behind.failure()).toBe('the connection ended: broken-framing');
    expect(behind.log()).toContain('an HTTP');
  });

  it('one that accepts connections and shakes no hands', async () => {
    const accepted = mailbox<Socket>();
    const port = await server(accepted.put);
    const behind = await openBehind({ port, tls: true });
    await accepted.next();
    behind.pulse.pass(9_999);
    behind.pulse.pass(1);
    expect(await behind.failure()).toBe('nobody answered in time');
  });

  it('a name that nobody has', async () => {
    const behind = await openBehind({ host: 'smsc.invalid' });
    expect(await behind.failure()).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });
});

describe('a bind that ends', () => {
  it('by the SMSC: it is answered, and bound again', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port });
    const bound = await smsc.bound();
    expect((await bound.ask('unbind')).command_status).toBe(0);
    await bound.closed;
    expect(await behind.event('smpp.unbind')).toMatchObject({ reason: 'unbound' });
    await behind.failure();
    await smsc.bound();
  });

  it('by silence', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port });
    const first = await smsc.bound();
    await behind.event('smpp.bind');
    const asked = new Promise<void>((resolve) => {
      smsc.onEnquire = () => {
        resolve();
        return null;
      };
    });
    behind.pulse.pass(30_000);
    await asked;
    behind.pulse.pass(10_000);
    await first.closed;
    expect(await behind.event('smpp.unbind')).toMatchObject({ reason: 'no-answer-to-enquire-link' });
    await behind.failure();
    await smsc.bound();
  });

  it('an enquire_link that is answered keeps it', async () => {
    const smsc = await operator();
    const behind = await openBehind({ port: smsc.port });
    const bound = await smsc.bound();
    await behind.event('smpp.bind');
    for (let i = 0; i < 3; i++) {
      behind.pulse.pass(30_000);
      await behind.event('smpp.pdu', { command: 'enquire_link_resp', direction: 'in' });
    }
    expect((await bound.ask('enquire_link')).command_status).toBe(0);
  });
});
