/** Phones and an application on the real gateway, on both stores: only the sockets are missing. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { destinationsOf } from '../../../src/flow/destinations.ts';
import type { Trouble } from '../../../src/smpp/adapter/adapter.ts';
import { openApplication } from '../../../src/smpp/applications/application.ts';
import { openPhones } from '../../../src/smpp/phones/phones.ts';
import { DIALECTS } from '../../../src/smpp/ussd/dialects.ts';
import type { DialectName } from '../../../src/smpp/ussd/types.ts';
import { type Harness, openHarness } from '../../support/harness.ts';
import { type OpenedStore, STORES } from '../../support/stores.ts';
import { DIALOGUES } from '../ussd/dialogues.ts';
import { type FarSide, farSide } from './support/farSide.ts';

const ANN = '79161234567';
const CODES = ['*384*77', '7777', '7777777', '8005553536', '88005553535'];
const OK = 'submit_sm_resp ok';

const rowOf = (dialect: DialectName) => DIALOGUES.find((row) => row.dialect === dialect) as (typeof DIALOGUES)[number];

describe.each(STORES)('on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;
  const troubles: Trouble[] = [];

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    const destinations = destinationsOf([{ application: 'shop', codes: CODES }], ['9999']);
    harness = await openHarness(opened.store, { destinations });
    return async () => {
      await harness.stop();
      expect(troubles.splice(0)).toEqual([]);
    };
  });

  const common = () => ({
    gateway: harness.gateway,
    world: harness.world,
    defaultAlphabet: 'gsm7' as const,
    longSms: 'udh8' as const,
    receiptIds: 'hex' as const,
    window: 10,
    chance: () => 5,
    onTrouble: (trouble: Trouble) => void troubles.push(trouble),
  });

  function phones(dialect: DialectName = 'generic'): FarSide {
    return farSide(openPhones({ ...common(), dialect, wire: 'smpp:harness', sends: 'deliver_sm' }));
  }

  function application(dialect: DialectName = 'generic'): FarSide {
    const own = { systemId: 'shop', codes: CODES, answerWithin: 5000, later: () => () => {} };
    return farSide(openApplication({ ...common(), ...own, dialect, wire: 'smpp:shop' }));
  }

  const dial = (peer: FarSide, code: string, tlvs: string) =>
    peer.send('submit_sm', { from: ANN, to: '111', text: code, service: 'USSD', tlvs });

  test.each(Object.values(DIALECTS))(
    'a menu of a service in $name: dial, a wrong answer, a right one, the end',
    async ({ name, ucs2 }) => {
      const { begin, answer, ask } = rowOf(name);
      const peer = phones(name);
      dial(peer, '*111*455#', begin);
      const [resp, menu] = await peer.soon(2);
      expect(resp).toBe(OK);
      expect(menu).toMatch(/^deliver_sm USSD 111 > 79161234567 "МТС Бонус\\n0 Баланс/);
      expect(menu?.endsWith(ask)).toBe(true);
      dial(peer, 'нет', answer);
      expect((await peer.soon(2))[1]).toMatch(/0 Баланс/);
      dial(peer, '1', answer);
      // The SMS of the step, two parts, comes as soon as it is committed, like the screen.
      const last = (await peer.soon(4)).find((message) => message.startsWith('deliver_sm USSD'));
      expect(last).toContain('Принято. Ответ придёт по SMS.');
      expect(last).not.toContain(ask);
      expect(ucs2).toBe(rowOf(name).ucs2);
      dial(peer, '1', answer);
      expect(await peer.soon(1)).toEqual(['submit_sm_resp ESME_RSUBMITFAIL']);
    },
  );

  test("an unknown code is the network's to tell of", async () => {
    const peer = phones();
    dial(peer, '*999#', rowOf('generic').begin);
    expect((await peer.soon(2))[1]).toContain('Неизвестный код');
    dial(peer, '*999', rowOf('generic').begin);
    expect(await peer.soon(1)).toEqual(['submit_sm_resp ESME_RINVDSTADR']);
  });

  test("the world's clock ends a dialogue, and the phone reads so", async () => {
    const peer = phones();
    dial(peer, '*111*455#', rowOf('generic').begin);
    await peer.soon(2);
    await harness.gateway.changeClock(harness.call, { advance: 'PT181S' });
    const [ended] = await peer.soon(1);
    expect(ended).toMatch(/^deliver_sm USSD 111 > 79161234567 ".+" 0501000111 138300020500$/);
  });

  test('a lost bind: the session is gone, the next dial takes up where it can', async () => {
    const peer = phones();
    dial(peer, '*111*455#', rowOf('generic').begin);
    await peer.soon(2);
    peer.die();
    const again = phones();
    dial(again, '1', rowOf('generic').answer);
    expect(await again.soon(1)).toEqual(['submit_sm_resp ESME_RSUBMITFAIL']);
    dial(again, '*111*455#', rowOf('generic').begin);
    expect((await again.soon(2))[1]).toContain('0 Баланс');
  });

  test.each(Object.values(DIALECTS))('an application in $name behind phones in generic', async ({ name }) => {
    const row = rowOf(name);
    const generic = rowOf('generic');
    const phone = phones();
    const app = application(name);
    dial(phone, '*384*77*1#', generic.begin);
    expect(await phone.soon(1)).toEqual([OK]);
    const [begun] = await app.soon(1);
    expect(begun).toBe(`deliver_sm USSD ${ANN} > *384*77# "*384*77*1#" ${row.begin}`);
    const answer = (text: string, tlvs: string) =>
      app.send('submit_sm', { from: '*384*77#', to: ANN, text, service: 'USSD', tlvs });
    answer('Menu', row.ask);
    expect(await app.soon(1)).toEqual([OK]);
    expect(await phone.soon(1)).toEqual([`deliver_sm USSD 111 > ${ANN} "Menu" ${generic.ask}`]);
    dial(phone, '1', generic.answer);
    expect(await phone.soon(1)).toEqual([OK]);
    expect(await app.soon(1)).toEqual([`deliver_sm USSD ${ANN} > *384*77# "1" ${row.answer}`]);
    answer('Bye', row.end);
    expect(await phone.soon(1)).toEqual([`deliver_sm USSD 111 > ${ANN} "Bye" ${generic.end}`]);
  });

  test('an application whose bind dies while the phone thinks: the phone reads so', async () => {
    const phone = phones();
    const app = application();
    dial(phone, '*384*77#', rowOf('generic').begin);
    await app.soon(1);
    app.send('submit_sm', { from: '*384*77#', to: ANN, text: 'Menu', service: 'USSD', tlvs: rowOf('generic').ask });
    await phone.soon(2);
    app.die();
    expect((await phone.soon(1))[0]).toContain('Нет связи с сетью');
  });

  test('an application pushes to a phone that has spoken on a bind, and gets its reply', async () => {
    const { begin, ask, answer, endOfPush } = rowOf('generic');
    const phone = phones();
    const app = application();
    dial(phone, '*111*455*1#', begin);
    await phone.soon(3);
    app.send('submit_sm', { from: '7777', to: ANN, text: 'Sure?', service: 'USSD', tlvs: ask });
    expect(await phone.soon(1)).toEqual([`deliver_sm USSD 7777 > ${ANN} "Sure?" ${ask}`]);
    expect(await app.soon(1)).toEqual([OK]);
    phone.send('submit_sm', { from: ANN, to: '7777', text: 'yes', service: 'USSD', tlvs: answer });
    expect(await app.soon(1)).toEqual([`deliver_sm USSD ${ANN} > 7777 "yes" ${answer}`]);
    app.send('submit_sm', { from: '7777', to: ANN, text: 'Thanks', service: 'USSD', tlvs: endOfPush });
    expect((await phone.soon(2))[1]).toBe(`deliver_sm USSD 7777 > ${ANN} "Thanks" ${endOfPush}`);
  });

  test('SMS: to a service, to an application, to a sink, and back', async () => {
    const phone = phones();
    const app = application();
    const text = (to: string, body: string) => phone.send('submit_sm', { from: ANN, to, text: body });
    text('4555', 'Бонус');
    expect(await phone.soon(2)).toEqual(expect.arrayContaining([OK, expect.stringMatching(/^deliver_sm 4555 > /)]));
    phone.answer();
    text('7777', 'BUY');
    expect(await phone.soon(1)).toEqual([OK]);
    expect(await app.soon(1)).toEqual([`deliver_sm ${ANN} > 7777 "BUY"`]);
    app.answer();
    text('9999', 'x');
    expect(await phone.soon(1)).toEqual([OK]);
    app.send('submit_sm', { from: '7777', to: ANN, text: 'Sold' });
    expect(await app.soon(1)).toEqual([OK]);
    expect(await phone.soon(1)).toEqual([`deliver_sm 7777 > ${ANN} "Sold"`]);
  });

  test.each([
    ['7777777', 0, '7777777'],
    ['8005553536', 0, '8005553536'],
    ['8005553536', 1, '8005553536'],
    ['88005553535', 0, '78005553535'],
    ['88005553535', 1, '88005553535'],
    ['78005553535', 1, '78005553535'],
    ['+78005553535', 1, '78005553535'],
  ])('an SMS to %s, TON %i, reaches the application that serves the number', async (to, dest_addr_ton, heard) => {
    const phone = phones();
    const app = application();
    phone.send('submit_sm', { from: ANN, to, text: 'BUY', more: { dest_addr_ton } });
    expect(await phone.soon(1)).toEqual([OK]);
    expect(await app.soon(1)).toEqual([`deliver_sm ${ANN} > ${heard} "BUY"`]);
  });

  describe.each(['here', 'at another process'])('a world that is reset %s', (where) => {
    const reset = async () => {
      if (where === 'here') return harness.gateway.reset(harness.call);
      const other = await openHarness(opened.store, { world: harness.world, tag: 'o' });
      onTestFinished(other.stop);
      return other.gateway.reset(other.call);
    };
    /** What the peer's next message is answered with, whatever else it hears meanwhile. */
    const answered = async (peer: FarSide) => {
      for (;;) {
        const response = (await peer.soon(1)).find((message) => message.startsWith('submit_sm_resp'));
        if (response !== undefined) return response;
      }
    };

    test('eyeline: the same dial begins anew', async () => {
      const peer = phones('eyeline');
      dial(peer, '*111*455#', rowOf('eyeline').begin);
      await peer.soon(2);
      dial(peer, '*111*455#', rowOf('eyeline').begin);
      expect(await answered(peer)).toBe('submit_sm_resp ESME_RSUBMITFAIL');
      await reset();
      dial(peer, '*111*455#', rowOf('eyeline').begin);
      expect(await answered(peer)).toBe(OK);
    });

    test('an application may write to the phone again', async () => {
      const { begin, ask } = rowOf('generic');
      const phone = phones();
      const app = application();
      dial(phone, '*384*77#', begin);
      await app.soon(1);
      app.send('submit_sm', { from: '*384*77#', to: ANN, text: 'Menu', service: 'USSD', tlvs: ask });
      await phone.soon(2);
      app.heard();
      const notice = () =>
        app.send('submit_sm', { from: '*384*77#', to: ANN, text: 'Hi', service: 'USSD', tlvs: '0501000103' });
      notice();
      expect(await answered(app)).toBe('submit_sm_resp ESME_RMISSINGOPTPARAM');
      await reset();
      notice();
      expect(await answered(app)).toBe(OK);
    });
  });

  test('a reset ends the dialogues of phones and applications, and both are told', async () => {
    const { begin } = rowOf('generic');
    const phone = phones();
    const app = application('mica');
    dial(phone, '*111*455#', begin);
    await phone.soon(2);
    phone.send('submit_sm', { from: '79160000002', to: '111', text: '*384*77#', service: 'USSD', tlvs: begin });
    await app.soon(1);
    await phone.soon(1);
    await harness.gateway.reset(harness.call);
    expect(await app.soon(1)).toEqual(['deliver_sm USSD 79160000002 > *384*77# "" 0501000181 020400020005']);
    const told = await phone.soon(2);
    expect(told.filter((message) => message.includes(`> ${ANN} "Нет связи с сетью`))).toHaveLength(1);
    expect(told.filter((message) => message.includes('> 79160000002 "'))).toHaveLength(1);
  });
});
