import { describe, expect, test } from 'vitest';
import type { Delivery, Queued } from '../../../src/flow/api.ts';
import type { PduOf } from '../../../src/smpp/pdu/pdu.ts';
import type { StatusName } from '../../../src/smpp/pdu/statuses.ts';
import type { PhonesSetup } from '../../../src/smpp/phones/room.ts';
import { settled } from './support/fakeGateway.ts';
import { farSide, hexOf } from './support/farSide.ts';
import { phonesScene, type Scene } from './support/setups.ts';

const ANN = '79161234567';
const SMS: Queued = { kind: 'to-phone', id: '17', from: '4555', to: ANN, text: 'Hello' };
const LONG = 'x'.repeat(161);

function open(more: Partial<PhonesSetup> = {}) {
  const scene = phonesScene(more);
  return { scene, peer: farSide(scene.adapter) };
}

function deliver({ end }: Scene, queued: Queued): Promise<Delivery> {
  return end?.deliver(queued) ?? Promise.reject(new Error('not attached'));
}

const STATUSES: readonly (readonly [StatusName, Delivery])[] = [
  ['ESME_ROK', 'taken'],
  ['ESME_RMSGQFUL', 'later'],
  ['ESME_RTHROTTLED', 'later'],
  ['ESME_RX_T_APPN', 'later'],
  ['ESME_RSYSERR', 'later'],
  ['ESME_RX_P_APPN', 'refused'],
  ['ESME_RX_R_APPN', 'refused'],
  ['ESME_RINVDSTADR', 'refused'],
  ['ESME_RUNKNOWNERR', 'refused'],
];

test.each(STATUSES)('%s to an SMS means %s', async (status, delivery) => {
  const { scene, peer } = open();
  const delivered = deliver(scene, SMS);
  expect(peer.heard()).toEqual([`deliver_sm 4555 > ${ANN} "Hello"`]);
  peer.answer(status);
  expect(await delivered).toBe(delivery);
});

const SEVERAL: readonly (readonly [StatusName, StatusName, Delivery])[] = [
  ['ESME_ROK', 'ESME_ROK', 'taken'],
  ['ESME_ROK', 'ESME_RTHROTTLED', 'later'],
  ['ESME_RTHROTTLED', 'ESME_ROK', 'later'],
  ['ESME_RX_P_APPN', 'ESME_RTHROTTLED', 'refused'],
];

test.each(SEVERAL)('parts answered %s and %s: %s', async (first, second, delivery) => {
  const { scene, peer } = open();
  const delivered = deliver(scene, { ...SMS, text: LONG });
  expect(peer.open).toBe(2);
  peer.answer(first);
  peer.answer(second);
  expect(await delivered).toBe(delivery);
});

test('a bind that is lost: lost, also with one part taken', async () => {
  const { scene, peer } = open();
  const delivered = deliver(scene, { ...SMS, text: LONG });
  peer.answer();
  peer.die();
  expect(await delivered).toBe('lost');
});

test('a bind that takes no more: later', async () => {
  const { scene, peer } = open();
  peer.isFull = true;
  expect(await deliver(scene, SMS)).toBe('later');
});

test('no bind at all: later', async () => {
  const { scene, peer } = open();
  const end = scene.end;
  peer.die();
  expect(await end?.deliver(SMS)).toBe('later');
});

test('more than 255 parts: refused', async () => {
  const { scene } = open();
  expect(await deliver(scene, { ...SMS, text: 'x'.repeat(255 * 153 + 1) })).toBe('refused');
});

const FORMS: readonly (readonly [
  Partial<PhonesSetup>,
  parts: number,
  headers: readonly string[],
  tlvs: readonly string[],
])[] = [
  [{ longSms: 'udh8' }, 2, ['050003170201', '050003170202'], ['', '']],
  [{ longSms: 'udh16' }, 2, ['06080400170201', '06080400170202'], ['', '']],
  [{ longSms: 'sar' }, 2, ['', ''], ['020c00020017 020e000102 020f000101', '020c00020017 020e000102 020f000102']],
];

test.each(FORMS)('long texts as %j, with the same reference at each attempt', async (setup, parts, headers, tlvs) => {
  const { scene, peer } = open(setup);
  for (let attempt = 0; attempt < 2; attempt++) {
    void deliver(scene, { ...SMS, text: LONG });
    const pdus = peer.pdus() as readonly PduOf<'deliver_sm'>[];
    expect(pdus).toHaveLength(parts);
    for (const [index, { body, tlvs: sent }] of pdus.entries()) {
      expect(body.short_message.toString('hex').startsWith(headers[index] as string)).toBe(true);
      expect(body.esm_class).toBe(headers[index] === '' ? 0 : 0x40);
      expect(hexOf(sent)).toBe(tlvs[index]);
    }
  }
});

