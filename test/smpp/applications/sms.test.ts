import { expect, test } from 'vitest';
import { settled } from '../phones/support/fakeGateway.ts';
import { farSide } from '../phones/support/farSide.ts';
import { applicationScene } from '../phones/support/setups.ts';

const ANN = '79161234567';

const SENDERS: readonly (readonly [ton: number, source: string, from: string | null])[] = [
  [0, '7777', '7777'],
  [3, '7777', '7777'],
  [0, '*384*77', '*384*77'],
  [0, '*384*77#', '*384*77'],
  [5, 'MyShop', 'MyShop'],
  [5, 'Twelve chars', null],
  [5, '900', null],
  [5, '', null],
  [5, '7777', '7777'],
  [1, 'MyShop', null],
  [0, '4555', null],
  [1, '79160000002', null],
  [0, '', null],
];

test.each(SENDERS)('an SMS of TON %i from %j is written by %j', async (source_addr_ton, source, from) => {
  const scene = applicationScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', { from: source, to: ANN, text: 'Hi', more: { source_addr_ton } });
  await settled();
  if (from === null) {
    expect(peer.heard()).toEqual(['submit_sm_resp ESME_RINVSRCADR']);
    return;
  }
  const sms = scene.next();
  expect(sms.body).toEqual({ from, to: ANN, text: 'Hi' });
  await sms.resolve({ ok: true, value: { messageId: 'AB12' } });
  expect(peer.heard()).toEqual(['submit_sm_resp ok']);
});

test.each([
  [0, '88005553535', '78005553535'],
  [0, '78005553535', '78005553535'],
  [1, '78005553535', '78005553535'],
  [1, '+78005553535', '78005553535'],
  [1, '88005553535', '78005553535'],
  [0, '8005553535', '8005553535'],
  [1, '8005553535', '8005553535'],
  [0, '88005553536', null],
])(
  'of TON %i from %j, an application that serves 8 800 numbers writes as %j',
  async (source_addr_ton, source, from) => {
    const scene = applicationScene({ codes: ['88005553535', '8005553535'] });
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { from: source, to: ANN, text: 'Hi', more: { source_addr_ton } });
    await settled();
    expect(scene.pending()).toHaveLength(from === null ? 0 : 1);
    if (from !== null) expect(scene.next().body).toEqual({ from, to: ANN, text: 'Hi' });
  },
);

test('an SMS from a phone reaches the application, and its acknowledgement counts', async () => {
  const scene = applicationScene();
  const peer = farSide(scene.adapter);
  const sms = { kind: 'to-application', id: '1A', from: ANN, to: '7777', text: 'BUY' } as const;
  const delivered = scene.end?.deliver(sms);
  expect(peer.heard()).toEqual([`deliver_sm ${ANN} > 7777 "BUY"`]);
  peer.answer();
  expect(await delivered).toBe('taken');
});

test('an application may not deliver', async () => {
  const scene = applicationScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', { from: '7777', to: ANN, text: 'Hi', more: { esm_class: 0x04 } });
  await settled();
  expect(peer.heard()).toEqual(['submit_sm_resp ESME_RINVESMCLASS']);
});
