/** Faults that SMPP plays itself: what a peer sees on its bind. */
import { expect, it } from 'vitest';
import { must, phone } from '../../support/phone.ts';
import { bindPeer, headOf, submitSm } from './support/peer.ts';
import { openSmsc, type TestSmsc } from './support/server.ts';

const ANNA = '79161234567';
const BORIS = '79161234568';

async function put({ harness: { gateway, call } }: TestSmsc, faults: object): Promise<void> {
  must(await gateway.putFaults(call, { ...faults }));
}

async function open() {
  const smsc = await openSmsc();
  return { smsc, peer: await bindPeer(smsc.port) };
}

it('smppReject: this status, nothing is done', async () => {
  const { smsc, peer } = await open();
  await put(smsc, { smppReject: { status: '0x14', times: 1 } });
  expect(headOf(await peer.ask(submitSm(2)))).toBe('submit_sm_resp MSGQFUL 2');
  expect(await phone(smsc.harness, ANNA).inbox()).toEqual([]);
  await put(smsc, { smppReject: { status: '0x4FF' } });
  expect((await peer.ask(submitSm(3))).status).toBe(0x4ff);
});

it('smppThrottle: so many at once, then ESME_RTHROTTLED, for each number apart', async () => {
  const { smsc, peer } = await open();
  await put(smsc, { smppThrottle: { perSecond: 1 } });
  peer.write(submitSm(2, { destination_addr: '9999' }), submitSm(3, { destination_addr: '9999' }));
  peer.write(submitSm(4, { destination_addr: '9999', source_addr: BORIS }));
  const heads = (await peer.heads(3)).toSorted();
  expect(heads).toEqual(['submit_sm_resp OK 2', 'submit_sm_resp OK 4', 'submit_sm_resp THROTTLED 3']);
});

it('smppCut before: the connection ends, nothing is done', async () => {
  const { smsc, peer } = await open();
  await put(smsc, { smppCut: true });
  peer.write(submitSm(2));
  expect(await peer.ended).toEqual([]);
  expect(await phone(smsc.harness, ANNA).inbox()).toEqual([]);
});

it('smppCut after: it is done, the response is lost', async () => {
  const { smsc, peer } = await open();
  await put(smsc, { smppCut: { when: 'after' } });
  peer.write(submitSm(2));
  const heads = await peer.ended;
  expect(heads.filter((head) => head.startsWith('submit_sm_resp'))).toEqual([]);
  expect(await phone(smsc.harness, ANNA).inbox()).toHaveLength(1);
});

it('smppDelay: the response comes later; the request counts as open meanwhile', async () => {
  const { smsc, peer } = await open();
  await put(smsc, { smppDelay: { by: 'PT3S', of: [ANNA] } });
  peer.write(submitSm(2, { destination_addr: '9999' }), submitSm(3, { destination_addr: '9999', source_addr: BORIS }));
  expect(await peer.heads(1)).toEqual(['submit_sm_resp OK 3']);
  smsc.pulse.pass(2_900);
  peer.write(submitSm(4, { destination_addr: '9999', source_addr: BORIS }));
  expect(await peer.heads(1)).toEqual(['submit_sm_resp OK 4']);
  smsc.pulse.pass(200);
  expect(await peer.heads(1)).toEqual(['submit_sm_resp OK 2']);
});

it('smsDuplicate: a phone on a bind gets two deliver_sm', async () => {
  const { smsc, peer } = await open();
  await put(smsc, { smsDuplicate: true });
  peer.write(submitSm(2));
  const came = [await peer.next(), await peer.next()];
  const first = came.find(({ command }) => command === 'deliver_sm');
  expect(came.map(({ command }) => command).toSorted()).toEqual(['deliver_sm', 'submit_sm_resp']);
  expect(first).toMatchObject({ body: { source_addr: '4555', destination_addr: ANNA } });
  expect(await phone(smsc.harness, ANNA).inbox()).toHaveLength(2);
});