test('a long text whole in message_payload', () => {
  const { scene, peer } = open({ longSms: 'payload' });
  void deliver(scene, { ...SMS, text: LONG });
  expect(peer.heard()).toEqual([`deliver_sm 4555 > ${ANN} "${LONG}"`]);
});

test('all parts go over one bind', () => {
  const { scene, peer } = open();
  const other = farSide(scene.adapter);
  void deliver(scene, { ...SMS, text: 'x'.repeat(1000) });
  expect([peer.open, other.open].toSorted()).toEqual([0, 7]);
});

describe('the load is shared', () => {
  test('in turn where all have the same room', () => {
    const { scene, peer } = open();
    const other = farSide(scene.adapter);
    for (let n = 0; n < 6; n++) void deliver(scene, SMS);
    expect([peer.open, other.open]).toEqual([3, 3]);
  });

  test('else to the one with most room', () => {
    const { scene, peer } = open();
    const other = farSide(scene.adapter);
    peer.room = 3;
    other.room = 2;
    for (let n = 0; n < 4; n++) void deliver(scene, SMS);
    expect([peer.open, other.open]).toEqual([4, 0]);
  });

  test('the wire takes as much at once as all windows hold', () => {
    const { scene } = open();
    expect(scene.end?.capacity).toBe(10);
    const other = farSide(scene.adapter, 'bound_rx');
    farSide(scene.adapter, 'bound_tx');
    expect(scene.end?.capacity).toBe(20);
    other.die();
    expect(scene.end?.capacity).toBe(10);
  });
});

test.each([
  ['4555', 0, 1],
  ['79160000002', 1, 1],
  ['*384*77', 0, 1],
  ['MTS', 5, 0],
])('an SMS from %s has TON %i and NPI %i', (from, source_addr_ton, source_addr_npi) => {
  const { scene, peer } = open();
  void deliver(scene, { ...SMS, from });
  const body = { source_addr: from, source_addr_ton, source_addr_npi, dest_addr_ton: 1, dest_addr_npi: 1 };
  expect(peer.pdus()).toMatchObject([{ body }]);
});

test('a flash text, and octets with their header', () => {
  const { scene, peer } = open();
  void deliver(scene, { ...SMS, flash: true });
  void deliver(scene, { ...SMS, text: '', data: { coding: 4, octets: 'yv4=', udh: 'BQQLhCPw' } });
  expect(peer.pdus()).toMatchObject([
    { body: { data_coding: 0xf0, short_message: Buffer.from('Hello') } },
    {
      body: {
        data_coding: 4,
        esm_class: 0x40,
        short_message: Buffer.from('0605040b8423f0cafe', 'hex'),
      },
    },
  ]);
});

describe('receipts', () => {
  const RECEIPT: Queued = {
    kind: 'receipt',
    id: '1A2B3C4D5E6F',
    from: '4555',
    to: ANN,
    state: 'EXPIRED',
    error: 0,
    submittedAt: '2026-11-22T00:00:00.000Z',
    doneAt: '2026-11-22T00:01:00.000Z',
    text: 'Hello',
  };
  const rest = 'sub:001 dlvrd:000 submit date:2611220000 done date:2611220001 stat:EXPIRED err:000 text:Hello';

  test.each([
    ['hex', '1A2B3C4D5E6F'],
    ['decimal', '028772997619311'],
  ] as const)('ids as %s', async (receiptIds, id) => {
    const { scene, peer } = open({ receiptIds });
    const delivered = deliver(scene, RECEIPT);
    const tlvs = '001e000d31413242334334443545364600 0427000103';
    expect(peer.heard()).toEqual([`deliver_sm 4555 > ${ANN} "id:${id} ${rest}" ${tlvs}`]);
    peer.answer();
    expect(await delivered).toBe('taken');
  });

  test('go to all parts that they are for, each by its id; taken when all are', async () => {
    const { scene, peer } = open();
    const delivered = deliver(scene, { ...RECEIPT, ids: ['A1', RECEIPT.id] });
    expect(peer.heard()).toEqual([expect.stringContaining('"id:A1 '), expect.stringContaining(`"id:${RECEIPT.id} `)]);
    peer.answer('ESME_RX_T_APPN');
    peer.answer();
    expect(await delivered).toBe('later');
  });

  test('with a time that is none are refused, and told of', async () => {
    const { scene } = open();
    expect(await deliver(scene, { ...RECEIPT, doneAt: 'soon' })).toBe('refused');
    expect(scene.troubles).toMatchObject([{ kind: 'error' }]);
  });

  test('are marked as such', async () => {
    const { scene, peer } = open();
    void deliver(scene, RECEIPT);
    await settled();
    expect(peer.pdus()).toMatchObject([{ body: { esm_class: 4, data_coding: 0 } }]);
  });
});
