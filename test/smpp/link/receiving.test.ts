import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer, BoundState, LinkHandler, Side, Stray } from '../../../src/smpp/link/types.ts';
import { octetsHeld } from '../../support/garbage.ts';
import { type Listener, listen, openBound, openScene } from './support/ends.ts';
import { answered, asked, frame, ID, type Name } from './support/frames.ts';
import { movedPulse } from './support/movedPulse.ts';
import { message } from './support/pdus.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const submitted = (sequence: number) => ({ command: 'submit_sm', sequence });
const strayKinds = (strays: readonly Stray[]) => strays.map(({ kind }) => kind);

/** Grants binds, as an SMSC without accounts. */
const grant: LinkHandler['onRequest'] = (link, request) => {
  if (request.command !== 'bind_transceiver') return;
  link.bound('bound_trx');
  link.answer(request, { command: 'bind_transceiver_resp', body: { system_id: 'smsc' } });
};

describe('what reaches the handler', () => {
  test('a bind and what follows it in the same octets', async () => {
    const { peer, came, requests, link } = await openScene(listener, { onRequest: grant });
    peer.write(asked('bind_transceiver', 7), asked('submit_sm', 8));
    expect(await peer.next()).toMatchObject({ id: 0x80000009, sequence: 7, body: Buffer.from('smsc\0') });
    await came(2);
    expect(requests).toMatchObject([{ command: 'bind_transceiver', body: { system_id: 'harness' } }, submitted(8)]);
    expect(link.state).toBe('bound_trx');
  });

  test('octet by octet', async () => {
    const { peer, came, requests } = await openBound(listener);
    for (const octet of Buffer.concat([asked('submit_sm', 1), asked('submit_sm', 2)])) {
      await new Promise<void>((resolve) => peer.socket.write(Buffer.of(octet), () => resolve()));
    }
    await came(2);
    expect(requests).toMatchObject([submitted(1), submitted(2)]);
  });

  test('notices, where the state allows them', async () => {
    const { peer, notices } = await openBound(listener, { side: 'esme' });
    peer.write(asked('alert_notification', 1), asked('enquire_link', 2));
    expect(await peer.heads(1)).toEqual(['80000015/0/2']);
    expect(notices).toMatchObject([{ command: 'alert_notification', body: { esme_addr: 'esme' } }]);
  });

  test.each([0, 0xffffffff])('sequence_number %i like any other', async (sequence) => {
    const { peer } = await openBound(listener, { onRequest: (link, request) => link.refuse(request, 'ESME_RSYSERR') });
    peer.write(asked('submit_sm', sequence));
    expect(await peer.heads(1)).toEqual([`80000004/8/${sequence.toString(16)}`]);
  });

  test('addresses are those of the peer', async () => {
    const { link } = await openScene(listener);
    expect(link.remote).toBe('127.0.0.1');
  });
});

describe('link keeping is answered without the handler', () => {
  test('before the bind, too', async () => {
    const { peer, requests } = await openScene(listener);
    peer.write(asked('enquire_link', 5));
    expect(await peer.heads(1)).toEqual(['80000015/0/5']);
    expect(requests).toEqual([]);
  });
});

