import { describe, expect, test } from 'vitest';
import type { Submission } from '../../../src/flow/api.ts';
import type { UssdPdu } from '../../../src/smpp/ussd/types.ts';
import { settled } from './support/fakeGateway.ts';
import { farSide, messagePdu, type Short } from './support/farSide.ts';
import { phonesScene, type Scene } from './support/setups.ts';

const ANN = '79161234567';
const BOB = '79160000002';
const TEXT: Short = { from: ANN, to: '4555', text: 'BONUS' };
const PLAIN: Submission = { from: ANN, to: '4555', text: 'BONUS' };

const CARRIED: readonly (readonly [what: string, short: Short, submission: Submission])[] = [
  ['a text', {}, PLAIN],
  ['Cyrillic', { text: 'Бонус' }, { ...PLAIN, text: 'Бонус' }],
  ['a flash text', { more: { data_coding: 0x10 } }, { ...PLAIN, flash: true }],
  [
    'octets with a header for a port',
    { more: { data_coding: 4, esm_class: 0x40, short_message: Buffer.from('0605040b8423f0cafe', 'hex') } },
    { ...PLAIN, text: '', data: { coding: 4, octets: 'yv4=', udh: 'BQQLhCPw' } },
  ],
  ['a service type', { service: 'CMT' }, { ...PLAIN, serviceType: 'CMT' }],
  ['all receipts', { more: { registered_delivery: 1 } }, { ...PLAIN, receipt: 'always' }],
  ['receipts of failures', { more: { registered_delivery: 2 } }, { ...PLAIN, receipt: 'failure' }],
  ['receipts of success', { more: { registered_delivery: 3 } }, { ...PLAIN, receipt: 'success' }],
  ['intermediate notices only', { more: { registered_delivery: 0x10 } }, PLAIN],
  [
    'a schedule from now',
    { more: { schedule_delivery_time: '000000010000000R' } },
    { ...PLAIN, schedule: { after: 3_600_000 } },
  ],
  [
    'a validity until',
    { more: { validity_period: '261122000000004+' } },
    { ...PLAIN, validity: { at: Date.UTC(2026, 10, 21, 23) } },
  ],
  ['replace', { more: { replace_if_present_flag: 1 } }, { ...PLAIN, replace: true }],
  ['store and forward, the highest priority', { more: { esm_class: 3, priority_flag: 3 } }, PLAIN],
  ['an acknowledgement by its reader', { more: { esm_class: 0x08 } }, PLAIN],
  ['a phone to a phone', { to: BOB }, { ...PLAIN, to: BOB }],
  ['a national number as destination', { to: '89160000002' }, { ...PLAIN, to: BOB }],
  ['a + in front of the destination', { to: `+${BOB}`, more: { dest_addr_ton: 1 } }, { ...PLAIN, to: BOB }],
  ['a + in front of a short code', { to: '+4555' }, PLAIN],
  [
    'a foreign number that looks national',
    { to: '85212345678', more: { dest_addr_ton: 1 } },
    { ...PLAIN, to: '+85212345678' },
  ],
];

test.each(CARRIED)('%s', async (_, short, submission) => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  const sequence = peer.send('submit_sm', { ...TEXT, ...short });
  const sms = scene.next();
  expect(sms).toMatchObject({ what: 'sms', call: { world: 'main', wire: 'smpp:harness' } });
  expect(sms.body).toEqual(submission);
  expect(peer.heard()).toEqual([]);
  await sms.resolve({ ok: true, value: { messageId: 'AB12' } });
  expect(peer.pdus()).toMatchObject([{ command: 'submit_sm_resp', status: 0, sequence, body: { message_id: 'AB12' } }]);
});

test.each([
  ['0017000400000e10', { validity: { after: 3_600_000 } }],
  ['00170004ffffffff', { validity: { after: 4_294_967_295_000 } }],
  ['0017000400000000', {}],
  ['', {}],
])('a data_sm with %j for so many seconds of life', async (tlvs, conditions) => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('data_sm', { ...TEXT, tlvs });
  expect(scene.next().body).toEqual({ ...PLAIN, ...conditions });
});

test('only a data_sm has its life there', async () => {
  const scene = phonesScene();
  farSide(scene.adapter).send('submit_sm', { ...TEXT, tlvs: '0017000400000e10' });
  expect(scene.next().body).toEqual(PLAIN);
});

