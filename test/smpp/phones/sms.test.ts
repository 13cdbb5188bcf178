import { describe, expect, test } from 'vitest';
import type { JoinPieces, SmsPart, Submission } from '../../../src/flow/api.ts';
import type { UssdPdu } from '../../../src/smpp/ussd/types.ts';
import { settled } from './support/fakeGateway.ts';
import { farSide, messagePdu, type Short } from './support/farSide.ts';
import { phonesScene } from './support/setups.ts';

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
  const PART = { from: ANN, to: '4555', reference: 'udh8 7', total: 3, number: 2, piece: '0   Yg==' };

  test('one is for the gateway to keep, and answered when it is kept', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', part(2, 'b'));
    const kept = scene.next();
    expect(kept).toMatchObject({ what: 'smsPart', call: { world: 'main', wire: 'smpp:harness' } });
    expect(kept.body).toEqual([PART, expect.any(Function)]);
    await settled();
    expect(peer.heard()).toEqual([]);
    await kept.resolve({ ok: true, value: { messageId: 'AB12' } });
    expect(peer.pdus()).toMatchObject([{ command: 'submit_sm_resp', status: 0, body: { message_id: 'AB12' } }]);
  });

  test.each([
    ['a receipt', { registered_delivery: 2 }, { receipt: 'failure' }],
    ['a schedule', { schedule_delivery_time: '000000010000000R' }, { schedule: { after: 3_600_000 } }],
    ['replace', { replace_if_present_flag: 1 }, { replace: true }],
  ])('one may ask for %s', (_, more, asked) => {
    const scene = phonesScene();
    farSide(scene.adapter).send('submit_sm', part(2, 'b', more));
    expect((scene.next().body as unknown[])[0]).toEqual({ ...PART, ...asked });
  });

  test('one with a wrong date is refused before it is kept', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', part(2, 'b', { validity_period: '260230000000000+' }));
    await settled();
    expect(peer.heard()).toEqual(['submit_sm_resp ESME_RINVEXPIRY']);
    expect(scene.pending()).toEqual([]);
  });

  test.each([
    ['parts-full', 'ESME_RMSGQFUL'],
    ['store-unavailable', 'ESME_RSYSERR'],
  ] as const)('the gateway says %s: %s', async (problem, status) => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', part(2, 'b'));
    await scene.next().problem(problem);
    expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
  });

  /** What pieces say, as the gateway reads them. */
  function joined(...shorts: readonly Short[]): ReturnType<JoinPieces> {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    for (const short of shorts) peer.send('submit_sm', short);
    const bodies = shorts.map(() => scene.next().body as [SmsPart, JoinPieces]);
    const [[, join] = [null, () => ({ text: '' })]] = bodies;
    return join(bodies.map(([{ piece }]) => piece));
  }

  test('all together are a text, flash if the first is', () => {
    expect(joined(part(1, 'a'), part(2, 'b'), part(3, 'c'))).toEqual({ text: 'abc' });
    expect(joined(part(1, 'a', { data_coding: 0x10 }), part(2, 'b'), part(3, 'c'))).toEqual({
      text: 'abc',
      flash: true,
    });
  });

  test('or octets', () => {
    const octets = { data_coding: 4 };
    expect(joined(part(1, 'a', octets), part(2, 'b', octets), part(3, 'c', octets))).toEqual({
      text: '',
      data: { coding: 4, octets: 'YWJj' },
    });
  });

  test('by sar_ parameters as well', () => {
    const scene = phonesScene();
    farSide(scene.adapter).send('submit_sm', { ...TEXT, tlvs: '020c0002012c 020e000102 020f000101' });
    const [sar] = scene.next().body as [SmsPart];
    expect(sar).toMatchObject({ reference: 'sar 300', total: 2, number: 1 });
  });
});