describe('what the state does not allow', () => {
  test.each([
    ['smsc', null, 'submit_sm', '80000004/4/3'],
    ['smsc', null, 'unbind', '80000006/4/3'],
    ['smsc', 'bound_rx', 'submit_sm', '80000004/4/3'],
    ['smsc', 'bound_trx', 'deliver_sm', '80000005/4/3'],
    ['smsc', 'bound_trx', 'outbind', '80000000/4/3'],
    ['smsc', 'bound_tx', 'bind_transmitter', '80000002/5/3'],
    ['smsc', 'bound_rx', 'bind_transceiver', '80000009/5/3'],
    ['smsc', 'bound_trx', 'bind_receiver', '80000001/5/3'],
    ['esme', 'bound_tx', 'deliver_sm', '80000005/4/3'],
    ['esme', 'bound_tx', 'alert_notification', '80000000/4/3'],
    ['esme', null, 'bind_transceiver', '80000009/4/3'],
  ] as [Side, BoundState | null, Name, string][])('we are the %s, %s, %s: %s', async (side, state, name, head) => {
    const { peer, link, requests, notices, strays } = await openScene(listener, { side });
    if (state !== null) link.bound(state);
    peer.write(asked(name, 3), asked('enquire_link', 4));
    expect(await peer.heads(2)).toEqual([head, '80000015/0/4']);
    expect([...requests, ...notices]).toEqual([]);
    expect(strays).toMatchObject([{ kind: 'refused', pdu: { command: name, sequence: 3 } }]);
  });

  test('one bind at a time', async () => {
    const { peer, came, requests, link } = await openScene(listener);
    peer.write(asked('bind_transceiver', 1), asked('bind_transceiver', 2), asked('submit_sm', 3));
    expect(await peer.heads(2)).toEqual(['80000009/5/2', '80000004/4/3']);
    link.refuse(requests[0] as never, 'ESME_RINVPASWD');
    peer.write(asked('bind_transceiver', 4));
    expect(await peer.heads(1)).toEqual(['80000009/e/1']);
    await came(2);
    expect(requests).toMatchObject([{ sequence: 1 }, { sequence: 4 }]);
  });
});

describe('what cannot be read is answered, and the connection lives', () => {
  test.each([
    ['an unknown command', frame(0x77, 9), '80000000/3/9'],
    ['an unknown response', frame(0xdeadbeef, 9), '80000000/3/9'],
    ['a body that is not there', frame(ID.submit_sm, 9), '80000004/2/9'],
    ['a body without NULs', frame(ID.submit_sm, 0, Buffer.alloc(40, 0x41)), '80000004/2/0'],
  ])('%s', async (_, octets, head) => {
    const { peer, requests, strays } = await openBound(listener);
    peer.write(octets, asked('enquire_link', 10));
    expect(await peer.heads(2)).toEqual([head, '80000015/0/a']);
    expect(requests).toEqual([]);
    expect(strayKinds(strays)).toEqual(['unreadable']);
  });
});

test('a bind that cannot be read, before any', async () => {
  const { peer } = await openScene(listener);
  peer.write(frame(ID.bind_receiver, 9, Buffer.from(`${'a'.repeat(16)}\0\0\0\x34\0\0\0`)));
  expect(await peer.heads(1)).toEqual(['80000001/f/9']);
});

test.each([
  ['smsc', null, 'submit_sm', '80000004/4/9'],
  ['smsc', 'bound_rx', 'submit_sm', '80000004/4/9'],
  ['smsc', 'bound_trx', 'alert_notification', '80000000/4/9'],
  ['smsc', 'bound_tx', 'bind_receiver', '80000001/5/9'],
  ['esme', 'bound_rx', 'alert_notification', '80000000/2/9'],
] as [Side, BoundState | null, Name, string][])(
  'what cannot be read and may not be asked now is refused for the latter: we are the %s, %s, %s',
  async (side, state, name, head) => {
    const { peer, link, strays } = await openScene(listener, { side });
    if (state !== null) link.bound(state);
    peer.write(frame(ID[name], 9));
    expect(await peer.heads(1)).toEqual([head]);
    expect(strayKinds(strays)).toEqual(['unreadable']);
  },
);

test('a response that is not in order is told, with what is wrong', async () => {
  const { peer, link, strays } = await openBound(listener);
  link.request(message('deliver_sm'), () => {});
  peer.write(answered('deliver_sm', 1, 0, 'A'), asked('enquire_link', 2));
  await peer.heads(2);
  expect(strays).toMatchObject([
    { kind: 'sloppy', frame: { pdu: { sequence: 1 }, offset: 16, reason: 'no NUL closes message_id' } },
  ]);
});

