/** Long SMS of phones and of an application through the real gateway, on both stores: binds and adapters come and go between the parts. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { destinationsOf } from '../../../src/flow/destinations.ts';
import { openApplication } from '../../../src/smpp/applications/application.ts';
import type { Pdu, PduOf } from '../../../src/smpp/pdu/pdu.ts';
import { openPhones } from '../../../src/smpp/phones/phones.ts';
import { type Harness, openHarness } from '../../support/harness.ts';
import { type OpenedStore, STORES } from '../../support/stores.ts';
import { settled } from './support/fakeGateway.ts';
import { type FarSide, farSide } from './support/farSide.ts';

const ANN = '79161234567';
const TOTAL = 2;

describe.each(STORES)('on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    const destinations = destinationsOf([{ application: 'shop', codes: ['7777'] }], []);
    harness = await openHarness(opened.store, { destinations });
    return () => harness.stop();
  });

  const common = () => ({
    gateway: harness.gateway,
    world: harness.world,
    dialect: 'generic' as const,
    defaultAlphabet: 'gsm7' as const,
    longSms: 'udh8' as const,
    receiptIds: 'hex' as const,
    window: 10,
    chance: () => 5,
    onTrouble: (trouble: object) => {
      throw new Error(JSON.stringify(trouble));
    },
  });

  /** Phones that have just bound: an adapter of their own, which knows nothing of any before. */
  const phones = () => writer(farSide(openPhones({ ...common(), wire: 'smpp:harness', sends: 'deliver_sm' })));

  function application(): Writer {
    const own = { systemId: 'shop', codes: ['7777'], answerWithin: 5000, later: () => () => {} };
    return writer(farSide(openApplication({ ...common(), ...own, wire: 'smpp:shop' })));
  }

  test('a phone whose bind is lost between the parts: its SMS comes whole', async () => {
    const app = application();
    const before = phones();
    await before.send(ANN, '7777', 1, 'Hello ');
    before.die();
    await phones().send(ANN, '7777', 2, 'world');
    expect(await app.text()).toBe('Hello world');
  });

  test('an application that binds anew before each part; each part has its receipt', async () => {
    const first = application();
    const one = await first.send('7777', ANN, 1, 'Hello ', 1);
    first.die();
    const second = application();
    const two = await second.send('7777', ANN, 2, 'world', 1);
    const receipts = [await second.text(), await second.text()];
    for (const id of [one, two]) expect(receipts.join()).toContain(`id:${id} sub:001 dlvrd:001`);
    expect(await harness.gateway.messages(harness.call, ANN, {})).toMatchObject({
      value: { messages: [{ from: '7777', text: 'Hello world' }] },
    });
  });

  test('a last part whose answer was lost, sent again over another bind: the id of the SMS, and no second SMS', async () => {
    const app = application();
    const before = phones();
    await before.send(ANN, '7777', 1, 'Hello ');
    const id = await before.send(ANN, '7777', 2, 'world');
    before.die();
    const after = phones();
    expect(await after.send(ANN, '7777', 2, 'world')).toBe(id);
    await after.send(ANN, '7777', 1, 'Good ');
    await after.send(ANN, '7777', 2, 'bye');
    expect([await app.text(), await app.text()]).toEqual(['Hello world', 'Good bye']);
  });
});

interface Writer {
  /** Sends a part, and gives the message_id that it is acknowledged with. */
  send(from: string, to: string, number: number, text: string, receipt?: number): Promise<string>;
  /** The text of the next message that comes; it is acknowledged. */
  text(): Promise<string>;
  die(): void;
}

function writer(peer: FarSide): Writer {
  const come: Pdu[] = [];

  async function next<Name extends 'submit_sm_resp' | 'deliver_sm'>(command: Name): Promise<PduOf<Name>> {
    for (;;) {
      come.push(...peer.pdus());
      const at = come.findIndex((pdu) => pdu.command === command);
      if (at >= 0) return come.splice(at, 1)[0] as unknown as PduOf<Name>;
      await settled();
    }
  }

  return {
    async send(from, to, number, text, receipt = 0) {
      const short_message = Buffer.concat([Buffer.from([5, 0, 3, 7, TOTAL, number]), Buffer.from(text)]);
      peer.send('submit_sm', { from, to, more: { esm_class: 0x40, registered_delivery: receipt, short_message } });
      const { status, body } = await next('submit_sm_resp');
      expect(status).toBe(0);
      return body.message_id;
    },
    async text() {
      const { body } = await next('deliver_sm');
      peer.answer();
      return body.short_message.toString();
    },
    die: peer.die,
  };
}
