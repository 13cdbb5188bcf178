import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPulse } from '../../../src/smpp/link/pulse.ts';
import { type Listener, listen, openBound, openScene } from './support/ends.ts';
import { answered, asked } from './support/frames.ts';
import { message } from './support/pdus.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

test('nobody binds: closed, whatever else is sent', async () => {
  const { peer, pulse, closed, link } = await openScene(listener, { limits: { sessionInit: 10_000 } });
  pulse.pass(9_999);
  peer.write(asked('enquire_link', 1));
  await peer.heads(1);
  expect(link.state).toBe('open');
  pulse.pass(1);
  expect(await closed).toBe('session-init-timeout');
  expect(await peer.rest()).toEqual([]);
});

describe('a PDU that is begun and not finished', () => {
  test.each([
    ['behind another', asked('enquire_link', 1), ['80000015/0/1', '80000000/2/0']],
    ['by itself', Buffer.alloc(0), ['80000000/2/0']],
  ])('is waited for from its first octet, however it dribbles: %s', async (_, before, heads) => {
    const { peer, pulse, closed, socket } = await openBound(listener, { limits: { unfinishedPdu: 5_000 } });
    const submit = asked('submit_sm', 2);
    const isBegun = once(socket, 'data');
    peer.write(before, submit.subarray(0, 3));
    await isBegun;
    pulse.pass(4_999);
    const isContinued = once(socket, 'data');
    peer.write(submit.subarray(3, 10));
    await isContinued;
    pulse.pass(1);
    expect(await closed).toBe('unfinished-pdu');
    expect(await peer.rest()).toEqual(heads);
  });

  test('each begun one has the whole time', async () => {
    const { peer, pulse, link } = await openBound(listener, { limits: { unfinishedPdu: 5_000 } });
    const enquire = asked('enquire_link', 1);
    peer.write(enquire, enquire.subarray(0, 5));
    await peer.heads(1);
    for (let n = 0; n < 3; n += 1) {
      pulse.pass(4_999);
      peer.write(enquire.subarray(5), enquire.subarray(0, 5));
      await peer.heads(1);
    }
    expect(link.state).toBe('bound_trx');
  });
});

describe('a silent peer', () => {
  test('is enquired of, and lives if it answers', async () => {
    const { peer, pulse, link } = await openBound(listener, { limits: { enquireLink: 30_000, response: 10_000 } });
    pulse.pass(29_999);
    pulse.pass(1);
    expect(await peer.heads(1)).toEqual(['15/0/1']);
    pulse.pass(9_999);
    peer.write(answered('enquire_link', 1), asked('enquire_link', 7));
    expect(await peer.heads(1)).toEqual(['80000015/0/7']);
    pulse.pass(29_999);
    expect(link.state).toBe('bound_trx');
    pulse.pass(1);
    expect(await peer.heads(1)).toEqual(['15/0/2']);
  });

  test('lives if it sends anything else, too', async () => {
    const { peer, pulse, link } = await openBound(listener, { limits: { enquireLink: 30_000, response: 10_000 } });
    pulse.pass(30_000);
    peer.write(asked('enquire_link', 7));
    await peer.heads(2);
    pulse.pass(10_000);
    expect(link.state).toBe('bound_trx');
  });

  test('octets that make no PDU yet are no life', async () => {
    const { peer, pulse, socket } = await openBound(listener, { limits: { enquireLink: 30_000 } });
    pulse.pass(29_999);
    const isRead = once(socket, 'data');
    peer.write(asked('submit_sm', 1).subarray(0, 20));
    await isRead;
    pulse.pass(1);
    expect(await peer.heads(1)).toEqual(['15/0/1']);
  });

  test('is left if it does not answer', async () => {
    const { peer, pulse, closed } = await openBound(listener, { limits: { enquireLink: 30_000, response: 10_000 } });
    pulse.pass(30_000);
    pulse.pass(10_000);
    expect(await closed).toBe('no-answer-to-enquire-link');
    expect(await peer.rest()).toEqual(['15/0/1']);
  });

  test('is enquired of even where the window is full', async () => {
    const { peer, pulse, link } = await openBound(listener, { limits: { window: 1, response: 60_000 } });
    link.request(message('deliver_sm'), () => {});
    link.request(message('deliver_sm'), () => {});
    pulse.pass(30_000);
    expect(await peer.heads(2)).toEqual(['5/0/1', '15/0/2']);
  });
});

test('nothing but link keeping: inactive', async () => {
  const { peer, pulse, closed, link } = await openBound(listener, { limits: { inactivity: 60_000, enquireLink: 0 } });
  pulse.pass(30_000);
  peer.write(asked('submit_sm', 1), asked('enquire_link', 2));
  await peer.heads(1);
  pulse.pass(59_999);
  peer.write(asked('enquire_link', 3));
  await peer.heads(1);
  expect(link.state).toBe('bound_trx');
  pulse.pass(1);
  expect(await closed).toBe('inactive');
});

test('what ends the link is the last that is done, though more is due', async () => {
  const sent: string[] = [];
  const { pulse, closed } = await openBound(listener, {
    limits: { inactivity: 30_000, enquireLink: 30_000 },
    onPdu: (_, __, { command }) => void sent.push(command),
  });
  pulse.pass(30_000);
  expect(await closed).toBe('inactive');
  expect(sent).toEqual([]);
});

test('the real pulse beats, and stops with the last link', async () => {
  const pulse = startPulse();
  const { peer, closed } = await openScene(listener, { limits: { sessionInit: 1 }, pulse });
  expect(await closed).toBe('session-init-timeout');
  await peer.rest();
});