describe('responses nobody waits for are ignored and counted', () => {
  test.each([
    ['unsolicited', answered('deliver_sm', 1, 0, '\0'), 'unsolicited'],
    ['unsolicited generic_nack', frame(ID.generic_nack, 0, Buffer.alloc(0), 3), 'unsolicited'],
    ['unsolicited and not in order', answered('deliver_sm', 1, 0, 'no NUL'), 'unsolicited'],
  ])('%s', async (_, octets, kind) => {
    const { peer, strays } = await openBound(listener);
    peer.write(octets, asked('enquire_link', 2));
    expect(await peer.heads(1)).toEqual(['80000015/0/2']);
    expect(strayKinds(strays)).toEqual([kind]);
  });
});

/** Octets. */
const FLOOD = 32_000_000;

describe('broken framing: generic_nack, and the end', () => {
  test.each([
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a TLS handshake', Buffer.from('16030100c8010000c40303', 'hex')],
    ['a PDU of 8 octets', Buffer.from('0000000800000015', 'hex')],
    ['a PDU of 65537 octets', Buffer.from('000100010000000400000000000000ff', 'hex')],
    ['random octets', Buffer.from('a1b2c3d4e5f60718', 'hex')],
  ])('%s', async (looksLike, octets) => {
    const { peer, closed, strays, requests } = await openBound(listener);
    peer.write(asked('enquire_link', 1), octets, asked('submit_sm', 2));
    expect(await peer.rest()).toEqual(['80000015/0/1', '80000000/2/0']);
    expect(await closed).toBe('broken-framing');
    expect(strays).toEqual([{ kind: 'broken-framing', looksLike }]);
    expect(requests).toEqual([]);
  });

  test('what comes afterwards is not kept, however much it is', async () => {
    const { peer, socket, requests } = await openBound(listener);
    const chunk = Buffer.alloc(65_536, 1);
    const before = octetsHeld();
    peer.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    for (let sent = 0; sent < FLOOD; sent += chunk.length) {
      await new Promise<void>((resolve) => peer.socket.write(chunk, () => resolve()));
    }
    while (socket.bytesRead < FLOOD) await once(socket, 'data');
    expect(octetsHeld() - before).toBeLessThan(FLOOD / 10);
    expect(requests).toEqual([]);
  });

  test('a PDU cut short by the end of the stream', async () => {
    const { peer, closed } = await openBound(listener);
    peer.socket.end(asked('submit_sm', 1).subarray(0, 30));
    expect(await peer.rest()).toEqual(['80000000/2/0']);
    expect(await closed).toBe('broken-framing');
  });
});

describe('rate and window', () => {
  test('over the rate: throttled, link keeping excepted', async () => {
    const { peer, requests, pulse } = await openBound(listener, { limits: { rate: 2 } });
    peer.write(asked('submit_sm', 1), asked('submit_sm', 2), asked('submit_sm', 3), asked('enquire_link', 4));
    expect(await peer.heads(2)).toEqual(['80000004/58/3', '80000015/0/4']);
    pulse.pass(500);
    peer.write(asked('submit_sm', 5), asked('submit_sm', 6));
    expect(await peer.heads(1)).toEqual(['80000004/58/6']);
    expect(requests).toMatchObject([submitted(1), submitted(2), submitted(5)]);
  });

  test('over the window: queue full, until an answer makes room; unreadable frames take no room', async () => {
    const { peer, link, requests, came } = await openBound(listener, { limits: { window: 2 } });
    peer.write(frame(ID.submit_sm, 0), asked('submit_sm', 1), asked('submit_sm', 2), asked('submit_sm', 3));
    expect(await peer.heads(2)).toEqual(['80000004/2/0', '80000004/14/3']);
    link.refuse(requests[0] as never, 'ESME_RSYSERR');
    peer.write(asked('submit_sm', 4), asked('submit_sm', 5));
    expect(await peer.heads(2)).toEqual(['80000004/8/1', '80000004/14/5']);
    await came(3);
    expect(requests).toMatchObject([submitted(1), submitted(2), submitted(4)]);
  });

  test('a bind may bring limits of its own', async () => {
    const { peer, link } = await openBound(listener);
    link.setLimits({ window: 1 });
    peer.write(asked('submit_sm', 1), asked('submit_sm', 2));
    expect(await peer.heads(1)).toEqual(['80000004/14/2']);
    link.setLimits({ rate: 1 });
    peer.write(asked('submit_sm', 3), asked('submit_sm', 4));
    expect(await peer.heads(2)).toEqual(['80000004/14/3', '80000004/58/4']);
  });
});