const REFUSED: readonly (readonly [what: string, short: Short, status: string])[] = [
  ['no source', { from: '' }, 'ESME_RINVSRCADR'],
  ['no destination', { to: '' }, 'ESME_RINVDSTADR'],
  ['a destination of 16 digits', { to: '7916123456712345', more: { dest_addr_ton: 1 } }, 'ESME_RINVDSTADR'],
  ['a month 13 in the schedule', { more: { schedule_delivery_time: '261322000000000+' } }, 'ESME_RINVSCHED'],
  ['30 February in the validity', { more: { validity_period: '260230000000000+' } }, 'ESME_RINVEXPIRY'],
  [
    'a header longer than the text',
    { more: { esm_class: 0x40, short_message: Buffer.from('09', 'hex') } },
    'ESME_RINVESMCLASS',
  ],
  ['UCS2 of odd length', { more: { data_coding: 8 } }, 'ESME_RINVMSGLEN'],
  ['short_message beside message_payload', { tlvs: '0424000131' }, 'ESME_ROPTPARNOTALLWD'],
  ['a reserved bit of registered_delivery', { more: { registered_delivery: 0x80 } }, 'ESME_RINVREGDLVFLG'],
];

test.each(REFUSED)('%s is refused', async (_, short, status) => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', { ...TEXT, ...short });
  await settled();
  expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
  expect(scene.pending()).toEqual([]);
});

test.each([
  ['unknown-short-code', {}, 'ESME_RINVDSTADR'],
  ['bad-sms', {}, 'ESME_RINVMSGLEN'],
  ['bad-msisdn', { field: 'from' }, 'ESME_RINVSRCADR'],
  ['bad-msisdn', { field: 'to' }, 'ESME_RINVDSTADR'],
  ['store-unavailable', {}, 'ESME_RSYSERR'],
] as const)('the gateway says %s of %j: %s', async (problem, data, status) => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', TEXT);
  await scene.next().problem(problem, data);
  expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
});

test('a gateway that throws is a system error, and is told of', async () => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', TEXT);
  await scene.next().reject(new Error('no'));
  expect(peer.heard()).toEqual(['submit_sm_resp ESME_RSYSERR']);
  expect(scene.troubles).toHaveLength(1);
});

test('what an SMSC delivers asks for no receipt of ours, and its receipts are only answered', async () => {
  const scene = phonesScene({ sends: 'submit_sm', wire: 'link:mts' });
  const peer = farSide(scene.adapter);
  peer.send('deliver_sm', { ...TEXT, more: { registered_delivery: 1, priority_flag: 7 } });
  const sms = scene.next();
  expect(sms.body).toEqual(PLAIN);
  await sms.resolve({ ok: true, value: { messageId: 'AB12' } });
  expect(peer.pdus()).toMatchObject([{ command: 'deliver_sm_resp', status: 0, body: { message_id: '' } }]);
  peer.send('deliver_sm', { ...TEXT, text: 'id:1 stat:DELIVRD', more: { esm_class: 4 } });
  expect(peer.heard()).toEqual(['deliver_sm_resp ok']);
  expect(scene.pending()).toEqual([]);
});

describe('one message of a submit_multi', () => {
  const single = (short: Short) => messagePdu('submit_sm', { ...TEXT, ...short }) as UssdPdu;

  test('is taken, and nobody is answered', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    const taken = scene.adapter.submit(single({}));
    const sms = scene.next();
    expect(sms.body).toEqual(PLAIN);
    await sms.resolve({ ok: true, value: { messageId: 'AB12' } });
    expect(await taken).toEqual({ kind: 'taken', messageId: 'AB12' });
    expect(peer.heard()).toEqual([]);
  });

  test('is refused for its fields like any other', async () => {
    const { adapter } = phonesScene();
    const taken = adapter.submit(single({ more: { priority_flag: 4 } }));
    expect(await taken).toEqual({ kind: 'refused', status: 'ESME_RINVPRTFLG' });
  });
});

describe('parts', () => {
  const part = (number: number, text: string, more = {}): Short => ({
    ...TEXT,
    more: {
      esm_class: 0x40,
      short_message: Buffer.concat([Buffer.from([5, 0, 3, 7, 3, number]), Buffer.from(text)]),
      ...more,
    },
  });
  const ids = (scene: { pdus(): readonly unknown[] }) =>
    scene.pdus().map((pdu) => (pdu as { body: { message_id: string } }).body.message_id);

  test('each is answered at once, with an id of its own; the last one with that of the SMS when it is committed', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', part(3, 'c'));
    peer.send('submit_sm', part(1, 'a'));
    peer.send('submit_sm', part(1, 'a'));
    await settled();
    const first = ids(peer);
    expect(first).toEqual(['100005100000', '100005100001', '100005100001']);
    peer.send('submit_sm', part(2, 'b'));
    const sms = scene.next();
    expect(sms.body).toEqual({ ...PLAIN, text: 'abc' });
    await settled();
    expect(ids(peer)).toEqual([]);
    await sms.resolve({ ok: true, value: { messageId: 'AB12' } });
    expect(ids(peer)).toEqual(['AB12']);
  });

  test('an SMS that is refused is taken when its last part comes again', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    for (const number of [1, 2, 3]) peer.send('submit_sm', part(number, 'x', { registered_delivery: 1 }));
    await scene.next().problem('store-unavailable');
    expect(peer.heard()).toEqual(['submit_sm_resp ok', 'submit_sm_resp ok', 'submit_sm_resp ESME_RSYSERR']);
    peer.send('submit_sm', part(3, 'x', { registered_delivery: 1 }));
    const again = scene.next();
    expect(again.body).toEqual({ ...PLAIN, text: 'xxx', receipt: 'always' });
    await again.resolve({ ok: true, value: { messageId: 'AB12' } });
    expect(ids(peer)).toEqual(['AB12']);
    // The same SMS once more, whole: a double, not a loss.
    for (const number of [1, 2, 3]) peer.send('submit_sm', part(number, 'x'));
    expect(scene.next().body).toMatchObject({ text: 'xxx' });
  });

  async function wholeWithReceipts(scene: Scene) {
    const peer = farSide(scene.adapter);
    for (const number of [1, 2, 3]) {
      peer.send('submit_sm', part(number, 'x', { registered_delivery: number === 2 ? 0 : 1 }));
    }
    const sms = scene.next();
    await sms.resolve({ ok: true, value: { messageId: 'AB12' } });
    expect(ids(peer)).toEqual(['100005100000', '100005100001', 'AB12']);
    return { peer, sms };
  }

  const RECEIPT = {
    kind: 'receipt',
    id: 'AB12',
    from: '4555',
    to: ANN,
    state: 'DELIVERED',
    error: 0,
    submittedAt: '2026-11-22T00:00:00.000Z',
    doneAt: '2026-11-22T00:01:00.000Z',
    text: 'xxx',
  } as const;

  test('a receipt goes to every part that asked for one', async () => {
    const scene = phonesScene();
    const { peer, sms } = await wholeWithReceipts(scene);
    expect(sms.body).toMatchObject({ receipt: 'always' });
    const delivery = scene.end?.deliver(RECEIPT);
    await settled();
    const receipts = peer.heard();
    expect(receipts).toHaveLength(2);
    expect(receipts[0]).toContain('id:100005100000 ');
    expect(receipts[1]).toContain('id:AB12 ');
    peer.answer('ESME_RX_T_APPN');
    peer.answer();
    expect(await delivery).toBe('later');
    // Again, for it was not taken; and once taken, its parts are forgotten.
    const again = scene.end?.deliver(RECEIPT);
    await settled();
    expect(peer.heard()).toHaveLength(2);
    peer.answer();
    peer.answer();
    expect(await again).toBe('taken');
    void scene.end?.deliver(RECEIPT);
    await settled();
    expect(peer.heard()).toHaveLength(1);
  });

  test('the last part gets none if only another asked for one', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    for (const number of [1, 2, 3]) {
      peer.send('submit_sm', part(number, 'x', { registered_delivery: number === 1 ? 1 : 0 }));
    }
    await scene.next().resolve({ ok: true, value: { messageId: 'AB12' } });
    const [first] = ids(peer);
    void scene.end?.deliver(RECEIPT);
    await settled();
    expect(peer.heard()).toEqual([expect.stringContaining(`id:${first} `)]);
  });

  test('a wish of any part is the wish of the SMS, whichever came last', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', part(3, 'x', { registered_delivery: 2 }));
    for (const number of [1, 2]) peer.send('submit_sm', part(number, 'x'));
    expect(scene.next().body).toMatchObject({ receipt: 'failure' });
  });

  test('no receipt where no part asked', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    for (const number of [1, 2, 3]) peer.send('submit_sm', part(number, 'x'));
    expect(scene.next().body).not.toHaveProperty('receipt');
  });

  test('what never becomes whole is told of', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', part(1, 'a'));
    scene.now = 300_000;
    peer.send('submit_sm', part(2, 'b'));
    await settled();
    expect(scene.troubles).toEqual([{ kind: 'parts-abandoned', why: 'timeout', parts: 1 }]);
  });
});