describe('answers', () => {
  test('in any order, each to its own request, twice the same sequence_number included', async () => {
    const { peer, link, requests, came } = await openBound(listener);
    peer.write(asked('submit_sm', 1), asked('submit_sm', 2), asked('submit_sm', 2));
    await came(3);
    for (const n of [2, 0, 1])
      link.answer(requests[n] as never, { command: 'submit_sm_resp', body: { message_id: `${n}` } });
    expect([await peer.next(), await peer.next(), await peer.next()]).toMatchObject([
      { sequence: 2, body: Buffer.from('2\0') },
      { sequence: 1, body: Buffer.from('0\0') },
      { sequence: 2, body: Buffer.from('1\0') },
    ]);
  });

  test('only once, and only to what is open', async () => {
    const { peer, link, requests, came } = await openBound(listener);
    peer.write(asked('submit_sm', 1));
    await came(1);
    const request = requests[0] as never;
    link.answer(request, { command: 'submit_sm_resp', body: { message_id: 'A' } });
    link.answer(request, { command: 'submit_sm_resp', body: { message_id: 'B' } });
    link.refuse(request, 'ESME_RSYSERR');
    link.refuse({ ...requests[0] } as never, 'ESME_RSYSERR');
    peer.write(asked('enquire_link', 2));
    expect(await peer.heads(2)).toEqual(['80000004/0/1', '80000015/0/2']);
  });

  test.each([
    ['without a body: empty fields', { command: 'submit_sm_resp' }, 0, '\0'],
    ['an error: no body', { command: 'submit_sm_resp', status: 0x45 }, 0x45, ''],
    [
      'with parameters',
      { command: 'submit_sm_resp', tlvs: [{ tag: 0x1401, value: Buffer.of(1) }] },
      0,
      '\0\x14\x01\0\x01\x01',
    ],
    ['without a form on the wire: a system error', { command: 'submit_sm_resp', body: { message_id: 'a\0b' } }, 8, ''],
  ] as [string, Answer, number, string][])('%s', async (_, answer, status, body) => {
    const { peer } = await openBound(listener, { onRequest: (link, request) => link.answer(request, answer) });
    peer.write(asked('submit_sm', 1));
    expect(await peer.next()).toEqual({ id: 0x80000004, status, sequence: 1, body: Buffer.from(body, 'latin1') });
  });

  test('what has no form on the wire is reported', async () => {
    const { peer, errors } = await openBound(listener, {
      onRequest: (link, request) => link.answer(request, { command: 'submit_sm_resp', body: { message_id: 'a\0b' } }),
    });
    peer.write(asked('submit_sm', 1));
    await peer.next();
    expect(errors).toEqual([
      expect.stringMatching(/^SMPP link \d+: submit_sm_resp: EncodeError: submit_sm_resp: message_id/),
    ]);
  });
});

describe('a handler that throws', () => {
  test('loses its link and no other', async () => {
    const onRequest = () => {
      throw new Error('a bug');
    };
    const [bad, good] = [await openBound(listener, { onRequest }), await openBound(listener)];
    bad.peer.write(asked('submit_sm', 1), asked('submit_sm', 2));
    expect(await bad.closed).toBe('failed-here');
    expect(await bad.peer.rest()).toEqual([]);
    expect(bad.errors).toEqual([`SMPP link ${bad.link.id}: a PDU of the peer: Error: a bug`]);
    expect(bad.requests).toHaveLength(1);
    expect(bad.strays).toEqual([]);
    good.peer.write(asked('enquire_link', 1));
    expect(await good.peer.heads(1)).toEqual(['80000015/0/1']);
  });

  test('even in its last words', async () => {
    const onClose = vi.fn(() => {
      throw new Error('a bug');
    });
    const { link, errors } = await openBound(listener, { onClose });
    link.close('closed-here');
    expect(onClose).toHaveBeenCalledOnce();
    expect(errors).toEqual([`SMPP link ${link.id}: onClose: Error: a bug`]);
  });
});

test('who listens sees every PDU, both ways, refused ones included, but no answers that nobody waits for', async () => {
  const seen: string[] = [];
  const { peer, link } = await openBound(listener, {
    onPdu: (_, way, { command }) => void seen.push(`${way} ${command}`),
  });
  link.request(message('deliver_sm'), () => {});
  const answer = answered('deliver_sm', 1, 0, '\0');
  peer.write(answer, answer, asked('deliver_sm', 2), frame(ID.submit_sm, 3));
  await peer.heads(3);
  expect(seen).toEqual([
    'out deliver_sm',
    'in deliver_sm_resp',
    'in deliver_sm',
    'out deliver_sm_resp',
    'out submit_sm_resp',
  ]);
});

const BUG = () => {
  throw new Error('a bug');
};

test.each(['in', 'out'])(
  'who listens and throws, at what goes %s, ends the link; nothing is sent twice',
  async (at) => {
    const { peer, closed, errors } = await openBound(listener, {
      onRequest: (link, request) => link.refuse(request, 'ESME_ROK'),
      onPdu: (_, way) => {
        if (way === at) BUG();
      },
    });
    peer.write(asked('submit_sm', 1), asked('submit_sm', 2));
    expect(await closed).toBe('failed-here');
    expect(errors).toHaveLength(1);
    expect(await peer.rest()).toEqual(at === 'out' ? ['80000004/0/1'] : []);
  },
);

test('who listens and throws at an answer does not keep it from whoever waits for it', async () => {
  const outcomes: string[] = [];
  const { peer, link, closed } = await openBound(listener, { onPdu: (_, way) => (way === 'in' ? BUG() : undefined) });
  link.request(message('deliver_sm'), ({ kind }) => void outcomes.push(kind));
  peer.write(answered('deliver_sm', 1, 0, '\0'));
  expect(await closed).toBe('failed-here');
  expect(outcomes).toEqual(['answered']);
});

test.each([
  ['a stray', answered('deliver_sm', 1, 0, '\0'), 'failed-here'],
  ['what breaks the framing', Buffer.from('GET / HTTP/1.1'), 'failed-here'],
])('who listens and throws at %s ends the link, and no other', async (_, octets, reason) => {
  const [bad, good] = [await openBound(listener, { onStray: BUG }), await openBound(listener)];
  bad.peer.write(octets);
  expect(await bad.closed).toBe(reason);
  expect(bad.errors).toEqual([`SMPP link ${bad.link.id}: a watch: Error: a bug`]);
  good.peer.write(asked('enquire_link', 1));
  expect(await good.peer.heads(1)).toEqual(['80000015/0/1']);
});

test('one that throws when a timer is due ends its link, and the others hear of the beat', async () => {
  const pulse = movedPulse();
  const limits = { unfinishedPdu: 5_000, sessionInit: 5_000 };
  const bad = await openScene(listener, { pulse, limits, onStray: BUG });
  const good = await openScene(listener, { pulse, limits });
  bad.link.bound('bound_trx');
  bad.peer.write(asked('enquire_link', 1), Buffer.of(0));
  await bad.peer.heads(1);
  pulse.pass(5_000);
  expect([await bad.closed, await good.closed]).toEqual(['failed-here', 'session-init-timeout']);
});
